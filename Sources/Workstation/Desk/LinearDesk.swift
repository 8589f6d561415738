// The desk in plain lines: for screen readers, dumb terminals and pipes.
import Foundation
import ReviewCore
import Screens
import TerminalUI

/// The review desk as a conversation: it says what changed, one fact a line, and asks with a
/// prompt that ends in ": ". The same state, commands and paperwork as the full screen.
///
/// A line is taken when the desk is ready for it, so a script may be written ahead.
final class LinearDesk {
    let engine: DeskEngine
    private let lines: DeskLines
    private let escape: DeskInput
    private let port: LinePort
    private let signals: SignalPipe

    private var waiting: [String] = []
    private var inputEnded = false
    private var isPromptOpen = false
    private var told = Told()

    /// What was said last, so that only news is said next.
    private struct Told {
        var scene: Scene?
        var lines: Set<String> = []
        var toasts: [DeskToast] = []
        var trouble: String?
        var isPlaying = false
    }

    /// What makes everything worth saying again when it changes.
    private struct Scene: Equatable {
        let clip: ClipID?
        let revision: Int?
        let curtain: String
        let panel: String
    }

    init(engine: DeskEngine, commands: DeskCommandTable, port: LinePort, signals: SignalPipe) {
        self.engine = engine
        lines = DeskLines(table: commands)
        escape = DeskInput(table: commands)
        self.port = port
        self.signals = signals
    }

    /// Runs until the reviewer leaves or the input ends.
    func run() -> DeskEnding {
        defer { port.setEcho(true) }
        engine.begin()
        say([
            "Reviewing \(engine.state.setting.queue) in plain lines.",
            "Type a command or its key: help lists them, esc closes a panel, quit leaves.",
        ])
        while engine.ending == nil {
            takeLines()
            guard engine.ending == nil else { break }
            speak(asked: false)
            prompt()
            wait()
        }
        engine.leave()
        say(["Left. \(engine.state.shift.done) done in this shift."])
        return engine.ending ?? .left
    }

    private func wait() {
        var watched = [signals.descriptor, engine.mailbox.descriptor]
        if !inputEnded { watched.append(port.inputDescriptor) }
        if let news = engine.newsDescriptor { watched.append(news) }
        let (readable, gone) = waitForInput(on: watched, until: engine.nextDeadline)
        if let news = engine.newsDescriptor, readable.contains(news) { engine.takeNews() }
        _ = engine.notePlayback()
        if readable.contains(signals.descriptor) { signals.drain().forEach(take) }
        if readable.union(gone).contains(port.inputDescriptor) {
            if let read = port.read() { waiting += read } else { inputEnded = true }
        }
        _ = engine.takeMessages()
        _ = engine.fireTimers()
    }

    private func take(_ signal: SystemSignal) {
        switch signal {
        case .interrupt: engine.step(.quit)
        case .hangUp, .terminate: engine.endAtOnce(.ended)
        case .windowChanged, .stop, .proceed: break
        }
    }

    // MARK: - Listening to the person

    /// Whether the desk knows what it would do with a line: nothing is on its way that decides.
    private var isReady: Bool {
        let state = engine.state
        if case .locked(let lock) = state.curtain { return lock.condition != .checking }
        guard state.reopening == nil else { return false }
        guard let work = state.work, !state.isHidden else {
            return state.isHidden || state.claim.condition != .willing
        }
        if case .disclosure(let panel) = state.overlay, panel.condition == .asked { return false }
        return work.sound != .loading
    }

    private func takeLines() {
        while engine.ending == nil, isReady, !waiting.isEmpty {
            speak(asked: false)
            take(waiting.removeFirst())
        }
        if inputEnded, waiting.isEmpty, isReady { engine.endAtOnce(.left) }
    }

    private func take(_ line: String) {
        if !port.echoes { echo(engine.state.isLocked ? "" : line) }
        isPromptOpen = false
        let actions = actions(for: line)
        guard !actions.isEmpty else {
            return say(["There is no command '\(line.prefix(40))' here; help lists them."])
        }
        for action in actions where engine.ending == nil { engine.step(action) }
        if case .help = engine.state.overlay { return help() }
        speak(asked: true)
    }

