// What the bar of keys offers: only what does something now, in words that say what.
import ReviewCore
import TerminalUI

/// A command in the bar of keys; without `text` it goes by its title.
struct DeskOffer: Equatable {
    let id: String
    var text: String?

    init(_ id: String, _ text: String? = nil) {
        self.id = id
        self.text = text
    }
}

extension DeskCommands {
    /// Most important first.
    static func offers(in state: DeskState) -> [DeskOffer] {
        if !state.isAsking {
            switch state.curtain {
            case .hidden(let flag): return hidden(flag, state)
            case .locked(let lock): return locked(lock)
            case .idle: return [DeskOffer("go-on", "show the desk"), DeskOffer("quit")]
            case .resting, .open: break
            }
            if !state.isHidden, let overlay = state.overlay { return panel(overlay, state) }
        }
        return hints(for: state.mode)
            .filter { $0 != "stop-and-hide" || state.work != nil }.map { DeskOffer($0) }
    }

    private static func locked(_ lock: LockScreen) -> [DeskOffer] {
        lock.typed > 0
            ? [DeskOffer("take", "unlock"), DeskOffer("backspace"), DeskOffer("quit")]
            : [DeskOffer("quit")]
    }

    private static func hidden(_ flag: FlagChoice, _ state: DeskState) -> [DeskOffer] {
        if let severity = flag.severity {
            guard flag.note == nil else {
                return [
                    DeskOffer("take", "send \(severity.rawValue)"), DeskOffer("close", "back"),
                ]
            }
            return [
                DeskOffer("take", "send \(severity.rawValue) now"), DeskOffer("flag-note"),
                DeskOffer("flag-back", "take it back"),
            ]
        }
        if let severity = state.severityUnderHand(of: flag) {
            return [
                DeskOffer("take", "take \(severity.rawValue)"), DeskOffer("close", "back a step"),
                DeskOffer("set-aside"), DeskOffer("show-again"),
            ]
        }
        return [
            DeskOffer("set-aside"), DeskOffer("show-again"),
            DeskOffer("take", "the marked line"),
        ]
    }

    private static func panel(_ overlay: DeskOverlay, _ state: DeskState) -> [DeskOffer] {
        switch overlay {
        case .help:
            [
                DeskOffer("choice-down", "on a line"), DeskOffer("page-down", "on a page"),
                DeskOffer("find-command", "find a command"), DeskOffer("close"),
            ]
        case .hearing, .shift, .disclosure: [DeskOffer("close")]
        case .inbox(let list, _):
            (list.count > 1 ? [DeskOffer("choice-down", "next line")] : []) + [DeskOffer("close")]
        case .palette(let picker): list(picker.list, "run it")
        case .intent(let picker): list(picker.list, "this intent")
        case .alternatives(let list): Self.list(list, "write this reading")
        case .skip(let list): Self.list(list, "skip for this reason")
        case .history(let list): Self.list(list, "open this clip")
        case .devices(let panel): list(panel.list, "sound goes here")
        case .tags(let list):
            [DeskOffer("toggle", "tag or untag")] + Self.list(list, "done", closing: "done")
        case .slots(let form): slots(form)
        case .judgments(let form): judgments(form, state)
        case .personal(let form): personal(form, state)
        case .note: [DeskOffer("close", "done"), DeskOffer("line-break")]
        case .flag(let flag): self.flag(flag, state)
        case .confirm: hints(for: state.mode).map { DeskOffer($0) }
        }
    }

    /// Enter takes the marked row, where there is one; there is a way down where there are more.
    private static func list(
        _ list: ListState, _ taking: String, closing: String = "close"
    ) -> [DeskOffer] {
        (list.selected == nil || taking == closing ? [] : [DeskOffer("take", taking)])
            + (list.count > 1 ? [DeskOffer("choice-down", "next line")] : [])
            + [DeskOffer("close", closing)]
    }

    private static func flag(_ flag: FlagChoice, _ state: DeskState) -> [DeskOffer] {
        let severity = state.severityUnderHand(of: flag)?.rawValue
        return [
            DeskOffer("take", severity.map { "flag as \($0)" } ?? "the marked line"),
            DeskOffer("choice-down", "next line"),
        ] + (state.work?.flag == nil ? [] : [DeskOffer("remove", "remove the flag")])
            + [DeskOffer("close", severity == nil ? "close" : "back a step")]
    }

    private static func slots(_ form: SlotForm) -> [DeskOffer] {
        switch form.step {
        case .type(let picker, _): return list(picker.list, "this kind", closing: "back")
        case .value: return [DeskOffer("take", "keep the value"), DeskOffer("close", "back")]
        case .list: break
        }
        guard form.list.selected != nil else { return [DeskOffer("add-slot"), DeskOffer("close")] }
        return [
            DeskOffer("take", "change its value"), DeskOffer("add-slot"), DeskOffer("slot-type"),
            DeskOffer("remove", "remove it"), DeskOffer("close"),
        ]
    }

    private static func judgments(_ form: JudgmentForm, _ state: DeskState) -> [DeskOffer] {
        let axes = state.setting.judgments.axes
        guard axes.indices.contains(form.axis) else { return [DeskOffer("close", "done")] }
        let axis = axes[form.axis]
        let isAnswered = state.work?.judgments[axis.id].isEmpty == false
        return [DeskOffer("toggle")]
            + (form.axis + 1 < axes.count ? [DeskOffer("choice-down", "next question")] : [])
            + (form.code + 1 < axis.codes.count ? [DeskOffer("code-right", "next answer")] : [])
            + (isAnswered ? [DeskOffer("remove", "clear the row")] : [])
            + [DeskOffer("close", "done")]
    }

    private static func personal(_ form: PersonalForm, _ state: DeskState) -> [DeskOffer] {
        let isLast = form.list.selected.map { $0 + 1 >= form.list.count } ?? true
        let knowsWords = form.isTag && form.words?.isEmpty == false
        let type = form.list.selected.map { PersonalForm.types[$0].title } ?? ""
        return [DeskOffer("take", "tag as \(type)")]
            + (isLast ? [] : [DeskOffer("choice-down", "next kind")])
            + (state.playback.loop == nil ? [] : [DeskOffer("span-from-loop")])
            + [DeskOffer("span-later")]
            + (knowsWords ? [DeskOffer("remove", "put its words back")] : [])
            + [DeskOffer("close")]
    }
}
