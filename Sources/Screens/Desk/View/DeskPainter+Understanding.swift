// What the machine understood and answered, what the reviewer says of it, and what is missing.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintChecks(_ work: ClipWork) {
        let area = layout.content(.check)
        guard !area.isEmpty else { return }
        let lines = checkLines(work)
        paintLabel(.check, "check", note: lines.count > 1 ? "\(lines.count) to see" : "")
        if lines.isEmpty {
            canvas.put("nothing to mend", in: area, style: theme[.placeholder])
        }
        for (row, line) in lines.prefix(area.height).enumerated() {
            let place = Rect(x: area.x, y: area.y + row, width: area.width, height: 1)
            canvas.put(line, in: place, theme: theme)
        }
    }

    private func checkLines(_ work: ClipWork) -> [[Span]] {
        let objections = work.objections.map {
            (theme.glyphs.pointer, $0.message, StyleRole.warning)
        }
        let said = Set(work.objections.map(\.message))
        let findings = work.review.findings.filter { !said.contains($0.message) }
            .sorted { $0.severity > $1.severity }
            .map { finding in
                (theme.glyphs.bullet, finding.message, Self.role(of: finding.severity))
            }
        return (objections + findings).map { mark, message, role in
            [Span(mark + " ", theme[role]), Span(message, theme[role == .dim ? .dim : .text])]
        }
    }

    private static func role(of severity: LintSeverity) -> StyleRole {
        switch severity {
        case .blocks: .warning
        case .warning: .uncertain
        case .note: .dim
        }
    }

    // MARK: - Interpretation

    mutating func paintIntent(_ work: ClipWork) {
        let area = layout.content(.intent)
        guard !area.isEmpty else { return }
        paintLabel(.intent, "intent")
        let schema = state.setting.schema
        let machine = work.clip.interpretation
        var spans: [Span] = []
        if let machine {
            let isReplaced = work.correction.map { $0.intent != machine.intent } ?? false
            spans.append(
                Span(schema.title(ofIntent: machine.intent), theme[isReplaced ? .removed : .text]))
            if let confidence = machine.confidence {
                spans.append(Span("  \(Self.percent(confidence))", theme[.dim]))
            }
        }
        if let correction = work.correction, correction.intent != machine?.intent {
            if !spans.isEmpty { spans.append(Span("  → ", theme[.dim])) }
            spans.append(Span(schema.title(ofIntent: correction.intent), theme[.changed]))
        }
        if spans.isEmpty { spans = [Span("nothing understood", theme[.placeholder])] }
        if let field = state.neededField,
            let key = commands.keys(of: "disclose", in: .listening).first
        {
            spans.append(Span("   \(key.label)", theme[.hintKey]))
            spans.append(Span(" \(field.words)", theme[.dim]))
        }
        canvas.put(spans, in: area, theme: theme)
    }

    mutating func paintSlots(_ work: ClipWork) {
        let area = layout.content(.slots)
        guard !area.isEmpty else { return }
        paintLabel(.slots, "slots", note: work.correction == nil ? "" : "corrected")
        let slots = work.interpretation?.slots ?? []
        let before = Set(work.clip.interpretation?.slots ?? [])
        var text = MarkedText("")
        for slot in slots {
            if text.count > 0 { text.append("   ", .dim) }
            text.append(state.setting.schema.title(ofSlot: slot.type) + " ", .dim)
            text.append(
                work.personalShown
                    ? slot.value
                    : state.setting.shown(slot, besides: work.slotsToMask, masked: theme.maskDots),
                before.contains(slot) ? .text : .changed)
        }
        if text.count == 0 {
            canvas.put("none", in: area, style: theme[.placeholder])
        } else {
            text.draw(on: &canvas, in: area, theme: theme)
        }
    }

    mutating func paintAnswer(_ work: ClipWork) {
        let area = layout.content(.answer)
        guard !area.isEmpty else { return }
        paintLabel(.answer, "answer")
        guard let response = work.clip.response else {
            canvas.put("none given", in: area, style: theme[.placeholder])
            return
        }
        var text = MarkedText(response.text)
        if !work.personalShown { text.mask(work.review.maskedAnswer, theme: theme) }
        if var action = response.action, !action.isEmpty {
            if !work.personalShown {
                action = state.setting.shown(
                    action: action, slots: work.slotsToMask, masked: theme.maskDots)
            }
            text.append(text.count > 0 ? "   \(action)" : action, .dim)
        }
        text.draw(on: &canvas, in: area, theme: theme)
    }

    // MARK: - Judgments

    mutating func paintJudgments(_ work: ClipWork) {
        let area = layout.content(.judged)
        guard !area.isEmpty else { return }
        paintLabel(.judged, "judged")
        let filled = work.accepted
        let answers = state.setting.judgments.axes.map { axis -> (axis: String, answer: Span) in
            let chosen = work.judgments[axis.id]
            let codes = chosen.isEmpty ? filled[axis.id] : chosen
            let words = codes.map { $0.replacing("_", with: " ") }.joined(separator: ", ")
            let role: StyleRole = chosen.isEmpty ? .placeholder : .emphasis
            return (axis.id, Span(words.isEmpty ? "–" : words, theme[role]))
        }
        let columns = (answers.count + area.height - 1) / max(1, area.height)
        let width = area.width / max(1, columns)
        guard width >= 30 else {
            let gap = Span(" \(theme.glyphs.separator) ", theme[.dim])
            let line = answers.map { [$0.answer] }.joined(separator: [gap])
            return canvas.put(Array(line), in: area, theme: theme)
        }
        for (index, answer) in answers.enumerated() {
            let place = Rect(
                x: area.x + index % columns * width, y: area.y + index / columns,
                width: width - 2, height: 1)
            canvas.put(
                [Span(answer.axis + " ", theme[.dim]), answer.answer], in: place, theme: theme)
        }
    }

    mutating func paintExtras(_ work: ClipWork) {
        let area = layout.content(.extras)
        guard !area.isEmpty else { return }
        let parts = extras(work)
        guard area.height >= parts.count else {
            paintLabel(.extras, "marks")
            let line = parts.filter { !$0.spans.isEmpty }.map(\.spans)
            let gap = [Span("   ", theme[.dim])]
            let spans = Array(line.joined(separator: gap))
            canvas.put(
                spans.isEmpty ? [Span("none", theme[.placeholder])] : spans, in: area, theme: theme)
            return
        }
        let label = layout.label(.extras)
        for (row, part) in parts.enumerated() {
            let y = area.y + row
            if !label.isEmpty {
                canvas.put(
                    part.label, in: Rect(x: label.x, y: y, width: label.width, height: 1),
                    style: theme[.heading])
            }
            let spans = part.spans.isEmpty ? [Span("none", theme[.placeholder])] : part.spans
            canvas.put(
                spans, in: Rect(x: area.x, y: y, width: area.width, height: 1), theme: theme)
        }
    }

    private func extras(_ work: ClipWork) -> [(label: String, spans: [Span])] {
        var flag: [Span] = []
        if let set = work.flag {
            let title = state.setting.incidents.category(set.category)?.title ?? set.category
            flag = [Span(set.severity.rawValue, theme[.danger]), Span(" \(title)", theme[.text])]
        }
        let tags = work.tags.map { id in
            state.setting.tags.first { $0.id == id }?.title ?? id
        }
        let note = work.note.split(whereSeparator: \.isNewline).joined(separator: " ")
        return [
            ("flag", flag),
            ("tags", tags.isEmpty ? [] : [Span(tags.joined(separator: ", "), theme[.text])]),
            ("note", note.isEmpty ? [] : [Span(note, theme[.text])]),
        ]
    }
}
