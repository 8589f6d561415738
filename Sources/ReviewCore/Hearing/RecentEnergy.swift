// The sound of the last quarter of an hour, minute by minute: the present rate of exposure.

/// Energy by the minute. Bounded: minutes that are over are forgotten.
struct RecentEnergy: Sendable, Equatable, Codable {
    struct Minute: Sendable, Equatable, Codable {
        /// Minutes since 1970.
        var number: Int64
        var energy: Double
    }

    /// The present is judged by the louder of these, in minutes: the short one sees a loud run
    /// at once, the long one is not soothed by a short pause.
    static let windows: [Int64] = [5, 15]

    /// Ascending, at most as many as the longest window.
    private(set) var minutes: [Minute] = []

    init() {}

    /// A clock set back adds to the newest minute, so that nothing is lost.
    mutating func add(_ energy: Double, at now: Timestamp) {
        let number = max(Self.number(of: now), minutes.last?.number ?? .min)
        if minutes.last?.number == number {
            minutes[minutes.count - 1].energy += energy
        } else {
            minutes.append(Minute(number: number, energy: energy))
        }
        forget(before: number)
    }

    /// Adds another count of the same minutes.
    mutating func add(_ other: RecentEnergy) {
        var sums = Dictionary(minutes.map { ($0.number, $0.energy) }) { $0 + $1 }
        for minute in other.minutes { sums[minute.number, default: 0] += minute.energy }
        minutes = sums.map { Minute(number: $0.key, energy: $0.value) }
            .sorted { $0.number < $1.number }
        if let newest = minutes.last { forget(before: newest.number) }
    }

    /// Energy a second, at present; 0 where nothing sounded lately. A window is as long as there
    /// was sound in it, at least the minute that runs: five loud minutes after lunch count whole.
    func perSecond(at now: Timestamp) -> Double {
        guard let last = minutes.last else { return 0 }
        let number = max(Self.number(of: now), last.number)
        return Self.windows.map { window in
            let inside = minutes.filter { number - $0.number < window }
            guard let first = inside.first else { return 0 }
            let energy = inside.reduce(0) { $0 + $1.energy }
            return energy / (Double(number - first.number + 1) * 60)
        }.max() ?? 0
    }

    private mutating func forget(before number: Int64) {
        let longest = Self.windows.max() ?? 1
        minutes.removeAll { number - $0.number >= longest }
    }

    private static func number(of time: Timestamp) -> Int64 {
        // Room on either side, so that differences of hostile clocks cannot overflow.
        min(max(0, time.microseconds / 60_000_000), Int64(Int32.max))
    }

    init(from decoder: any Decoder) throws {
        for minute in try decoder.singleValueContainer().decode([Minute].self)
        where minute.energy.isFinite && minute.energy >= 0 {
            let number = min(max(0, minute.number), Int64(Int32.max))
            add(minute.energy, at: Timestamp(microseconds: number * 60_000_000))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(minutes)
    }
}
