// What a reviewer took out of a transcript: the words behind a tag, and when they were said.

/// Words that a personal-data tag stands for, and their stretch of the sound. Sealed with the
/// annotation it belongs to; the words never leave with an export.
public struct PersonalMark: Sendable, Equatable, Codable {
    /// How it is known when the words were said.
    public enum Source: String, Sendable, Codable {
        /// From the times of the machine's words.
        case timing
        /// A person listened and set it.
        case ear
    }

    public let type: PersonalDataType
    /// As they stood in the reference.
    public let words: String
    /// Which tag of the reference it is, counted from 0.
    public internal(set) var tag: Int
    /// `nil` where nothing tells when; then the whole sound stays behind.
    public var span: SoundSpan?
    public var source: Source

    public init(
        type: PersonalDataType, words: String, tag: Int, span: SoundSpan? = nil,
        source: Source = .timing
    ) {
        self.type = type
        self.words = words
        self.tag = tag
        self.span = span
        self.source = source
    }
}

extension PersonalSpans {
    /// The stretches that the marks of an annotation tell.
    public init(_ marks: [PersonalMark]) {
        self.init(
            byTag: Dictionary(
                marks.compactMap { mark in mark.span.map { (mark.tag, $0) } },
                uniquingKeysWith: { first, _ in first }))
    }
}

/// Marks that follow their tags while the reference is edited.
///
/// A mark on the wrong tag would cover the wrong sound, so nothing is guessed: it stays with a tag
/// that an edit left alone, it comes back when undo brings back the very text it was made in, and
/// otherwise it goes.
public struct FollowedMarks: Sendable, Equatable {
    /// The text that the marks were last held against.
    private var text: String
    public private(set) var marks: [PersonalMark]
    /// Texts as they were beside changes of the marks; undo and redo pass through them.
    private var seen: [Seen] = []

    private struct Seen: Sendable, Equatable {
        let text: String
        let marks: [PersonalMark]
    }

    /// More than anybody takes back step by step.
    private static let longestMemory = 64

    public init(_ marks: [PersonalMark] = [], in text: String = "") {
        self.text = text
        let count = marks.isEmpty ? 0 : PersonalTags.ranges(in: text).count
        self.marks = marks.filter { $0.tag < count }
    }

    /// Takes in that the reference reads `new` now.
    public mutating func follow(_ new: String) {
        guard new != text else { return }
        defer { text = new }
        guard !marks.isEmpty || !seen.isEmpty else { return }
        if let known = seen.last(where: { $0.text == new }) {
            remember()
            marks = known.marks
            return
        }
        let kept = Self.kept(marks, from: text, to: new)
        if kept.count != marks.count { remember() }
        marks = kept
    }

    /// Takes in that a tag was put in place of words: the reference reads `new`, and `mark` is of
    /// its tag.
    public mutating func add(_ mark: PersonalMark, in new: String) {
        if marks.isEmpty, seen.isEmpty { remember() }
        follow(new)
        marks.removeAll { $0.tag == mark.tag }
        marks = (marks + [mark]).sorted { $0.tag < $1.tag }
        seen.removeAll { $0.text == new }
        remember()
    }

    private mutating func remember() {
        seen.removeAll { $0.text == text }
        seen.append(Seen(text: text, marks: marks))
        if seen.count > Self.longestMemory { seen.removeFirst() }
    }

    /// The marks whose tags stand before or behind all that differs. Where a text can have been
    /// changed in two places to the same effect, a mark stays only if both leave it on one tag.
    private static func kept(
        _ marks: [PersonalMark], from old: String, to new: String
    ) -> [PersonalMark] {
        guard !marks.isEmpty else { return [] }
        let (before, after) = (Array(old), Array(new))
        let (tags, newTags) = (PersonalTags.ranges(in: old), PersonalTags.ranges(in: new))
        let shift = after.count - before.count
        let edits = [Edit(before, after), Edit(before, after, fromTheEnd: true)]
        return marks.compactMap { mark in
            guard tags.indices.contains(mark.tag) else { return nil }
            let range = tags[mark.tag]
            let places = edits.compactMap { edit -> Int? in
                guard let start = edit.place(of: range, shift) else { return nil }
                let place: Range<Int> = start..<start + range.count
                guard after[place].elementsEqual(before[range]) else { return nil }
                return newTags.firstIndex(of: place)
            }
            guard let place = places.first, places.allSatisfy({ $0 == place }) else { return nil }
            var mark = mark
            mark.tag = place
            return mark
        }
    }

    /// One way to see what changed: how much is alike before it, and how much behind it.
    private struct Edit {
        let start: Int
        let end: Int
        let count: Int

        init(_ old: [Character], _ new: [Character], fromTheEnd: Bool = false) {
            let shorter = min(old.count, new.count)
            func before(upTo limit: Int) -> Int {
                (0..<limit).first { old[$0] != new[$0] } ?? limit
            }
            func behind(upTo limit: Int) -> Int {
                (0..<limit).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] } ?? limit
            }
            if fromTheEnd {
                end = behind(upTo: shorter)
                start = before(upTo: shorter - end)
            } else {
                start = before(upTo: shorter)
                end = behind(upTo: shorter - start)
            }
            count = old.count
        }

        /// Where a stretch of the old text begins in the new one; `nil` where it was touched.
        func place(of range: Range<Int>, _ shift: Int) -> Int? {
            if range.upperBound <= start { return range.lowerBound }
            return range.lowerBound >= count - end ? range.lowerBound + shift : nil
        }
    }
}

/// The personal-data tags of a text, as marks count them.
public enum PersonalTags {
    /// In grapheme clusters, from left to right; a tag within a tag is part of the outer one.
    public static func ranges(in text: String) -> [Range<Int>] {
        PersonalCut.tags(of: Transcript(text)).map(\.range)
    }
}
