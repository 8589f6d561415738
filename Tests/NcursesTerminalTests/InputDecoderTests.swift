// From bytes to events, however the bytes are cut.

import TerminalUI
import Testing

@testable import NcursesTerminal

struct InputDecoderTests {
    /// The events of all bytes at once, what is pending at the end taken for what it is.
    private func events(_ bytes: [UInt8], cuts: [Int] = []) -> [InputEvent] {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        var start = 0
        for cut in cuts.sorted() + [bytes.count] {
            events += decoder.feed(bytes[start..<cut])
            start = cut
        }
        return events + decoder.timeout()
    }

    private func events(_ text: String) -> [InputEvent] { events(Array(text.utf8)) }

    private func names(_ text: String) -> [String] {
        events(text).map { event in
            if case .key(let chord) = event { chord.name } else { "\(event)" }
        }
    }

    @Test(arguments: [
        ("\u{1B}[A", "up"), ("\u{1B}OA", "up"), ("\u{1B}[1;5C", "ctrl-right"),
        ("\u{1B}[1;2D", "shift-left"), ("\u{1B}[1;4A", "alt-shift-up"), ("\u{1B}Oc", "ctrl-right"),
        ("\u{1B}[a", "shift-up"), ("\u{1B}O5D", "ctrl-left"), ("\u{1B}[H", "home"),
        ("\u{1B}[1~", "home"), ("\u{1B}[8~", "end"), ("\u{1B}[3~", "delete"),
        ("\u{1B}[3;5~", "ctrl-delete"), ("\u{1B}[5~", "pageup"), ("\u{1B}[6^", "ctrl-pagedown"),
        ("\u{1B}OP", "f1"), ("\u{1B}[11~", "f1"), ("\u{1B}[[A", "f1"), ("\u{1B}[15~", "f5"),
        ("\u{1B}[24~", "f12"), ("\u{1B}[25~", "f13"), ("\u{1B}[1;2P", "f13"),
        ("\u{1B}[24;2~", "f24"), ("\u{1B}[34~", "f20"), ("\u{1B}[1;5R", "ctrl-f3"),
        ("\u{1B}[Z", "shift-tab"), ("\t", "tab"), ("\r", "enter"), ("\u{1B}\r", "alt-enter"),
        ("\n", "ctrl-j"), ("\u{7F}", "backspace"), ("\u{1B}\u{7F}", "alt-backspace"),
        ("\u{0}", "ctrl-space"), ("\u{18}", "ctrl-x"), ("\u{3}", "ctrl-c"), ("\u{1C}", "ctrl-\\"),
        ("\u{1F}", "ctrl-_"), ("\u{1B}x", "alt-x"), ("\u{1B}é", "alt-é"), ("\u{1B}", "esc"),
        ("\u{1B}[", "alt-["), ("\u{1B}O", "alt-O"), ("\u{1B}]", "alt-]"), ("\u{1B}P", "alt-P"),
        ("é", "é"), ("厨", "厨"), ("क्षि", "क्षि"), ("👨‍👩‍👧", "👨‍👩‍👧"), ("\u{1B}[13;5u", "ctrl-enter"),
        ("\u{1B}[27;5;13~", "ctrl-enter"), ("\u{1B}[97;5u", "ctrl-a"), ("\u{1B}OM", "enter"),
        ("\u{1B}Oy", "9"), ("\u{8}", "ctrl-h"),
    ])
    func oneKey(_ bytes: String, _ name: String) {
        #expect(names(bytes) == [name])
    }

    @Test func severalKeysAtOnce() {
        #expect(names("a\u{1B}[Bb\u{1B}\u{1B}[A") == ["a", "down", "b", "esc", "up"])
        #expect(names("\u{1B}Oa\u{1B}OZ") == ["ctrl-up", "alt-O", "Z"])
        #expect(names("\u{1B}]rest") == ["alt-]", "r", "e", "s", "t"])
    }

    @Test func answersOfTheTerminalAreNotKeys() {
        let answers =
            "\u{1B}[?2026;2$y\u{1B}[?62;22c\u{1B}]11;rgb:1c1c/1f1f/2626\u{1B}\\\u{1B}]11;x\u{7}"
            + "\u{1B}P1$r0m\u{1B}\\\u{1B}P>|tmux\u{1B}\\\u{1B}[I\u{1B}[O\u{1B}[24;80R"
        #expect(names(answers + "k") == ["k"])
    }

