// The sound of the last quarter of an hour, minute by minute: the present rate of exposure.

/// Energy by the minute. Bounded: minutes that are over are forgotten.
struct RecentEnergy: Sendable, Equatable, Codable {
    struct Minute: Sendable, Equatable {
        /// Minutes since 1970.
        var number: Int64
        var energy: Double
        /// Of sound.
        var seconds: Double
        /// When its first sound began.
        var began: Timestamp
    }

    /// The present is judged by the louder of these, in minutes: the short one sees a loud run
    /// at once, the long one is not soothed by a short pause.
    static let windows: [Int64] = [5, 15]

    /// Ascending, at most as many as the longest window.
    private(set) var minutes: [Minute] = []

    init() {}

    /// `seconds` of sound ended at `now`. A clock set back adds to the newest minute, so that
    /// nothing is lost.
    mutating func add(_ energy: Double, of seconds: Double, at now: Timestamp) {
        let number = max(Self.number(of: now), minutes.last?.number ?? .min)
        add(
            Minute(
                number: number, energy: energy, seconds: seconds,
                began: now.advanced(bySeconds: -seconds)))
    }

    /// Adds another count of the same minutes.
    mutating func add(_ other: RecentEnergy) {
        for minute in other.minutes { add(minute) }
    }

    /// Energy a second, at present; 0 where nothing sounded lately. A window is as long as there
    /// was sound in it: five loud minutes after lunch count whole, and so do the first seconds of
    /// a day. It is never shorter than what sounded, whatever the clock did.
    func perSecond(at now: Timestamp) -> Double {
        guard let last = minutes.last else { return 0 }
        let number = max(Self.number(of: now), last.number)
        return Self.windows.map { window in
            let inside = minutes.filter { number - $0.number < window }
            guard let began = inside.map(\.began).min() else { return 0 }
            let sounded = inside.reduce(0) { $0 + $1.seconds }
            let covered = max(now.seconds(since: began), sounded)
            return covered > 0 ? inside.reduce(0) { $0 + $1.energy } / covered : 0
        }.max() ?? 0
    }

    private mutating func add(_ minute: Minute) {
        if let index = minutes.firstIndex(where: { $0.number >= minute.number }) {
            guard minutes[index].number == minute.number else {
                return minutes.insert(minute, at: index)
            }
            minutes[index].energy += minute.energy
            minutes[index].seconds += minute.seconds
            minutes[index].began = min(minutes[index].began, minute.began)
        } else {
            minutes.append(minute)
        }
        forget(before: minutes.last?.number ?? minute.number)
    }

    private mutating func forget(before number: Int64) {
        let longest = Self.windows.max() ?? 1
        minutes.removeAll { number - $0.number >= longest }
    }

    private static func number(of time: Timestamp) -> Int64 {
        // Room on either side, so that differences of hostile clocks cannot overflow.
        min(max(0, time.microseconds / 60_000_000), Int64(Int32.max))
    }
}

extension RecentEnergy {
    /// As a minute is stored: `offset` is where its first sound began, in seconds from its start.
    private struct Stored: Codable {
        var number: Int64
        var energy: Double
        var seconds: Double?
        var offset: Double?
    }

    /// Passes over what no count makes. Where a record does not say how long there was sound, the
    /// whole minute is taken.
    init(from decoder: any Decoder) throws {
        for stored in try decoder.singleValueContainer().decode([Stored].self)
        where stored.energy.isFinite && stored.energy >= 0 {
            let number = min(max(0, stored.number), Int64(Int32.max))
            let seconds = stored.seconds.map { min(max(0, $0), 86_400) } ?? 60
            let offset = stored.offset.map { min(max(-86_400, $0), 60) } ?? 0
            guard seconds.isFinite, offset.isFinite else { continue }
            add(
                Minute(
                    number: number, energy: stored.energy, seconds: seconds,
                    began: Self.start(of: number).advanced(bySeconds: offset)))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(
            minutes.map { minute in
                Stored(
                    number: minute.number, energy: minute.energy, seconds: minute.seconds,
                    offset: minute.began.seconds(since: Self.start(of: minute.number)))
            })
    }

    private static func start(of number: Int64) -> Timestamp {
        Timestamp(microseconds: number * 60_000_000)
    }
}
