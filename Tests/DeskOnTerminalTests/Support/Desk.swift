// The desk on a terminal, seen and worked as a reviewer does.

import Foundation
import TerminalHarness

/// A running desk: keys go in, the screen is read. It stays on one thread.
final class Desk {
    let terminal: PseudoTerminal

    init(_ terminal: PseudoTerminal) {
        self.terminal = terminal
    }

    var screen: VirtualScreen { terminal.screen }

    // MARK: - Keys

    /// Sends keys, one after the other, without waiting for their effect.
    func press(_ keys: KeyBytes...) throws {
        for key in keys { try terminal.send(key) }
    }

    /// Types text, all of it at once.
    func type(_ text: String) throws {
        try terminal.send(text: text)
    }

    /// Types with every byte in a write of its own.
    func typeByteByByte(_ text: String) throws {
        for byte in text.utf8 { try terminal.send([byte]) }
    }

    // MARK: - What is on the screen

    /// Clips done, as the bar at the top counts them.
    var done: Int? { number(in: screen.line(0), before: " of 1000") }

    /// The short name of the clip on the desk.
    var clip: String? {
        let words = screen.line(0).split(separator: " ")
        guard let label = words.firstIndex(of: "clip"), label + 1 < words.count else { return nil }
        return String(words[label + 1])
    }

    /// The machine's text of the clip on the desk, where it fits one row and nothing covers it.
    var machine: String? {
        content(ofRowLabelled: "mach").flatMap { $0.contains("│") ? nil : $0 }
    }

    /// The first row of the reference.
    var reference: String? { content(ofRowLabelled: "reference") }

    /// Whether the note under the label of the reference says that the draft is on disk.
    var isDraftSaved: Bool {
        guard let row = row(labelled: "reference") else { return false }
        return screen.line(row + 1).prefix(13).contains("saved")
    }

    /// How much of the clip was heard, in percent: the last number under the picture of the sound.
    var heard: Int? {
        let column = screen.size.columns - 3
        for row in 0..<screen.size.rows where screen.cell(column: column, row: row).text == "%" {
            let line = screen.line(row)
            if line.contains("heard ") { return Self.lastNumber(in: line) }
        }
        return nil
    }

    /// The speed as the line under the picture says it, such as `1.0x`.
    var speed: String? {
        guard let line = screen.lines.first(where: { $0.contains("speed ") }),
            let place = line.range(of: "speed ")
        else { return nil }
        return line[place.upperBound...].split(separator: " ").first.map(String.init)
    }

    var isListening: Bool { screen.line(0).contains("LISTENING") }
    var isTyping: Bool { screen.line(0).contains("TYPING") }
    var isPlaying: Bool { screen.contains("▶ ") }

    /// Whether the player has said that nothing sounds: then its meter shows no level.
    var isStill: Bool {
        !isPlaying && (screen.contains("– dB") || !screen.contains(" dB"))
    }

    /// What stands right of a label, behind a margin and twelve columns of labels.
    private func content(ofRowLabelled label: String) -> String? {
        row(labelled: label).map {
            String(screen.line($0).dropFirst(14)).trimmingCharacters(in: .whitespaces)
        }
    }

    private func row(labelled label: String) -> Int? {
        (0..<screen.size.rows).first { row in
            label.enumerated().allSatisfy {
                screen.cell(column: 2 + $0.offset, row: row).text == String($0.element)
            }
        }
    }

    private func number(in line: String, before word: String) -> Int? {
        guard let place = line.range(of: word) else { return nil }
        return Self.lastNumber(in: String(line[..<place.lowerBound]))
    }

    private static func lastNumber(in line: String) -> Int? {
        line.split { !$0.isNumber }.last.flatMap { Int($0) }
    }

    // MARK: - Waiting

    func waitUntil(
        _ what: String, file: StaticString = #fileID, line: UInt = #line,
        _ predicate: (Desk) -> Bool
    ) throws {
        try terminal.waitUntil(what, timeout: TestWorkspace.patience, file: file, line: line) { _ in
            predicate(self)
        }
    }

    func waitFor(
        _ text: String, file: StaticString = #fileID, line: UInt = #line
    ) throws {
        try terminal.waitFor(text, timeout: TestWorkspace.patience, file: file, line: line)
    }

    /// Waits for a clip other than `last` that was heard to its end; answers its machine text.
    @discardableResult
    func waitForClip(
        after last: String? = nil, heard share: Int = 95, file: StaticString = #fileID,
        line: UInt = #line
    ) throws -> String {
        try waitUntil("another clip, heard", file: file, line: line) { desk in
            guard let text = desk.machine, text != last, desk.clip != nil else { return false }
            return desk.heard.map { $0 >= share } ?? false
        }
        return machine ?? ""
    }

    /// Plays the clip on the desk to its end.
    func hearAgain() throws {
        try waitUntil("its sound") { !$0.screen.contains("opening the sound") }
        try press("r")
        try waitUntil("the clip, heard") { ($0.heard ?? 0) >= 95 }
    }

    /// Waits until the queue is empty. Where a busy machine had not counted the end of the sound
    /// when Enter came, the desk kept the clip, and Enter is given again as a person would.
    func submitLast(file: StaticString = #fileID, line: UInt = #line) throws {
        for _ in 0..<3 {
            let isEmpty: Void? = try? terminal.waitFor(
                "The queue is empty", timeout: .seconds(5))
            if isEmpty != nil { return }
            try press(.enter)
        }
        try waitFor("The queue is empty", file: file, line: line)
    }

    func waitForDone(_ count: Int, file: StaticString = #fileID, line: UInt = #line) throws {
        try waitUntil("\(count) done", file: file, line: line) { $0.done == count }
    }

    /// Waits until painting anew changes nothing: what stands there is what belongs there. The
    /// bar at the top is left out, where a minute may pass.
    func waitUntilRepaintIsSame(
        file: StaticString = #fileID, line: UInt = #line
    ) throws {
        try waitUntil("stillness", file: file, line: line) { $0.isStill }
        let before = screen.lines.dropFirst()
        let written = terminal.output.count
        try press(.control("l"))
        try waitUntil("the same screen, painted anew", file: file, line: line) { desk in
            // Erase in display, whatever of it: what nobody paints anew is gone with it.
            let new = String(decoding: desk.terminal.output[written...], as: UTF8.self)
            let isCleared = ["\u{1B}[2J", "\u{1B}[J"].contains { new.contains($0) }
            return isCleared && desk.screen.lines.dropFirst() == before
        }
    }

    // MARK: - Leaving

    /// Leaves with `q`, saying yes where the desk asks; waits for the end.
    func leave(file: StaticString = #fileID, line: UInt = #line) throws -> ExitStatus {
        try press("q")
        let deadline = ContinuousClock.now + TestWorkspace.patience
        while terminal.process.isRunning, ContinuousClock.now < deadline {
            try? terminal.waitUntil("the end or a question", timeout: .milliseconds(200)) { _ in
                screen.contains("Leave the desk?") || !terminal.process.isRunning
            }
            if screen.contains("Leave the desk?") {
                try? press("y")
                break
            }
        }
        return try terminal.wait(timeout: TestWorkspace.patience)
    }

    /// Whether a shell finds its terminal as it gave it away.
    var terminalIsSane: Bool {
        get throws { try terminal.lineSettings().isSane && screen.modes == .plain }
    }
}