    /// A list to read needs no panel that must be closed again.
    private func help() {
        engine.step(.closePanel)
        say(
            lines.table.help(for: .listening).flatMap { group in
                ["\(group.title)."]
                    + group.entries.map { entry in
                        "\(entry.title) (\(entry.keys.joined(separator: ", "))): \(entry.help)"
                    }
            })
    }

    /// What a line means. `esc` is the Escape key everywhere, so that every panel has a way out.
    private func actions(for line: String) -> [DeskAction] {
        guard line.lowercased() == "esc" else { return lines.actions(for: line, in: engine.state) }
        let action = escape.action(for: .key(KeyChord(.escape)), in: engine.state)
        return action.map { [$0] } ?? []
    }

    // MARK: - Speaking

    /// Says what is new. What moves with the playhead is said only when `asked`, and as play stops.
    private func speak(asked: Bool) {
        let state = engine.state
        guard isReady, engine.ending == nil else { return }
        let toasts = state.toasts.filter { !told.toasts.contains($0) }.map(\.text)
        var news = state.storeTrouble == told.trouble ? [] : trouble(state.storeTrouble)
        let now = lines.describe(state).filter { line in
            !state.toasts.contains { $0.text == line }
        }
        let scene = Scene(
            clip: state.work?.id, revision: state.work?.amends, curtain: "\(state.curtain.name)",
            panel: state.overlay?.name ?? "")
        let isPlaying = state.playback.isPlaying
        let tellsAll = scene != told.scene
        let tellsPlaying = tellsAll || asked || (told.isPlaying && !isPlaying)
        let said = now.filter { tellsPlaying || !DeskLines.movesWithPlaying($0) }
        news += toasts + said.filter { tellsAll || !told.lines.contains($0) }
        told = Told(
            scene: scene, lines: Set(now).intersection(told.lines.union(said)),
            toasts: state.toasts, trouble: state.storeTrouble, isPlaying: isPlaying)
        say(news)
    }

    private func trouble(_ reason: String?) -> [String] {
        [reason.map { "Not saved yet: \($0)" } ?? "Everything is saved again."]
    }

    private func prompt() {
        guard !isPromptOpen, isReady else { return }
        port.setEcho(!engine.state.isLocked)
        port.write("\(lines.prompt(engine.state)): ")
        isPromptOpen = true
    }

    private func echo(_ line: String) {
        prompt()
        port.write(line + "\n")
    }

    private func say(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        // What comes unasked begins on a line of its own.
        let start = isPromptOpen ? "\n" : ""
        isPromptOpen = false
        port.write(start + lines.joined(separator: "\n") + "\n")
    }
}

extension Curtain {
    /// Which curtain it is, whatever was chosen behind it.
    fileprivate var name: String {
        switch self {
        case .open: "open"
        case .hidden(let flag):
            "hidden \(flag.category ?? "") \(flag.severity?.rawValue ?? "") \(flag.note == nil)"
        case .resting(let rest): "resting \(rest.game == nil)"
        case .idle: "idle"
        case .locked(let lock): "locked \(lock.wrongTriesSaid)"
        }
    }
}

extension DeskOverlay {
    /// Which panel it is and which of its steps, whatever was typed into it.
    fileprivate var name: String {
        switch self {
        case .help: "help"
        case .palette: "palette"
        case .intent: "intent"
        case .slots: "slots"
        case .alternatives: "alternatives"
        case .judgments(let form): "judgments \(form.axis)"
        case .tags: "tags"
        case .personal(let form): "personal \(form.range)"
        case .note: "note"
        case .flag(let flag): "flag \(flag.category ?? "")"
        case .skip: "skip"
        case .history: "history"
        case .devices: "devices"
        case .hearing: "hearing"
        case .shift: "shift"
        case .inbox: "inbox"
        case .disclosure: "disclosure"
        case .confirm: "confirm"
        }
    }
}
