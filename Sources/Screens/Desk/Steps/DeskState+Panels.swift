// Opening and closing panels, and moving in them.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Rows of a list in a panel at the present size; the view draws as many.
    var listHeight: Int { DeskLayout(size).listRows }

    mutating func open(_ panel: Panel) {
        guard curtain == .open else { return }
        switch panel {
        case .help: overlay = .help(scroll: 0)
        case .palette:
            let choices = DeskCommands.all.map { CommandChoice(id: $0.id, title: $0.title) }
            overlay = .palette(PickerState(choices))
        case .history: overlay = .history(ListState(count: earlier.count))
        case .devices: openDevices()
        case .hearing: openHearing()
        case .shift: overlay = .shift
        case .inbox: openInbox()
        default: openOnClip(panel)
        }
    }

    private mutating func openOnClip(_ panel: Panel) {
        guard let work else { return }
        switch panel {
        case .intent:
            let choices = setting.schema.intents.map { IntentChoice($0) }
            let recent = recentIntents.compactMap { setting.schema.intent($0) }.map {
                IntentChoice($0)
            }
            overlay = .intent(PickerState(choices, recent: recent))
        case .slots:
            overlay = .slots(
                SlotForm(
                    slots: work.interpretation?.slots ?? [],
                    offered: work.reference.selectedText))
        case .alternatives:
            overlay = .alternatives(ListState(count: readings.count))
        case .judgments: openJudgments(axis: 0)
        case .tags: overlay = .tags(ListState(count: setting.tags.count))
        case .personal: openPersonal()
        case .note: overlay = .note(TextEditor(work.note))
        case .flag: overlay = .flag(FlagChoice(count: setting.incidents.categories.count))
        case .skip: overlay = .skip(ListState(count: setting.skipReasons.count))
        case .help, .palette, .history, .devices, .hearing, .shift, .inbox: break
        }
    }

    /// Whole texts the machine offers: what it settled on, then its other readings.
    public var readings: [Alternative] {
        guard let hypothesis = work?.clip.hypothesis else { return [] }
        let first = Alternative(text: hypothesis.text, confidence: hypothesis.confidence)
        return [first] + hypothesis.nbest.filter { $0.text != hypothesis.text }
    }

    /// The readings as they may be shown, `word` in place of what is masked.
    func shownReadings(masked word: String) -> [Alternative] {
        guard let work, !work.personalShown else { return readings }
        return readings.map { reading in
            let masks = setting.masks(
                in: reading.text, slots: work.slotsToMask, besides: readings.first?.text)
            return Alternative(
                text: MaskedPieces(reading.text, masks).saying(word),
                confidence: reading.confidence)
        }
    }

    mutating func openJudgments(axis: Int) {
        guard let work, curtain == .open, setting.judgments.axes.indices.contains(axis) else {
            return
        }
        let codes = setting.judgments.axes[axis].codes
        let chosen = work.judgments[setting.judgments.axes[axis].id].first
        let code = codes.firstIndex { $0.id == chosen } ?? 0
        overlay = .judgments(JudgmentForm(axis: axis, code: code))
    }

    mutating func takePanel(_ action: DeskAction) {
        if case .answer(let yes) = action { return answer(yes) }
        if case .hidden = curtain { return takeHiddenChoice(action) }
        switch action {
        case .moveChoice(let step): moveList(step > 0 ? .down : .up)
        case .pageChoice(let step): moveList(step > 0 ? .pageDown : .pageUp)
        case .firstChoice: moveList(.first)
        case .lastChoice: moveList(.last)
        case .moveWithin(let step): moveWithin(step)
        case .takeChoice: takeChoice()
        case .toggleChoice: toggleChoice()
        case .removeChoice: removeChoice()
        case .addEntry: addSlot()
        case .changeType: changeSlotType()
        case .closePanel: closePanel()
        default: break
        }
    }

    private mutating func moveList(_ motion: ListMotion) {
        let rows = listHeight
        switch overlay {
        case .help(let scroll):
            overlay = .help(scroll: scrolled(scroll, by: motion))
        case .palette(var picker): overlay = .palette(moved(&picker, motion))
        case .intent(var picker): overlay = .intent(moved(&picker, motion))
        case .alternatives(var list): overlay = .alternatives(moved(&list, motion))
        case .tags(var list): overlay = .tags(moved(&list, motion))
        case .skip(var list): overlay = .skip(moved(&list, motion))
        case .history(var list): overlay = .history(moved(&list, motion))
        case .devices(var panel):
            panel.list.move(motion, height: rows)
            overlay = .devices(panel)
        case .flag(var flag):
            flag.list.move(motion, height: rows)
            overlay = .flag(flag)
        case .personal(var form):
            form.list.move(motion, height: rows)
            overlay = .personal(form)
        case .inbox(var list, let new):
            list.move(motion, height: rows)
            overlay = .inbox(list, new: new)
        case .judgments(let form): moveAxis(form, motion)
        case .slots(var form):
            form.move(motion, height: rows)
            overlay = .slots(form)
        case .note, .confirm, .hearing, .shift, .disclosure, nil: break
        }
    }

    private func moved<Item>(_ picker: inout PickerState<Item>, _ motion: ListMotion)
        -> PickerState<Item>
    {
        picker.move(motion, height: listHeight)
        return picker
    }

    private func moved(_ list: inout ListState, _ motion: ListMotion) -> ListState {
        list.move(motion, height: listHeight)
        return list
    }

    /// The view stops at the last page; this only keeps the number in bounds.
    private func scrolled(_ scroll: Int, by motion: ListMotion) -> Int {
        let layout = DeskLayout(size)
        let rows = max(1, layout.helpFrame.height - 2)
        let count = HelpText.lineCount(width: layout.helpColumns)
        let next =
            switch motion {
            case .up: scroll - 1
            case .down: scroll + 1
            case .pageUp: scroll - max(1, rows - 1)
            case .pageDown: scroll + max(1, rows - 1)
            case .first: 0
            case .last: count
            }
        return min(max(0, next), max(0, count - rows))
    }

    private mutating func closePanel() {
        switch overlay {
        case .slots(var form):
            guard case .list = form.step else {
                form.step = .list
                overlay = .slots(form)
                return
            }
            overlay = nil
        case .flag(var flag) where flag.category != nil:
            flag.category = nil
            flag.list = ListState(count: setting.incidents.categories.count)
            overlay = .flag(flag)
        default: overlay = nil
        }
    }

    private mutating func answer(_ yes: Bool) {
        guard case .confirm(let question) = overlay else { return }
        overlay = nil
        switch question {
        case .leave: if yes { leave() }
        case .dropAmendment: if yes { dropAmendment() }
        case .dismissRefused(let id, _): if yes { dismissRefused(id) } else { keepRefused() }
        }
    }

    // MARK: - Leaving

    mutating func takeLeaving(_ action: DeskAction) {
        switch action {
        case .suspend:
            saveDraft()
            dropDisclosure()
            forgetHoldKey()
            pausePlayback()
            ask(.suspend)
        case .repaint: ask(.repaint)
        case .quit:
            sendFlagAtOnce()
            if let reason = unfinished { overlay = .confirm(.leave(reason)) } else { leave() }
        default: break
        }
    }

    /// What would be left behind, in words; `nil` when nothing would.
    var unfinished: String? {
        if !inFlight.isEmpty {
            let count = inFlight.count
            return "\(count) submitted clip\(count == 1 ? " is" : "s are") not saved yet."
        }
        if case .failed = work?.draft { return "This clip's draft could not be saved." }
        if !parked.isEmpty || work?.isTouched == true {
            return "This clip is unfinished; its draft is kept for you."
        }
        return nil
    }

    private mutating func leave() {
        ask(.player(.panicStop))
        saveDraft()
        ask(.quit)
    }
}
