// The menu of tagging: the words, the stretch of sound that goes with them, and a letter for each type.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintPersonal(_ form: PersonalForm) {
        let rows = min(PersonalForm.types.count, max(1, layout.listRows - 2))
        let room = paintPane("Personal: what is it?", rows: rows + 2)
        let (top, bottom) = room.splitTop(min(2, max(0, room.height - 1)))
        for (row, spans) in heading(form).prefix(top.height).enumerated() {
            canvas.put(
                spans, in: Rect(x: top.x, y: top.y + row, width: top.width, height: 1),
                theme: theme)
        }
        let window = form.list.window(height: bottom.height)
        canvas.draw(
            ListView(
                rows: PersonalForm.types.map { type in
                    [
                        Span("\(type.key)  ", theme.style(.hintKey, on: .overlay)),
                        Span(type.title.rightPadded(to: 24), theme[.overlay]),
                        Span(type.tag, theme.style(.dim, on: .overlay)),
                    ]
                },
                selected: form.list.selected, top: window.lowerBound, ground: .overlay),
            in: bottom, theme: theme)
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
