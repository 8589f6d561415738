// The machine's text, the reference under the hands, and what differs between them.
import ReviewCore
import TerminalUI

extension DeskPainter {
    /// Words below this confidence are marked as uncertain.
    static let sure = 0.6

    mutating func paintMachine(_ work: ClipWork) {
        let area = layout.content(.machine)
        guard let hypothesis = work.clip.hypothesis else {
            paintLabel(.machine, "machine")
            canvas.put("no hypothesis came with this clip", in: area, style: theme[.placeholder])
            return
        }
        let confidence = hypothesis.confidence.map { Self.percent($0) } ?? ""
        if area.height > 1 {
            paintLabel(.machine, "machine", note: confidence)
        } else {
            paintLabel(.machine, confidence.isEmpty ? "machine" : "mach. \(confidence)")
        }
        var text = MarkedText(hypothesis.text)
        for range in Self.uncertain(hypothesis) { text.mark(range, .uncertain) }
        if !work.personalShown { text.mask(work.review.maskedMachine, theme: theme) }
        if hypothesis.text.isEmpty {
            canvas.put("heard nothing", in: area, style: theme[.placeholder])
        } else {
            text.draw(on: &canvas, in: area, theme: theme)
        }
    }

    static func percent(_ share: Double) -> String {
        "\(Int((min(1, max(0, share.isFinite ? share : 0)) * 100).rounded())) %"
    }

    /// Where the words stand that the machine was unsure of.
    static func uncertain(_ hypothesis: Hypothesis) -> [Range<Int>] {
        guard hypothesis.words.contains(where: { ($0.confidence ?? 1) < sure }) else { return [] }
        let text = Array(hypothesis.text)
        var ranges: [Range<Int>] = []
        var from = 0
        for word in hypothesis.words {
            let letters = Array(word.text)
            guard !letters.isEmpty, text.count >= letters.count else { continue }
            let last = text.count - letters.count
            guard from <= last,
                let start = (from...last).first(where: {
                    text[$0..<$0 + letters.count].elementsEqual(letters)
                })
            else { continue }
            from = start + letters.count
            if (word.confidence ?? 1) < sure { ranges.append(start..<from) }
        }
        return ranges
    }

    // MARK: - Reference

    mutating func paintReference(_ work: ClipWork) {
        let area = layout.content(.reference)
        paintLabel(.reference, "reference", note: draftNote(work.draft))
        let typing = state.writing == .typing
        let shown = state.shownReference(work, dot: theme.glyphs.bullet)
        let view = EditorView(
            shown.editor, wrapping: layout.referenceWrapping, height: area.height)
        if typing { canvas.fill(area, style: theme[.input]) }
        if layout.labelColumns > 0 {
            canvas.verticalLine(
                from: Point(x: area.x - 2, y: area.y), rows: area.height,
                style: theme[typing ? .accent : .border], glyphs: theme.glyphs)
        }
        if work.reference.isEmpty, !typing {
            canvas.put("nothing written yet", in: area, style: theme[.placeholder])
        }
        paint(view, in: area, base: typing ? .input : .text, masked: shown.masked)
        let problems = work.objections.compactMap { objection -> Range<Int>? in
            if case .reference(let range) = objection.place { range } else { nil }
        }
        underline(problems.map(shown.drawn), of: view, in: area)
        if typing, state.overlay == nil, state.curtain == .open {
            cursor = Point(
                x: min(area.maxX - 1, area.x + view.caret.x),
                y: min(area.maxY - 1, area.y + view.caret.y))
        }
    }

    private func draftNote(_ draft: DraftState) -> String {
        switch draft {
        case .none: ""
        case .dirty, .saving: "saving"
        case .saved: "saved"
        case .failed: "NOT SAVED"
        }
    }

    /// Rows of an editor, its selection and the dots of its masks; arrows at the edge where more is hidden.
    mutating func paint(
        _ view: EditorView, in area: Rect, base: StyleRole, masked: [Range<Int>] = []
    ) {
        for (line, index) in view.window.enumerated() {
            let range = view.rows[index].range
            var x = area.x
            let y = area.y + line
            let characters = view.editor.buffer.characters(in: range)
            for (place, character) in zip(range, characters) where x < area.maxX {
                let isSelected = view.editor.selection?.contains(place) == true
                let isMasked = masked.contains { $0.contains(place) }
                let style = isSelected ? theme[.selection] : theme[isMasked ? .dim : base]
                x = canvas.put(
                    String(character), at: Point(x: x, y: y), style: style, clip: area)
            }
        }
        let edge = area.maxX - 1
        if view.hasMoreAbove {
            canvas.put(
                theme.glyphs.moreAbove, at: Point(x: edge, y: area.y), style: theme[.dim])
        }
        if view.hasMoreBelow {
            canvas.put(
                theme.glyphs.moreBelow, at: Point(x: edge, y: area.maxY - 1), style: theme[.dim])
        }
    }

    private mutating func underline(_ ranges: [Range<Int>], of view: EditorView, in area: Rect) {
        for range in ranges {
            for (line, index) in view.window.enumerated() {
                let part = view.rows[index].range.clamped(to: range)
                guard !part.isEmpty else { continue }
                let buffer = view.editor.buffer
                let from = view.wrapping.position(of: part.lowerBound, rows: view.rows, in: buffer)
                let width = TextWidth.columns(buffer.text(in: part))
                canvas.restyle(
                    Rect(x: area.x + from.x, y: area.y + line, width: width, height: 1)
                ) { style in
                    style.foreground = theme[.warning].foreground
                    style.attributes.insert(.underline)
                }
            }
        }
    }

    // MARK: - Difference

    mutating func paintDifference(_ work: ClipWork) {
        let area = layout.content(.diff)
        guard !area.isEmpty else { return }
        guard let hypothesis = work.clip.hypothesis, let diff = work.review.diff else {
            return paintLabel(.diff, "change")
        }
        let text = work.reference.text
        guard text != hypothesis.text else {
            paintLabel(.diff, "change")
            canvas.put("none", in: area, style: theme[.placeholder])
            return
        }
        paintLabel(.diff, "change", note: Self.percent(diff.errors.rate) + " WER")
        let redacted = diff.redacted(
            knowing: work.personal.marks.map {
                ScoringWords.forms(of: $0.words, language: state.setting.language)
            })
        if diff.isSame, redacted.isEmpty {
            canvas.put("spelling only", in: area, style: theme[.placeholder])
            return
        }
        let isOpen = work.personalShown
        let isTyping = state.writing == .typing
        let line = DiffLine(
            diff,
            DiffSide(hypothesis.text, masks: isOpen ? [] : work.review.maskedMachine, theme)
                .masking(isOpen ? [] : redacted),
            DiffSide(text, masks: isOpen || isTyping ? [] : work.review.maskedReference, theme))
        line.text.draw(on: &canvas, in: area, theme: theme)
    }
}
