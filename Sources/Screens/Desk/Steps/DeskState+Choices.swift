// Taking, toggling and removing what is chosen in a panel; letters choose too.
import ReviewCore
import TerminalUI

extension DeskState {
    mutating func takeChoice() {
        switch overlay {
        case .palette(let picker): takeCommand(picker.selected)
        case .intent(let picker): takeIntent(picker.selected?.id)
        case .slots(let form): takeSlotStep(form)
        case .alternatives(let list): takeReading(list.selected)
        case .judgments, .tags, .note, .help, .hearing, .shift, .inbox, .disclosure:
            overlay = nil
        case .personal(let form): takePersonalRow(form)
        case .flag(let flag): takeFlagRow(flag)
        case .skip(let list):
            guard let index = list.selected else { return }
            skip(reason: setting.skipReasons[index])
        case .history(let list):
            guard let index = list.selected else { return }
            overlay = nil
            openEarlier(earlierNewestFirst[index].id)
        case .devices(let panel): chooseDevice(row: panel.list.selected, in: panel)
        case .confirm: break
        case nil: break
        }
    }

    /// The sitting's clips as the list shows them.
    public var earlierNewestFirst: [EarlierClip] { earlier.reversed() }

    private mutating func takeCommand(_ choice: CommandChoice?) {
        guard let choice, let command = DeskCommands.all.first(where: { $0.id == choice.id })
        else { return }
        overlay = nil
        if let reason = command.disabled(self) { return toast(reason) }
        for effect in reduce(command.action, now: now) { ask(effect) }
    }

    private mutating func takeReading(_ index: Int?) {
        guard let index, readings.indices.contains(index) else { return }
        let text = readings[index].text
        overlay = nil
        editReference(.replaceAll(text))
    }

    mutating func toggleChoice() {
        switch overlay {
        case .tags(let list):
            guard let index = list.selected else { return }
            toggleTag(setting.tags[index].id)
        case .judgments(let form): toggleJudgment(form)
        default: break
        }
    }

    mutating func removeChoice() {
        switch overlay {
        case .slots(let form): removeSlot(form)
        case .judgments(let form):
            let axis = setting.judgments.axes[form.axis].id
            work?.judgments[axis] = []
            changed()
        case .personal(let form): untag(form)
        case .flag:
            overlay = nil
            guard work?.flag != nil else { return }
            toast("Flag removed")
            dropFlag()
            work?.flag = nil
            changed()
        default: break
        }
    }

    // MARK: - Letters

    mutating func typedInOverlay(_ character: Character) {
        switch overlay {
        case .palette, .intent, .note: editOverlay(.insert(String(character)))
        case .slots(let form):
            if form.mode == .slots { return }
            editOverlay(.insert(String(character)))
        case .alternatives:
            guard let digit = character.wholeNumberValue, digit > 0 else { return }
            takeReading(digit - 1)
        case .devices(let panel):
            guard let digit = character.wholeNumberValue, digit > 0 else { return }
            chooseDevice(row: digit - 1, in: panel)
        case .tags:
            guard let tag = setting.tags.first(where: { $0.key == character }) else { return }
            toggleTag(tag.id)
        case .skip:
            guard let reason = setting.skipReasons.first(where: { $0.key == character }) else {
                return
            }
            skip(reason: reason)
        case .personal(let form): choosePersonal(by: character, form)
        case .flag: chooseFlag(by: character)
        case .judgments(var form):
            let axis = setting.judgments.axes[form.axis]
            guard let index = axis.codes.firstIndex(where: { $0.key == character }) else { return }
            form.code = index
            toggleJudgment(form)
        case .help, .hearing, .shift, .inbox, .disclosure, .history, .confirm, nil: break
        }
    }

    /// An edit of the text in the open panel.
    mutating func editOverlay(_ command: EditCommand) {
        switch overlay {
        case .palette(var picker):
            picker.apply(command)
            overlay = .palette(picker)
        case .intent(var picker):
            picker.apply(command)
            overlay = .intent(picker)
        case .slots(var form):
            form.edit(command)
            overlay = .slots(form)
        case .note(var editor):
            editor.apply(command, layout: DeskLayout(size).noteWrapping)
            overlay = .note(editor)
            guard work?.note != editor.text else { return }
            work?.note = editor.text
            changed()
        default: break
        }
    }

    private mutating func toggleTag(_ id: String) {
        guard var tags = work?.tags else { return }
        if let index = tags.firstIndex(of: id) { tags.remove(at: index) } else { tags.append(id) }
        work?.tags = tags
        changed()
    }

    // MARK: - Judgments

    mutating func moveAxis(_ form: JudgmentForm, _ motion: ListMotion) {
        let last = setting.judgments.axes.count - 1
        let next =
            switch motion {
            case .up: form.axis - 1
            case .down: form.axis + 1
            case .first, .pageUp: 0
            case .last, .pageDown: last
            }
        openJudgments(axis: min(max(0, next), last))
    }

    mutating func moveWithin(_ step: Int) {
        guard case .judgments(var form) = overlay else { return }
        let codes = setting.judgments.axes[form.axis].codes.count
        form.code = min(max(0, form.code + step), codes - 1)
        overlay = .judgments(form)
    }

    private mutating func toggleJudgment(_ form: JudgmentForm) {
        guard let judgments = work?.judgments else { return }
        let axis = setting.judgments.axes[form.axis]
        work?.judgments = setting.judgments.toggling(
            axis.codes[form.code].id, on: axis.id, in: judgments)
        changed()
        overlay = .judgments(form)
        // One answer is all this axis takes: on to the next question.
        let next = form.axis + 1
        if !axis.takesSeveral, next < setting.judgments.axes.count { openJudgments(axis: next) }
    }
}
