// Key to screen: typing, moving, opening panels, on a real pseudo-terminal.
import TerminalHarness

enum KeyToScreen {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let site = try Site(bench, "keys")
        try site.importClips(Recordings(count: 5, seconds: 0.4...0.4))
        let robot = try Robot(site)
        _ = try robot.firstFrame()
        try robot.hearOut()
        let echo = try Echo()
        var floor = Series()
        var figures: [Figure] = []
        for script in scripts(bench) {
            try robot.prepare(script.before)
            var times = Series()
            var sizes = Series()
            for (index, key) in script.keys.enumerated() {
                try robot.prepare(script.opening)
                // The floor is taken between the keys, so that both meet the same machine.
                if index % 2 == 0 { floor.add(try echo.roundTrip()) }
                let answer = try robot.answer(to: key)
                times.add(answer.last)
                sizes.add(Double(answer.bytes))
                try robot.prepare(script.closing)
            }
            try robot.prepare(script.after)
            figures.append(
                Figure(
                    "key to screen, \(script.name)", times, floor: floor, aim: script.aim,
                    "\(script.meaning); \(Table.number(sizes.median)) bytes a key (p99 "
                        + "\(Table.number(sizes.p99)))"))
        }
        return figures
    }

    private struct Script {
        let name: String
        var meaning = "as above"
        var aim: Aim? = .p99Below(10)
        var before: [KeyBytes] = []
        /// Pressed before and after each key, untimed.
        var opening: [KeyBytes] = []
        var closing: [KeyBytes] = []
        let keys: [KeyBytes]
        var after: [KeyBytes] = []
    }

    private static func scripts(_ bench: Bench) -> [Script] {
        let text = "turn the kitchen lights off and play something calm for an hour "
        let runs = bench.runs(600)
        let letters = (0..<runs).map { index -> KeyBytes in
            let place = text.index(text.startIndex, offsetBy: index % text.count)
            // A line is cleared now and then, as a person begins anew.
            if index % 100 == 50 { return .alt("k") }
            return KeyBytes(stringLiteral: String(text[place]))
        }
        // To and fro, so that the caret never stands at an end, where a key moves nothing.
        let moves = (0..<runs / 2).map { $0 % 2 == 0 ? KeyBytes.left : KeyBytes.right }
        let panels = (0..<runs / 6).map { ["w", "?", ":", "j"][$0 % 4] as KeyBytes }
        let escapes = [KeyBytes](repeating: .escape, count: runs / 12)
        let picking = (0..<runs / 6).flatMap { _ -> [KeyBytes] in
            ["a", .backspace, "m", "u", .backspace, .backspace]
        }
        return [
            Script(
                name: "typing",
                meaning: "key written to last byte of the new picture, 120x40, true colour; floor: "
                    + "echo of `cat` on a terminal",
                before: ["e"], keys: letters),
            Script(name: "moving the caret", keys: moves, after: [.escape]),
            Script(name: "searching intents", before: ["w"], keys: picking, after: [.escape]),
            Script(
                name: "opening panels", meaning: "intents, help, palette and judgments in turn",
                closing: [.escape], keys: panels),
            Script(
                name: "closing with Esc",
                meaning: "a bare Esc waits 25 ms (ESCDELAY) for what would make it another key",
                aim: nil, opening: ["w"], keys: escapes),
        ]
    }
}

extension Robot {
    fileprivate func prepare(_ keys: [KeyBytes]) throws {
        for key in keys {
            try terminal.press(key)
            settle(.milliseconds(60))
        }
    }
}

/// What a terminal costs by itself: a byte to a program that sends it back.
private final class Echo {
    private let terminal: PseudoTerminal

    init() throws {
        terminal = try PseudoTerminal(
            ProgramCall("sh", ["-c", "stty raw -echo; printf ready; exec cat"]))
        try terminal.waitFor("ready")
    }

    func roundTrip() throws -> Duration {
        let pressed = ContinuousClock.now
        try terminal.press("x")
        guard let echo = terminal.nextOutput(within: .seconds(5)) else {
            throw BenchFailure("cat did not answer")
        }
        return echo.at - pressed
    }
}
