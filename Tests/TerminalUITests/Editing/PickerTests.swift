// Fuzzy ranking, pickers and lists.

import Testing

@testable import TerminalUI

private let intents = [
    "alarm_query", "alarm_remove", "alarm_set", "audio_volume_down", "audio_volume_mute",
    "calendar_set", "music_settings", "play_audiobook", "play_game", "play_music", "play_podcasts",
    "play_radio", "weather_query", "general_quirky",
]

private func best(_ query: String) -> String? {
    FuzzyMatcher.rank(query, intents).first?.item
}

@Suite struct FuzzyTests {
    @Test func aFewLettersFindTheIntent() {
        #expect(best("as") == "alarm_set")
        #expect(best("pm") == "play_music")
        #expect(best("play mus") == "play_music")
        #expect(best("vol mute") == "audio_volume_mute")
        #expect(best("avd") == "audio_volume_down")
        #expect(best("WEATHER") == "weather_query")
        #expect(best("cals") == "calendar_set")
        #expect(best("quirk") == "general_quirky")
        #expect(best("zzz") == nil)
    }

    @Test func caseAccentsAndScriptsDoNotMatter() {
        #expect(FuzzyMatcher("fete").match("Fête")?.positions == [0, 1, 2, 3])
        #expect(FuzzyMatcher("FÊTE").match("fete")?.positions == [0, 1, 2, 3])
        #expect(FuzzyMatcher("ști").match("Știri")?.positions == [0, 1, 2])
        #expect(FuzzyMatcher("मौ").match("मौसम")?.positions == [0])
        #expect(FuzzyMatcher("\u{301}").match("a") == nil)
    }

    @Test func positionsAreTheBestOnes() {
        // Not the first `s` met, but the one that opens a part.
        #expect(FuzzyMatcher("ms").match("music_settings")?.positions == [0, 6])
        #expect(FuzzyMatcher("set").match("music_settings")?.positions == [6, 7, 8])
        #expect(FuzzyMatcher("").match("x") == FuzzyMatch(score: 0, positions: []))
        #expect(FuzzyMatcher("  ").match("x")?.positions == [])
        #expect(FuzzyMatcher("ab").match("") == nil)
    }

    /// A match names the query's letters in order, whatever comes in.
    @Test(arguments: 0..<20) func matchesAreHonest(seed: Int) throws {
        var random = SteadyGenerator(UInt64(seed))
        for _ in 0..<200 {
            let name = String(
                (0..<Int.random(in: 0...20, using: &random)).map { _ in
                    "abAB_- 1".randomElement(using: &random) ?? "a"
                })
            let query = String(
                (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    "abAB1".randomElement(using: &random) ?? "a"
                })
            let fits = isSubsequence(query.lowercased(), of: name.lowercased())
            let match = FuzzyMatcher(query).match(name)
            try #require((match != nil) == fits)
            guard let match else { continue }
            let letters = Array(name.lowercased())
            try #require(String(match.positions.map { letters[$0] }) == query.lowercased())
            try #require(match.positions == match.positions.sorted())
        }
    }

    private func isSubsequence(_ query: String, of name: String) -> Bool {
        var rest = query[...]
        for letter in name where rest.first == letter { rest.removeFirst() }
        return rest.isEmpty
    }

    @Test func longInputStaysBounded() {
        let long = String(repeating: "ab_", count: 5000)
        #expect(FuzzyMatcher(long).match(long) != nil)
    }

    @Test func recentOnesComeFirstAmongEquals() {
        #expect(
            FuzzyMatcher.rank("", ["a", "b", "c"], recentFirst: ["c", "b", "c"]).map(\.item)
                == ["c", "b", "a"])
        #expect(
            FuzzyMatcher.rank("x", ["xa", "ya", "xb"], recentFirst: ["xb"]).map(\.item)
                == ["xb", "xa"])
        // Recency never beats a better fit.
        #expect(
            FuzzyMatcher.rank("set", ["music_settings", "set"], recentFirst: ["music_settings"])
                .map(\.item) == ["set", "music_settings"])
        #expect(FuzzyMatcher.rank("", intents).map(\.item) == intents)
    }
}

@Suite struct PickerStateTests {
    @Test func theChoiceIsAlwaysAmongWhatIsShown() {
        var picker = PickerState(intents)
        picker.move(.last, height: 5)
        #expect(picker.selected == "general_quirky")
        picker.apply(.insert("play"))
        #expect(picker.selected == picker.ranked.first?.item)
        picker.apply(.insert("zzz"))
        #expect(picker.selected == nil)
        picker.move(.down, height: 5)
        #expect(picker.list.window(height: 5).isEmpty)
        picker.apply(.clear)
        #expect(picker.selected == "alarm_query")
    }

    @Test func movesOfTheCaretKeepTheChoice() {
        var picker = PickerState(intents, query: "p")
        picker.move(.down, height: 5)
        let chosen = picker.selected
        picker.apply(.move(.left))
        #expect(picker.selected == chosen)
    }

    @Test func theChosenItemSurvivesNewItems() {
        var picker = PickerState(["a", "b", "c"])
        picker.select(1, height: 3)
        picker.setItems(["x", "y", "a", "b"], height: 2)
        #expect(picker.selected == "b")
        #expect(picker.list.window(height: 2).contains(3))
        picker.setItems(["q"], height: 2)
        #expect(picker.selected == "q")
    }
}

@Suite struct ListStateTests {
    @Test func linesStayUntilTheSelectionWouldLeave() {
        var list = ListState(count: 20)
        for _ in 0..<4 { list.move(.down, height: 5) }
        #expect(list.window(height: 5) == 0..<5)
        list.move(.down, height: 5)
        #expect(list.window(height: 5) == 1..<6)
        list.move(.up, height: 5)
        #expect(list.window(height: 5) == 1..<6)
        list.move(.first, height: 5)
        #expect(list.window(height: 5) == 0..<5)
        list.move(.pageDown, height: 5)
        #expect(list.selected == 4)
        list.move(.last, height: 5)
        #expect(list.window(height: 5) == 15..<20)
    }

    @Test(arguments: 0..<20) func theSelectionIsAlwaysInTheWindow(seed: Int) throws {
        var random = SteadyGenerator(UInt64(seed))
        var list = ListState(count: 9)
        for _ in 0..<300 {
            let height = Int.random(in: -1...12, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0: list.setCount(Int.random(in: -1...15, using: &random))
            case 1: list.select(Int.random(in: -3...20, using: &random), height: height)
            default:
                list.move(ListMotion.allCases.randomElement(using: &random) ?? .up, height: height)
            }
            try #require((list.selected == nil) == (list.count == 0))
            for shown in [-1, 0, 1, 4, 30] {
                let window = list.window(height: shown)
                try #require(window.count == min(max(0, shown), list.count))
                try #require((0..<max(1, list.count + 1)).contains(window.upperBound))
                if let selected = list.selected, shown > 0 {
                    try #require(window.contains(selected))
                }
            }
        }
    }
}