    @Test func invalidBytesAreShownNotLost() {
        func text(_ bytes: [UInt8]) -> String {
            events(bytes).map { event in
                guard case .key(let chord) = event, case .character(let character) = chord.key
                else { return "?" }
                return String(character)
            }.joined()
        }
        for bytes: [UInt8] in [
            [0xFF], [0x80], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE2, 0x82, 0x41], [0xC0, 0xAF],
            [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x91], [0x61, 0xF8, 0x62],
        ] {
            #expect(text(bytes) == String(decoding: bytes, as: UTF8.self), "\(bytes)")
        }
        #expect(text([0xC2, 0x9B, 0x61]) == "a", "a C1 control is no text")
    }

    @Test func pastesComeWhole() {
        let text = "one\r\ntwo\rthree\tfour\u{7}\u{1B}[A\u{9B}é"
        #expect(
            events("\u{1B}[200~\(text)\u{1B}[201~x") == [
                .paste("one\ntwo\nthree four[Aé"), .key(KeyChord(.character("x"))),
            ])
        let big = String(repeating: "कल सुबह ", count: 9000)
        #expect(events("\u{1B}[200~\(big)\u{1B}[201~") == [.paste(big)])
    }

    @Test func aPasteWhoseEndIsLateIsNotKeys() {
        var decoder = InputDecoder()
        #expect(decoder.feed(Array("\u{1B}[200~quit\r".utf8)).isEmpty)
        #expect(decoder.pending == nil, "nothing to wake up for")
        #expect(decoder.feed(Array("\u{1B}[20".utf8)).isEmpty)
        #expect(decoder.pending == .incomplete)
        #expect(decoder.feed(Array("1~".utf8)) == [.paste("quit\n")])
    }

    @Test func aLoneEscapeLeavesAPasteThatNeverEnds() {
        var decoder = InputDecoder()
        _ = decoder.feed(Array("\u{1B}[200~lost".utf8))
        _ = decoder.feed([0x1B])
        #expect(decoder.timeout() == [.paste("lost")])
        #expect(decoder.feed([0x61]) == [.key(KeyChord(.character("a")))])
    }

    @Test func hugePastesComeInPartsThatMakeTheWhole() {
        let text = String(repeating: "厨房 क", count: 450_000)
        var decoder = InputDecoder()
        var whole = ""
        var parts = 0
        let bytes = Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
        for start in stride(from: 0, to: bytes.count, by: 65_521) {
            for event in decoder.feed(bytes[start..<min(start + 65_521, bytes.count)]) {
                guard case .paste(let part) = event else { continue }
                whole += part
                parts += 1
            }
        }
        #expect(whole == text)
        #expect(parts == 2)
    }

    @Test(arguments: [
        ("\u{1B}[<0;5;3M", MouseEvent(.press, at: Point(x: 4, y: 2))),
        ("\u{1B}[<0;5;3m", MouseEvent(.release, at: Point(x: 4, y: 2))),
        ("\u{1B}[<32;300;9M", MouseEvent(.drag, at: Point(x: 299, y: 8))),
        ("\u{1B}[<64;1;1M", MouseEvent(.wheelUp, at: Point(x: 0, y: 0))),
        ("\u{1B}[<65;1;1M", MouseEvent(.wheelDown, at: Point(x: 0, y: 0))),
        ("\u{1B}[M !!", MouseEvent(.press, at: Point(x: 0, y: 0))),
        ("\u{1B}[M#!!", MouseEvent(.release, at: Point(x: 0, y: 0))),
    ])
    func mouse(_ bytes: String, _ event: MouseEvent) {
        #expect(events(bytes) == [.mouse(event)])
    }

    @Test func senselessMouseReportsAreDropped() {
        #expect(events("\u{1B}[<0;0;0M\u{1B}[<0;5M\u{1B}[<2;5;5M\u{1B}[<0;5;5~").isEmpty)
    }

    @Test func anyCutGivesTheSameEvents() {
        let parts = [
            "a", "é", "厨", "क्षि", "👍🏽", "\u{1B}[A", "\u{1B}OP", "\u{1B}[1;5C", "\u{1B}x", "\u{1B}\r",
            "\u{1B}[<0;12;7M", "\u{1B}[200~pasted\r\n\u{1B}[x\u{1B}[201~", "\u{1B}[M !!",
            "\u{1B}]11;rgb:1/2/3\u{7}", "\u{1B}P1$r\u{1B}\\", "\u{1B}[[C", "\r", "\t", "\u{1B}é",
            "\u{1B}[?2026;2$y", "\u{1B}[99999999999999999999~", "\u{1B}O9",
            "\u{1B}[" + String(repeating: "1;", count: 200) + "A",
            "\u{1B}]1" + String(repeating: "z", count: 300),
        ]
        var numbers = SeededNumbers(7)
        for _ in 0..<200 {
            var bytes: [UInt8] = []
            for _ in 0..<8 {
                bytes += Array((parts.randomElement(using: &numbers) ?? "").utf8)
                if Int.random(in: 0..<12, using: &numbers) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &numbers))
                }
            }
            let cuts = (0..<Int.random(in: 1...9, using: &numbers)).map { _ in
                Int.random(in: 0...bytes.count, using: &numbers)
            }
            #expect(
                spelled(events(bytes)) == spelled(events(bytes, cuts: cuts)), "\(bytes) \(cuts)")
            let everyByte = Array(0...bytes.count)
            #expect(spelled(events(bytes)) == spelled(events(bytes, cuts: everyByte)))
        }
    }

    @Test func noiseNeverGrowsTheMemoryNorStops() {
        var numbers = SeededNumbers(8)
        var decoder = InputDecoder()
        for _ in 0..<300 {
            let noise = (0..<64).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            _ = decoder.feed(noise)
        }
        _ = decoder.feed(Array("\u{1B}".utf8))
        _ = decoder.timeout()
    }

    /// Events with typed characters run together: scalars of a cluster that came apart are
    /// separate keys.
    private func spelled(_ events: [InputEvent]) -> [String] {
        var words: [String] = []
        var isText = false
        for event in events {
            if case .key(let chord) = event, case .character(let character) = chord.key,
                chord.modifiers.isEmpty
            {
                if isText {
                    words[words.count - 1].append(character)
                } else {
                    words.append("text " + String(character))
                }
                isText = true
            } else {
                words.append("\(event)")
                isText = false
            }
        }
        return words
    }
}

private struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
