// What may be told of several people's work, so that nobody's own can be read or worked out from it.

/// Whose a number is, and how much of it each person's.
struct Crowd: Sendable, Equatable {
    private var parts: [Int64: Int] = [:]

    mutating func add(_ person: Int64) { parts[person, default: 0] += 1 }

    var people: Int { parts.count }

    /// Whether it hides everybody in it: enough people, and nobody who did more than half.
    var hides: Bool {
        let whole = parts.values.reduce(0, +)
        return people >= SmallGroups.least && (parts.values.max() ?? 0) * 2 <= whole
    }
}

extension WorkFigures {
    /// The figures of one day as others than their owners may see them: each part of them only
    /// where those it is of hide one another. Not told counts as nothing, but in `submitted`.
    ///
    /// Days are held to this one by one before they are added up, so that no two reports differ by
    /// a day of few people.
    public func guarded() -> WorkFigures {
        var told = self
        if annotated > 0, !annotators.hides { told.forgetAnnotated() }
        if skips > 0, !skippers.hides {
            told.skipped = [:]
            told.withheld.insert(.skipped)
        }
        if broken > 0, !breakers.hides {
            told.broken = 0
            told.withheld.insert(.broken)
        }
        if !flags.isEmpty, !flaggers.hides {
            (told.flags, told.flagCategories) = ([:], [:])
            told.withheld.insert(.flags)
        }
        if amended > 0, !amenders.hides {
            told.amended = 0
            told.withheld.insert(.amended)
        }
        // Nobody knows whose they were.
        told.takenBack = 0
        for index in told.pieces.indices where told.pieces[index].total > 0 {
            let isTold = pieces[index].crowd.hides && annotators.hides
            told.pieces[index].isTold = isTold
            if !isTold { told.pieces[index].clips = 0 }
            told.pieces[index].total = told.pieces[index].clips
        }
        return told
    }

    /// The same figures with nothing told but how much there was, as of a day that goes on: two
    /// looks at it would differ by what one person did in between.
    public func untold() -> WorkFigures {
        var told = WorkFigures(period)
        (told.submitted, told.firstAt) = (submitted, firstAt)
        if submitted > 0 { told.withheld = [.annotated, .skipped, .broken, .flags, .amended] }
        for index in pieces.indices where pieces[index].total > 0 {
            told.pieces[index].isTold = false
        }
        return told
    }

    /// Adds a day that was held to its own people to the figures of several days.
    public mutating func add(_ day: WorkFigures) {
        submitted += day.submitted
        firstAt = [firstAt, day.firstAt].compactMap(\.self).min()
        withheld.formUnion(day.withheld)
        annotated += day.annotated
        broken += day.broken
        skipped.merge(day.skipped, uniquingKeysWith: +)
        amended += day.amended
        takenBack += day.takenBack
        deletionWanted += day.deletionWanted
        correctedIntents += day.correctedIntents
        judgments.merge(day.judgments) { $0.merging($1, uniquingKeysWith: +) }
        domains.merge(day.domains, uniquingKeysWith: +)
        flags.merge(day.flags, uniquingKeysWith: +)
        flagCategories.merge(day.flagCategories, uniquingKeysWith: +)
        times.add(day.times)
        heardSeconds += day.heardSeconds
        clipSeconds += day.clipSeconds
        unheard += day.unheard
        plays += day.plays
        keystrokes += day.keystrokes
        coverage += day.coverage
        guard let piece = period.piece(of: day.period.start) else { return }
        pieces[piece].clips += day.annotated
        pieces[piece].total += day.total
        if day.submitted > 0, day.annotated == 0 { pieces[piece].isTold = false }
    }

    private mutating func forgetAnnotated() {
        withheld.insert(.annotated)
        annotated = 0
        deletionWanted = 0
        correctedIntents = 0
        (judgments, domains) = ([:], [:])
        times = Spread()
        (heardSeconds, clipSeconds, coverage) = (0, 0, 0)
        (unheard, plays, keystrokes) = (0, 0, 0)
        annotators = Crowd()
    }
}
