// What a person met of what is hard to hear, counted for their own eyes and for the queue.

/// One flagged clip of a person's.
public struct ExposureEntry: Sendable, Equatable {
    public let severity: Severity
    /// Seconds of it that were heard, replays counted.
    public let heardSeconds: Double
    public let at: Timestamp

    public init(severity: Severity, heardSeconds: Double, at: Timestamp) {
        self.severity = severity
        self.heardSeconds = heardSeconds
        self.at = at
    }
}

/// What a person met in a shift. It is theirs: nobody else is shown it.
public struct ExposureLedger: Sendable, Equatable {
    /// Oldest first.
    public let entries: [ExposureEntry]

    /// Points a shift after which only benign clips are handed out.
    public static let cap = 10
    /// From so many on the cap is near.
    public static let near = 7
    /// Fewer people than these are nobody's aggregate.
    public static let leastCrowd = 5

    /// Seconds that are looked back at least: clocking out and in again rests nobody.
    public static let window = 12 * 3600.0

    /// From when on the cap counts.
    public static func start(of shift: Shift?, at now: Timestamp) -> Timestamp {
        let window = now.advanced(bySeconds: -window)
        return min(window, shift?.beganAt ?? window)
    }

    public init(_ entries: [ExposureEntry] = []) {
        self.entries = entries
    }

    public static func points(_ severity: Severity) -> Int {
        switch severity {
        case .p0: 5
        case .p1: 3
        case .p2: 2
        case .p3: 1
        }
    }

    public var points: Int { entries.reduce(0) { $0 + Self.points($1.severity) } }
    public var heardSeconds: Double { entries.reduce(0) { $0 + $1.heardSeconds } }
    public var isOverCap: Bool { points >= Self.cap }
    public var isNearCap: Bool { points >= Self.near }

    /// How many flags of each severity, the gravest first; those that were not raised are absent.
    public var counts: [(severity: Severity, count: Int)] {
        Severity.allCases.compactMap { severity in
            let count = entries.count { $0.severity == severity }
            return count == 0 ? nil : (severity, count)
        }
    }
}

/// What is to be expected of a clip before it is heard: coarse, and readable without a key, so
/// that the store can hand out clips with care.
public struct Expectation: Sendable, Equatable, Hashable {
    public var severity: Severity
    /// Category ids of the incident taxonomy, sorted.
    public private(set) var categories: [String]

    public init(severity: Severity, categories: [String]) {
        self.severity = severity
        self.categories = Set(categories).sorted()
    }

    public init(_ flag: Flag) {
        self.init(severity: flag.severity, categories: [flag.category])
    }

    /// Both: the graver severity, all categories.
    public func joined(with other: Expectation?) -> Expectation {
        guard let other else { return self }
        return Expectation(
            severity: max(severity, other.severity), categories: categories + other.categories)
    }
}

extension Severity {
    /// Whether a clip like this is followed by one that is not: what opens an incident is.
    public var isSevere: Bool { self >= .p2 }
}

/// How many people are near the cap or over it, and who they are said by nothing.
public struct ExposureCrowd: Sendable, Equatable {
    /// People on shift.
    public let people: Int
    public let near: Int
    public let over: Int

    /// `nil` of fewer people than keep each of them unknown.
    public init?(people: Int, near: Int, over: Int) {
        guard people >= ExposureLedger.leastCrowd else { return nil }
        self.people = people
        self.near = near
        self.over = over
    }
}
