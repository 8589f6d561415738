// How soon an incident must be answered, and who hears of it when it is not.

/// A group of people who are told together, by a name of the workspace's own, such as `supervisor`.
public struct Rung: Sendable, Equatable, Hashable, Codable {
    public let groups: [String]

    public init(_ groups: String...) {
        self.groups = groups
    }

    public init(groups: [String]) {
        self.groups = groups
    }
}

/// What one severity asks for.
public struct IncidentTerms: Sendable, Equatable {
    /// Seconds from the flag until somebody must own it.
    public let acknowledgeWithin: Double
    /// Seconds from the flag until it must be decided.
    public let decideWithin: Double
    /// Who is told, the first at once. Never empty.
    public let ladder: [Rung]

    /// `nil` where a deadline is no time at all, the second comes before the first, or nobody would
    /// be told.
    public init?(acknowledgeWithin: Double, decideWithin: Double, ladder: [Rung]) {
        guard acknowledgeWithin >= 1, acknowledgeWithin.isFinite, decideWithin.isFinite,
            decideWithin >= acknowledgeWithin, !ladder.isEmpty,
            ladder.allSatisfy({ !$0.groups.isEmpty })
        else { return nil }
        self.acknowledgeWithin = acknowledgeWithin
        self.decideWithin = decideWithin
        self.ladder = ladder
    }

    /// Who is told at a step; past the top of the ladder, its last rung again.
    public func rung(at step: Int) -> Rung { ladder[min(max(0, step), ladder.count - 1)] }

    /// Seconds from the beginning of the clock until what must happen by a deadline.
    public func within(_ deadline: IncidentDeadline) -> Double {
        switch deadline {
        case .acknowledge: acknowledgeWithin
        case .decide: decideWithin
        }
    }
}

/// The terms of every severity.
public struct IncidentPolicy: Sendable, Equatable {
    private let p0, p1, p2, p3: IncidentTerms

    public init(p0: IncidentTerms, p1: IncidentTerms, p2: IncidentTerms, p3: IncidentTerms) {
        (self.p0, self.p1, self.p2, self.p3) = (p0, p1, p2, p3)
    }

    /// Deadlines and ladders as `taxonomy` has them, or other ladders; `nil` where one is missing.
    public init?(_ taxonomy: IncidentTaxonomy, ladders: [Severity: [Rung]] = [:]) {
        func terms(_ severity: Severity) -> IncidentTerms? {
            guard let row = taxonomy.terms(of: severity) else { return nil }
            return IncidentTerms(
                acknowledgeWithin: Double(row.acknowledgeMinutes) * 60,
                decideWithin: Double(row.decideMinutes) * 60,
                ladder: ladders[severity] ?? row.ladder)
        }
        guard let p0 = terms(.p0), let p1 = terms(.p1), let p2 = terms(.p2), let p3 = terms(.p3)
        else { return nil }
        self.init(p0: p0, p1: p1, p2: p2, p3: p3)
    }

    public subscript(severity: Severity) -> IncidentTerms {
        switch severity {
        case .p0: p0
        case .p1: p1
        case .p2: p2
        case .p3: p3
        }
    }
}
