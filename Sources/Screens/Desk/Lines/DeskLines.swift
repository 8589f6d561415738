// The desk in plain lines, for screen readers and dumb terminals: the same state, the same commands.
import ReviewCore
import TerminalUI

/// Says what the desk shows, one fact a line, without boxes, columns or colour.
public struct DeskLines: Sendable {
    public let table: DeskCommandTable

    public init(table: DeskCommandTable) {
        self.table = table
    }

    /// Everything to know now: the clip, or the panel that waits for an answer.
    public func describe(_ state: DeskState) -> [String] {
        if let overlay = state.overlay, state.isAsking { return panel(overlay, state) }
        if state.isHidden { return curtain(state) }
        guard let work = state.work else { return [emptiness(state)] }
        if let overlay = state.overlay { return panel(overlay, state) }
        return clip(work, state)
    }

    /// What to ask the person for.
    public func prompt(_ state: DeskState) -> String {
        switch state.mode {
        case .listening: "command"
        case .typing: "text"
        case .picking, .choosing, .judging, .tagging, .slots: "choice"
        case .writing: "text"
        case .reading: "Enter"
        case .asking: "yes or no"
        case .hidden: "what was heard"
        case .resting: "Enter to go on"
        case .playing: "esc to put away"
        case .locked: "passphrase"
        }
    }

    // MARK: - Clip

    private func clip(_ work: ClipWork, _ state: DeskState) -> [String] {
        let shown = work.personalShown
        var lines = ["Clip \(work.id.short), \(state.setting.queue), \(Self.place(state.shift))."]
        if let revision = work.amends { lines.append("Amending revision \(revision).") }
        if let warning = state.warning {
            lines.append("\(warning). It does not play by itself; muffle hides the words.")
        }
        lines += sound(work, state)
        if let hypothesis = work.clip.hypothesis {
            let confidence =
                hypothesis.confidence.map { ", \(DeskPainter.percent($0)) sure" } ?? ""
            let text = masked(hypothesis.text, work.review.maskedMachine, shown)
            lines.append("Machine\(confidence): \(text)")
            let characters = Array(hypothesis.text)
            let unsure = DeskPainter.uncertain(hypothesis).filter { range in
                shown || !work.review.maskedMachine.contains { $0.overlaps(range) }
            }.map { String(characters[$0]) }
            if !unsure.isEmpty { lines.append("Unsure: \(unsure.joined(separator: ", "))") }
        }
        lines.append(
            "Reference: \(masked(work.reference.text, work.review.maskedReference, shown))")
        lines += work.personal.marks.map { mark in
            let when = mark.span.map(DeskState.seconds) ?? "not timed: its sound stays behind"
            return "Tagged: \(mark.type.title), \(when)."
        }
        lines += understanding(work, state)
        lines += work.objections.map { "To mend: \($0.message)" }
        lines += work.review.findings.filter { $0.severity > .note }.map { "Check: \($0.message)" }
        lines += state.mail.waiting.map { "Message of \($0.sender): \($0.text)" }
        lines += state.toasts.map(\.text)
        return lines
    }

    private static func place(_ shift: ShiftStatus) -> String {
        let waiting = shift.waiting.map { ", \($0) waiting" } ?? ""
        return (shift.target.map { "\(shift.done) of \($0)" } ?? "\(shift.done) done") + waiting
    }

    private func understanding(_ work: ClipWork, _ state: DeskState) -> [String] {
        let schema = state.setting.schema
        var lines: [String] = []
        if let interpretation = work.interpretation {
            let corrected = work.correction == nil ? "" : " (corrected)"
            lines.append("Intent\(corrected): \(schema.title(ofIntent: interpretation.intent))")
            for slot in interpretation.slots {
                let value =
                    work.personalShown
                    ? slot.value
                    : state.setting.shown(slot, besides: work.slotsToMask, masked: "masked")
                lines.append("Slot \(schema.title(ofSlot: slot.type)): \(value)")
            }
        }
        if let field = state.neededField {
            lines.append("With it came its \(field.words); disclose asks to see it.")
        }
        if let response = work.clip.response {
            let text = masked(response.text, work.review.maskedAnswer, work.personalShown)
            lines.append("Answer: \(text)")
        }
        let judged = state.setting.judgments.axes.compactMap { axis -> String? in
            let codes = work.accepted[axis.id].compactMap { axis.code($0)?.title }
            return codes.isEmpty ? nil : "\(axis.title) \(codes.joined(separator: ", "))"
        }
        if !judged.isEmpty { lines.append("Judged: \(judged.joined(separator: "; "))") }
        if let flag = work.flag {
            let title = state.setting.incidents.category(flag.category)?.title ?? flag.category
            lines.append("Flag: \(flag.severity.rawValue), \(title)")
        }
        return lines
    }

    /// Each masked stretch becomes the word "masked".
    private func masked(_ text: String, _ ranges: [Range<Int>], _ shown: Bool) -> String {
        guard !text.isEmpty else { return "nothing" }
        return shown ? text : MaskedPieces(text, ranges).saying("(masked)")
    }

    static let keptBack = "What is left is not for you now"
    static let whyKeptBack =
        "It may be hard, and goes to others or waits for you to have rested."

    private func emptiness(_ state: DeskState) -> String {
        switch state.claim.condition {
        case .willing: "Opening the next clip."
        case .empty: "The queue is empty. New clips come by themselves."
        case .keptBack: "\(Self.keptBack). \(Self.whyKeptBack)"
        case .failing(let reason): "No clip could be opened: \(reason)"
        }
    }
}
