// Correcting what the machine understood: the intent and its slots.
import ReviewCore
import TerminalUI

extension DeskState {
    mutating func takeIntent(_ id: String?) {
        guard let id, let work else { return }
        overlay = nil
        let slots = work.interpretation?.slots ?? []
        correct(intent: id, slots: slots)
        recentIntents.removeAll { $0 == id }
        recentIntents.insert(id, at: 0)
        if recentIntents.count > 12 { recentIntents.removeLast() }
    }

    /// Stores a correction; none is kept where it says what the machine said.
    private mutating func correct(intent: String, slots: [Slot]) {
        guard let work else { return }
        let machine = work.clip.interpretation
        let domain = setting.schema.intent(intent)?.scenario ?? machine?.domain
        if machine?.intent == intent, machine?.slots == slots {
            self.work?.correction = nil
        } else {
            self.work?.correction = Interpretation(domain: domain, intent: intent, slots: slots)
        }
        changed()
    }

    // MARK: - Slots

    mutating func addSlot() {
        guard case .slots(var form) = overlay, case .list = form.step else { return }
        form.step = .type(PickerState(slotTypes), index: nil)
        overlay = .slots(form)
    }

    /// Lets the type of the slot under the hand be picked anew.
    mutating func changeSlotType() {
        guard case .slots(var form) = overlay, case .list = form.step,
            let index = form.list.selected
        else { return }
        form.step = .type(PickerState(slotTypes), index: index)
        overlay = .slots(form)
    }

    private var slotTypes: [SlotTypeChoice] {
        setting.schema.slotTypes.map {
            SlotTypeChoice(id: $0, title: setting.schema.title(ofSlot: $0))
        }
    }

    /// Enter: from the list to a slot's value, from a type to its value, from a value to the list.
    mutating func takeSlotStep(_ form: SlotForm) {
        var form = form
        switch form.step {
        case .list:
            guard let index = form.list.selected else { return addSlot() }
            let slot = form.slots[index]
            form.step = .value(LineEditor(slot.value), type: slot.type, index: index)
        case .type(let picker, let index):
            guard let type = picker.selected?.id else { return }
            let value = index.map { form.slots[$0].value } ?? form.offered ?? ""
            form.step = .value(LineEditor(value), type: type, index: index)
        case .value(let editor, let type, let index):
            form.store(Slot(type: type, value: editor.text), at: index, height: listHeight)
            form.step = .list
            storeSlots(form.slots)
        }
        overlay = .slots(form)
    }

    mutating func removeSlot(_ form: SlotForm) {
        guard case .list = form.step, let index = form.list.selected else { return }
        var form = form
        form.slots.remove(at: index)
        form.list.setCount(form.slots.count)
        overlay = .slots(form)
        storeSlots(form.slots)
    }

    private mutating func storeSlots(_ slots: [Slot]) {
        guard let intent = work?.interpretation?.intent else { return }
        correct(intent: intent, slots: slots)
    }
}

extension SlotForm {
    mutating func move(_ motion: ListMotion, height: Int) {
        switch step {
        case .list: list.move(motion, height: height)
        case .type(var picker, let index):
            picker.move(motion, height: height)
            step = .type(picker, index: index)
        case .value: break
        }
    }

    mutating func edit(_ command: EditCommand) {
        switch step {
        case .list: break
        case .type(var picker, let index):
            picker.apply(command)
            step = .type(picker, index: index)
        case .value(var editor, let type, let index):
            editor.apply(command)
            step = .value(editor, type: type, index: index)
        }
    }

    /// Puts a slot in its place, or at the end; an empty value removes it.
    mutating func store(_ slot: Slot, at index: Int?, height: Int) {
        if let index, slots.indices.contains(index) {
            slots[index] = slot
        } else {
            slots.append(slot)
        }
        if slot.value.allSatisfy(\.isWhitespace) { slots.remove(at: index ?? slots.count - 1) }
        list.setCount(slots.count)
        list.select(index ?? slots.count - 1, height: height)
    }
}
