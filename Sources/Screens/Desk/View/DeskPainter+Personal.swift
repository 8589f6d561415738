// The menu of tagging: the words, the stretch of sound that goes with them, and a letter for each type.
import ReviewCore
import TerminalUI

extension DeskPainter {
    /// Below the reference where there is room: what is tagged, and what of the sound goes with it,
    /// stay in sight.
    mutating func paintPersonal(_ form: PersonalForm) {
        let title = "Personal: what is it?"
        let half = (PersonalForm.types.count + 1) / 2
        if let frame = layout.panelBelowReference(rows: half + 1) {
            return paintColumns(form, half, in: paintPane(title, in: frame))
        }
        let rows = min(PersonalForm.types.count, max(1, layout.listRows - 2))
        let room = paintPane(title, rows: rows + 2)
        let (top, bottom) = room.splitTop(min(2, max(0, room.height - 1)))
        for (row, spans) in heading(form).prefix(top.height).enumerated() {
            canvas.put(
                spans, in: Rect(x: top.x, y: top.y + row, width: top.width, height: 1),
                theme: theme)
        }
        let window = form.list.window(height: bottom.height)
        canvas.draw(
            ListView(
                rows: typeRows, selected: form.list.selected, top: window.lowerBound,
                ground: .overlay),
            in: bottom, theme: theme)
    }

    /// Every type at once, in two columns of `half` rows.
    private mutating func paintColumns(_ form: PersonalForm, _ half: Int, in room: Rect) {
        let (top, bottom) = room.splitTop(1)
        let words = heading(form)
        canvas.put(words[0] + [Span("  ", theme[.overlay])] + words[1], in: top, theme: theme)
        let width = bottom.width / 2
        for column in 0..<2 {
            let rows = typeRows.dropFirst(column * half).prefix(half)
            let selected = form.list.selected.map { $0 - column * half }
            let place = Rect(
                x: bottom.x + column * width, y: bottom.y, width: width, height: bottom.height)
            canvas.draw(
                ListView(
                    rows: Array(rows),
                    selected: selected.flatMap {
                        rows.indices.contains($0 + column * half) ? $0 : nil
                    },
                    top: 0, ground: .overlay),
                in: place, theme: theme)
        }
    }

    private var typeRows: [[Span]] {
        PersonalForm.types.map { type in
            [
                Span("\(type.key)  ", theme.style(.hintKey, on: .overlay)),
                Span(type.title.rightPadded(to: 24), theme[.overlay]),
                Span(type.tag, theme.style(.dim, on: .overlay)),
            ]
        }
    }

    private func heading(_ form: PersonalForm) -> [[Span]] {
        let role: StyleRole = form.span == nil ? .warning : .accent
        return [
            [Span(shownWords(form), theme.style(.emphasis, on: .overlay))],
            [Span(form.when, theme.style(role, on: .overlay))],
        ]
    }

    /// The words as far as the reference shows them now.
    private func shownWords(_ form: PersonalForm) -> String {
        guard let work = state.work, let words = form.words else { return "a tag" }
        guard !form.isTag else { return theme.maskDots }
        if state.writing == .typing || work.personalShown { return words }
        return MaskedPieces(words, state.setting.masks(in: words, slots: work.slotsToMask))
            .saying(theme.maskDots)
    }
}
