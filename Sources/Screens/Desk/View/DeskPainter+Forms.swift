// The two forms: judgments in rows and columns, slots with their values.
import ReviewCore
import TerminalUI

extension DeskPainter {
    // MARK: - Judgments

    mutating func paintJudgmentForm(_ form: JudgmentForm) {
        guard let work = state.work else { return }
        let axes = state.setting.judgments.axes
        let axis = axes[form.axis]
        let list = min(axes.count, max(1, layout.size.height - axis.codes.count - 6))
        let room = paintPane("Judgments", rows: list + 1 + axis.codes.count, note: axis.title)
        let (top, bottom) = room.splitTop(list)
        paintAxes(axes, work, form, in: top)
        paintCodes(axis, work, form, in: bottom.inset(top: 1))
    }

    private mutating func paintAxes(
        _ axes: [JudgmentAxis], _ work: ClipWork, _ form: JudgmentForm, in room: Rect
    ) {
        let rows = axes.enumerated().map { index, axis -> [Span] in
            let chosen = work.judgments[axis.id]
            let codes = chosen.isEmpty ? work.accepted[axis.id] : chosen
            let titles = codes.compactMap { axis.code($0)?.title }.joined(separator: ", ")
            let isOwn = !chosen.isEmpty
            return [
                Span("\(index + 1)  ", theme.style(.hintKey, on: .overlay)),
                Span(axis.title.rightPadded(to: 16), theme[.overlay]),
                Span(
                    titles.isEmpty ? "not said" : titles,
                    theme.style(isOwn ? .emphasis : .dim, on: .overlay)),
            ]
        }
        canvas.draw(
            ListView(rows: rows, selected: form.axis, ground: .overlay), in: room, theme: theme)
    }

    private mutating func paintCodes(
        _ axis: JudgmentAxis, _ work: ClipWork, _ form: JudgmentForm, in room: Rect
    ) {
        let chosen = Set(work.judgments[axis.id])
        let assumed = Set(work.accepted[axis.id])
        for (index, code) in axis.codes.enumerated() where index < room.height {
            let isOn = chosen.contains(code.id)
            let mark = isOn ? "[x] " : chosen.isEmpty && assumed.contains(code.id) ? "[·] " : "[ ] "
            let isUnderHand = index == form.code
            let row = Rect(x: room.x + 2, y: room.y + index, width: room.width - 2, height: 1)
            let spans = [
                Span("\(code.key)  ", theme.style(.hintKey, on: .overlay)),
                Span(mark, theme.style(isOn ? .accent : .dim, on: .overlay)),
                Span(code.title, theme.style(isUnderHand ? .emphasis : .text, on: .overlay)),
            ]
            canvas.put(spans, in: row, theme: theme)
            if isUnderHand {
                canvas.put(
                    theme.glyphs.pointer, at: Point(x: room.x, y: row.y),
                    style: theme.style(.accent, on: .overlay))
            }
        }
    }

    // MARK: - Slots

    mutating func paintSlotForm(_ form: SlotForm) {
        switch form.step {
        case .list:
            paintList("Slots", slotRows(form), form.list)
        case .type(let picker, _):
            paintPicker("Which kind of slot?", picker, total: state.setting.schema.slotTypes.count)
        case .value(let editor, let type, _):
            let title = state.setting.schema.title(ofSlot: type)
            let room = paintPane("Value of \(title)", rows: 1)
            paintLine(editor, in: room)
        }
    }

    private func slotRows(_ form: SlotForm) -> [[Span]] {
        let isShown = state.work?.personalShown == true
        return form.slots.map { slot in
            [
                Span(
                    state.setting.schema.title(ofSlot: slot.type).rightPadded(to: 22),
                    theme.style(.dim, on: .overlay)),
                Span(
                    isShown
                        ? slot.value
                        : state.setting.shown(slot, besides: form.slots, masked: theme.maskDots),
                    theme[.overlay]),
            ]
        }
    }

    private mutating func paintLine(_ line: LineEditor, in room: Rect) {
        canvas.fill(room, style: theme[.input])
        let visible = line.visible(width: room.width) { TextWidth.columns($0) }
        canvas.put(
            line.editor.buffer.text(in: visible.range), at: Point(x: room.x, y: room.y),
            style: theme[.input], clip: room)
        cursor = Point(x: min(room.maxX - 1, room.x + visible.caretColumn), y: room.y)
    }
}

extension String {
    /// Blanks after the text up to `columns` of the screen, at least one.
    func rightPadded(to columns: Int) -> String {
        self + String(repeating: " ", count: max(1, columns - TextWidth.columns(self)))
    }
}
