// Tagging what is personal: one key opens, a letter says what it is; the sound's stretch comes along.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Opens the menu for what is selected, else for what the scanner found untagged, else for the
    /// word at the playhead or the caret.
    mutating func openPersonal() {
        guard let work, let found = personalTarget(in: work) else {
            return toast("Nothing is written there to be tagged")
        }
        let text = work.reference.text
        let tags = PersonalTags.ranges(in: text)
        if let index = tags.firstIndex(where: { $0.overlaps(found.range) }) {
            let mark = work.personal.marks.first { $0.tag == index }
            let type =
                mark?.type
                ?? Transcript(text).personalData
                .first { $0.range == tags[index] }?.type
            return openPersonal(
                tags[index], words: mark?.words, isTag: true, type: type ?? .name,
                known: mark.map { ($0.span, $0.source) })
        }
        let words = work.reference.buffer.text(in: found.range)
        let type = found.type ?? PersonalDataScanner.matches(in: words).first?.type ?? .name
        openPersonal(found.range, words: words, isTag: false, type: type, known: nil)
    }

    private mutating func openPersonal(
        _ range: Range<Int>, words: String?, isTag: Bool, type: PersonalDataType,
        known: (span: SoundSpan?, source: PersonalMark.Source)?
    ) {
        let loop = playback.loop.flatMap { SoundSpan(start: $0.lowerBound, end: $0.upperBound) }
        let span = loop ?? known?.span ?? timedSpan(of: range)
        let source = loop != nil ? .ear : known?.span == nil ? .timing : known?.source ?? .timing
        // What is meant is seen in the text behind the menu.
        work?.reference.setCaret(range.lowerBound)
        work?.reference.setCaret(range.upperBound, selecting: true)
        overlay = .personal(
            PersonalForm(
                range: range, words: words, isTag: isTag, type: type, span: span, source: source,
                height: listHeight))
    }

    private func timedSpan(of range: Range<Int>) -> SoundSpan? {
        guard let work else { return nil }
        return PersonalWords.span(
            of: range, in: work.reference.text, heard: work.clip.hypothesis,
            duration: work.sound.duration ?? work.clip.duration, language: setting.language)
    }

    /// What the key means, and what it most likely is. A mask shows its words as one, and is one:
    /// a part of it tagged would leave the rest in the open.
    private func personalTarget(
        in work: ClipWork
    ) -> (range: Range<Int>, type: PersonalDataType?)? {
        let editor = work.reference
        if let selection = editor.selection,
            let range = Self.trimmed(selection, editor.buffer, { $0.isWhitespace })
        {
            return (range, nil)
        }
        let word = wordMeant(in: work)
        let untagged = Linter.untaggedPersonalData(
            in: editor.text, language: setting.language)
        let near = untagged.first { match in word.map(match.range.overlaps) ?? false }
        let sure = untagged.filter { $0.certainty == .sure }
        let ahead = sure.first { $0.range.upperBound > editor.caret } ?? sure.first
        if near == nil, let word, let mask = mask(over: word, in: work) { return (mask, nil) }
        guard let match = near ?? ahead else { return word.map { ($0, nil) } }
        return (mask(over: match.range, in: work) ?? match.range, match.type)
    }

    /// The mask that a stretch lies in, with all of the stretch. A text too long to be read is
    /// masked whole and says nothing of words, and a tag is no word to be tagged.
    private func mask(over range: Range<Int>, in work: ClipWork) -> Range<Int>? {
        let text = work.reference.text
        guard text.utf8.count <= TextReview.longest else { return nil }
        let touched = work.review.maskedReference.filter { $0.overlaps(range) }
        guard let first = touched.first, let last = touched.last else { return nil }
        let low = min(first.lowerBound, range.lowerBound)
        let whole = low..<max(last.upperBound, range.upperBound)
        let tags = PersonalTags.ranges(in: text)
        return tags.contains { $0.overlaps(whole) } ? nil : whole
    }

    /// The word at the playhead while listening, where the machine's words are timed; else the one
    /// at the caret.
    private func wordMeant(in work: ClipWork) -> Range<Int>? {
        let editor = work.reference
        if writing == .listening, playback.clip == work.id, playback.position > 0,
            let said = PersonalWords.word(
                at: playback.position, of: editor.text, heard: work.clip.hypothesis,
                language: setting.language)
        {
            return said
        }
        guard let word = editor.buffer.word(at: WordPlace(editor).index) else { return nil }
        return Self.trimmed(word, editor.buffer) { $0.isWhitespace || ".,?!".contains($0) }
    }

    private static func trimmed(
        _ range: Range<Int>, _ buffer: TextBuffer, _ isEdge: (Character) -> Bool
    ) -> Range<Int>? {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, isEdge(buffer[low]) { low += 1 }
        while high > low, isEdge(buffer[high - 1]) { high -= 1 }
        return low < high ? low..<high : nil
    }

    // MARK: - In the menu

    mutating func takePersonal(_ action: DeskAction) {
        guard case .personal(var form) = overlay else { return }
        switch action {
        case .nudgeSpan(let start, let end):
            form.nudge(start: start, end: end, from: playback.position, within: duration)
        case .spanFromLoop:
            guard let loop = playback.loop else {
                return toast("There is no loop: mark where it starts and ends, then press again")
            }
            form.set(SoundSpan(start: loop.lowerBound, end: loop.upperBound))
        default: return
        }
        overlay = .personal(form)
    }

    /// A loop that is set while the menu is open says when it was.
    mutating func hearSpan(_ region: ClosedRange<Double>?) {
        guard let region, case .personal(var form) = overlay else { return }
        form.set(SoundSpan(start: region.lowerBound, end: region.upperBound))
        overlay = .personal(form)
    }

    mutating func takePersonalRow(_ form: PersonalForm) {
        guard let index = form.list.selected else { return }
        tag(form, as: PersonalForm.types[index])
    }

    mutating func choosePersonal(by character: Character, _ form: PersonalForm) {
        guard let type = PersonalForm.types.first(where: { $0.key == character }) else { return }
        tag(form, as: type)
    }

    /// Puts the tag in place of the words, as one step that undo takes back.
    private mutating func tag(_ form: PersonalForm, as type: PersonalDataType) {
        overlay = nil
        guard var work else { return }
        replace(form.range, with: type.tag, in: &work)
        let text = work.reference.text
        let place = PersonalTags.ranges(in: text).firstIndex {
            $0.lowerBound == form.range.lowerBound
        }
        guard let place else {
            return toast("A tag cannot stand there: select whole words", .warning)
        }
        work.personal.add(
            PersonalMark(
                type: type, words: form.words ?? "", tag: place, span: form.span,
                source: form.source),
            in: text)
        self.work = work
        changed()
        let when = form.span.map { "\(Self.seconds($0)) will be covered" }
        toast(
            "Tagged as \(type.title); "
                + (when ?? "nothing says when it was said, so the sound stays behind"),
            form.span == nil ? .warning : .good, of: .tag)
        lastTag = LastTag(clip: work.id, revision: work.reference.revision)
    }

    /// Whether nothing was done to the text since a tag was put in: undo means that tag.
    var canTakeTagBack: Bool {
        guard let lastTag, let work else { return false }
        return work.id == lastTag.clip && work.reference.revision == lastTag.revision
    }

    /// The one edit that put the tag in is taken back, with its mark.
    mutating func takeTagBack() {
        lastTag = nil
        editReference(.undo)
        toast("The tag is taken back; again, and the last clip is")
    }

    /// Puts the words back that a tag stands for.
    mutating func untag(_ form: PersonalForm) {
        guard form.isTag, let words = form.words, !words.isEmpty, var work else {
            return toast("Its words are not known here; type them")
        }
        overlay = nil
        replace(form.range, with: words, in: &work)
        self.work = work
        changed()
        toasts.removeAll { $0.subject == .tag }
        toast("Its words are back")
    }

    private func replace(_ range: Range<Int>, with text: String, in work: inout ClipWork) {
        work.reference.setCaret(range.lowerBound)
        work.reference.setCaret(range.upperBound, selecting: true)
        work.reference.apply(.paste(text), layout: referenceLayout)
    }

    /// `1.2–1.9 s`, as the menu and the line of news say it.
    static func seconds(_ span: SoundSpan) -> String {
        func hundredths(_ seconds: Double) -> String {
            let count = Int((min(max(0, seconds), 359_999) * 100).rounded())
            let rest = count % 100
            return "\(count / 100).\(rest < 10 ? "0" : "")\(rest)"
        }
        return "\(hundredths(span.start))–\(hundredths(span.end)) s"
    }
}
