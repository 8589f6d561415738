// From samples that left for the device to frames of the clip, and how loud they were.

/// Knows which frame of the clip each sample came from.
struct Timeline: Sendable {
    /// From sample `index` on, frames move `rate` per sample, starting at `frame`.
    struct Mark: Sendable, Equatable {
        var index: Int
        var frame: Double
        var rate: Double
        /// The speed asked for, which the rate keeps to over some pitch periods.
        var speed = 1.0
    }

    /// A run of frames that sounded at one speed.
    struct Stretch: Sendable, Equatable {
        var frames: Range<Int>
        var speed: Double
    }

    private struct Level: Sendable {
        var index: Int
        var meter: LevelMeter
    }

    private(set) var marks: [Mark] = []
    private var levels: [Level] = []

    /// Forgets everything: from `index` on, the clip runs from `frame`.
    mutating func reset(_ mark: Mark) {
        marks = [mark]
        levels = []
    }

    /// Forgets what was known of sample `mark.index` and after: the clip goes on at `mark.frame`.
    mutating func turn(_ mark: Mark) {
        marks.removeAll { $0.index >= mark.index }
        levels.removeAll { $0.index >= mark.index }
        marks.append(mark)
    }

    /// Marks come in the order of their indices; one at the same index replaces the last.
    mutating func add(_ mark: Mark) {
        if marks.last?.index == mark.index { marks.removeLast() }
        marks.append(mark)
    }

    mutating func add(_ meter: LevelMeter, at index: Int) {
        levels.append(Level(index: index, meter: meter))
    }

    /// The exact frame for sample `index`, between samples where the speed makes it so.
    func exactFrame(at index: Int) -> Double {
        guard let mark = marks.last(where: { $0.index <= index }) ?? marks.first else { return 0 }
        return mark.frame + Double(max(0, index - mark.index)) * mark.rate
    }

    func frame(at index: Int) -> Int { Int(exactFrame(at: index).rounded()) }

    func level(at index: Int) -> LevelMeter {
        (levels.last { $0.index <= index } ?? levels.first)?.meter ?? .silence
    }

    /// What samples `from..<to` came from, in the order they sound.
    func stretches(from: Int, to: Int) -> [Stretch] {
        guard from < to, !marks.isEmpty else { return [] }
        let first = marks.lastIndex { $0.index <= from } ?? 0
        return marks.indices[first...].compactMap { place in
            let mark = marks[place]
            let next = place + 1 < marks.count ? marks[place + 1].index : Int.max
            let (start, end) = (max(from, mark.index), min(to, next))
            guard start < end else { return nil }
            let low = mark.frame + Double(start - mark.index) * mark.rate
            let high = mark.frame + Double(end - mark.index) * mark.rate
            let frames = Int(low.rounded())..<max(Int(low.rounded()), Int(high.rounded()))
            return Stretch(frames: frames, speed: mark.speed)
        }
    }

    /// Forgets what lies wholly before sample `index`.
    mutating func prune(before index: Int) {
        if let keep = marks.lastIndex(where: { $0.index <= index }) { marks.removeFirst(keep) }
        if let keep = levels.lastIndex(where: { $0.index <= index }) { levels.removeFirst(keep) }
    }
}
