// The watch over incidents: lets climb what is due, tells who is to be told, and says when to look
// again. The daemon runs it, and so does every board and incident desk while it is open.
import Foundation
import Notify
import ReviewCore
import Store
import Synchronization

/// Looks at the ladder and at the notices, once a `step`. Any number of them may run at a time, in
/// any number of processes: the store lets each deadline pass once, and leases each notice to one.
///
/// A step reads and writes the store and waits for nothing else, so it belongs on a worker. Notices
/// are sent beside it; when a try ends, `wake` is called, and somebody should step again.
public final class WatchRound: Sendable {
    private struct State {
        var settings: IncidentSettings
        var policy: IncidentPolicy
        /// Ends of tries that the store has not taken yet.
        var unsettled: [(key: NoticeKey, outcome: NoticeOutcome)] = []
        var isStoreAway = false
        var unreached: [String] = []
        /// Told of already.
        var broken = Set<IncidentID>()
        var failures = 0
        var started = 0
    }

    private let incidents: ReviewStore.Incidents
    private let sender: NoticeSender
    private let follower: SettingsFollower?
    private let tell: @Sendable (WatchNews) -> Void
    private let wake: @Sendable () -> Void
    private let state: Mutex<State>
    private let tries: NoticeTries

    /// Seconds until a store that is away is asked again.
    private static let storePause = 2.0
    /// Seconds that commands are given to end when they are halted.
    private static let haltPatience = 1.5
    /// Whatever the store answers, nobody spins.
    private static let shortestPause = 0.02
    /// Notices taken in one go, and goes in one step.
    private static let (batch, mostBatches) = (64, 100)

    /// - Parameters:
    ///   - store: as somebody may use it who may watch over incidents.
    ///   - follower: says when `settings` were changed; without one they stay.
    ///   - tell: called from any thread.
    ///   - wake: called from any thread when a try has ended.
    public convenience init(
        store: ReviewStore, settings: IncidentSettings, sender: NoticeSender,
        tell: @escaping @Sendable (WatchNews) -> Void, wake: @escaping @Sendable () -> Void
    ) throws(TradeDataError) {
        try self.init(
            store: store, settings: settings, follower: nil, sender: sender, tell: tell, wake: wake)
    }

    init(
        store: ReviewStore, settings: IncidentSettings, follower: SettingsFollower?,
        sender: NoticeSender, tell: @escaping @Sendable (WatchNews) -> Void,
        wake: @escaping @Sendable () -> Void
    ) throws(TradeDataError) {
        incidents = store.incidents
        self.sender = sender
        self.follower = follower
        self.tell = tell
        self.wake = wake
        state = Mutex(State(settings: settings, policy: try settings.policy()))
        tries = NoticeTries(longest: sender.patience.longest)
    }

    /// Other settings hold from the next step on.
    public func take(_ settings: IncidentSettings) throws(TradeDataError) {
        let policy = try settings.policy()
        state.withLock { ($0.settings, $0.policy) = (settings, policy) }
    }

    /// How many tries failed since it began.
    public var failures: Int { state.withLock { $0.failures } }
    /// How many notices it took since it began.
    public var started: Int { state.withLock { $0.started } }
    /// Groups that should have heard by the last step, and that no channel leads to.
    public var unreached: [String] { state.withLock { $0.unreached } }
    /// Whether it met a story that does not hold.
    public var hasMetBroken: Bool { state.withLock { !$0.broken.isEmpty } }
    /// Whether the store could not be used at the last step.
    public var isStoreAway: Bool { state.withLock { $0.isStoreAway } }

    /// One look. Answers when the next is due though nothing happens; `nil` where nothing waits.
    public func step(at now: Timestamp) -> Timestamp? {
        followSettings()
        do {
            try settle(at: now)
            let (settings, policy) = state.withLock { ($0.settings, $0.policy) }
            let round = try incidents.climb(policy, settings.channelNames, now)
            for escalation in round.escalations { announce(escalation, settings) }
            noteBroken(round.broken)
            state.withLock { $0.unreached = round.unreached }
            try startTries(settings, policy, now)
            noteStore(isAway: nil)
            let next = [round.next, try incidents.nextNotice()].compactMap(\.self).min()
            return next.map { max($0, now.advanced(bySeconds: Self.shortestPause)) }
        } catch {
            noteStore(isAway: "\(error)")
            return now.advanced(bySeconds: Self.storePause)
        }
    }

    /// Waits until no try is under way, or until the time is over, and writes down how they ended.
    ///
    /// - Parameter seconds: `nil` waits for all of them; each ends in bounded time. Commands that run
    ///   longer are ended, so that none outlives who watches over it, and nobody steps after that.
    public func finish(within seconds: Double? = nil, at now: () -> Timestamp) {
        if !tries.wait(seconds) {
            sender.halt()
            _ = tries.wait(Self.haltPatience)
        }
        // A store that is busy is often free a moment later; what is not written down is tried
        // again by somebody.
        for _ in 0..<3 where (try? settle(at: now())) == nil { usleep(200_000) }
    }

    private func announce(_ escalation: Escalation, _ settings: IncidentSettings) {
        tell(.climbed(escalation))
        let unreached = escalation.rung.groups.filter { settings.channels[$0] == nil }
        if !unreached.isEmpty { tell(.unreached(unreached)) }
    }

    private func noteBroken(_ found: [IncidentID]) {
        let news = state.withLock { state in found.filter { state.broken.insert($0).inserted } }
        if !news.isEmpty { tell(.broken(news)) }
    }

    /// Told once when it goes and once when it is back.
    private func noteStore(isAway reason: String?) {
        let isNews = state.withLock { state in
            defer { state.isStoreAway = reason != nil }
            return state.isStoreAway != (reason != nil)
        }
        if isNews { tell(reason.map(WatchNews.storeAway) ?? .storeBack) }
    }

    /// Takes settings that were changed since they were last read.
    ///
    /// - Parameter again: reads and tells of them though they look the same.
    func followSettings(again: Bool = false) {
        guard let follower, follower.isChanged() || again else { return }
        do {
            let settings = try follower.read()
            try take(settings)
            tell(.settingsTaken)
            tellUnreached()
        } catch {
            tell(.settingsRefused(reason: "\(error)"))
        }
    }

    /// Names the groups that nobody would tell, where there are any.
    func tellUnreached() {
        let groups = (try? state.withLock { $0.settings }.unreachedGroups()) ?? []
        if !groups.isEmpty { tell(.unreached(groups)) }
    }

    // MARK: - Notices

    /// Seconds that a notice is held: long enough for some tries of its channel one after the other,
    /// and one that could outlast it is not begun.
    var lease: Double { 2 * sender.patience.longest + 15 }

    private func startTries(
        _ settings: IncidentSettings, _ policy: IncidentPolicy, _ now: Timestamp
    ) throws(StoreError) {
        for _ in 0..<Self.mostBatches {
            let taken = try incidents.takeNotices(now, lease, Self.batch)
            state.withLock { $0.started += taken.count }
            for notice in taken {
                let message = NoticeMessage(notice, policy, now)
                let ways = settings.ways(to: notice.notice.group, by: notice.channel)
                let way = NoticeTries.Way(group: notice.notice.group, channel: notice.channel)
                tries.start(way, lease: lease) { [self] in send(notice, message, ways) }
            }
            if taken.count < Self.batch { return }
        }
    }

    private func send(_ taken: TakenNotice, _ message: NoticeMessage, _ ways: [NoticeChannel]) {
        let attempt = NoticeTry(
            notice: taken.notice, severity: taken.severity, channel: taken.channel,
            attempts: taken.attempts)
        let outcome: NoticeOutcome
        do throws(SendFailure) {
            let code = try send(message, by: ways)
            outcome = .delivered(code: code)
            tell(.told(attempt, code: code))
        } catch {
            outcome = .failed(code: error.code)
            tell(.notTold(attempt, error))
        }
        state.withLock { state in
            state.unsettled.append((taken.key, outcome))
            if case .failed = outcome { state.failures += 1 }
        }
        wake()
    }

    /// By all of them; it arrived where it arrived by one.
    private func send(
        _ message: NoticeMessage, by ways: [NoticeChannel]
    ) throws(SendFailure) -> String {
        var failure = SendFailure.gone
        var code: String?
        for way in ways {
            do throws(SendFailure) {
                let taken = try sender.send(message, by: way)
                code = code ?? taken
            } catch {
                failure = error
            }
        }
        guard let code else { throw failure }
        return code
    }

    /// Writes down how tries ended. What the store does not take stays for the next time.
    private func settle(at now: Timestamp) throws(StoreError) {
        while let (key, outcome) = state.withLock({ $0.unsettled.popLast() }) {
            do throws(StoreError) {
                try incidents.settle(key, outcome, now)
            } catch {
                state.withLock { $0.unsettled.append((key, outcome)) }
                throw error
            }
        }
    }
}

extension IncidentSettings {
    /// The named channel of a group; where it is gone, all that the group has in its place.
    fileprivate func ways(to group: String, by channel: String) -> [NoticeChannel] {
        let all = channels[group] ?? [:]
        return all[channel].map { [$0] } ?? all.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension NoticeMessage {
    init(_ taken: TakenNotice, _ policy: IncidentPolicy, _ now: Timestamp) {
        let terms = policy[taken.severity]
        let within: Double? =
            switch taken.stage {
            case .triggered: terms.acknowledgeWithin
            case .owned, .decided: terms.decideWithin
            case .closed: nil
            }
        self.init(
            incident: taken.notice.incident, severity: taken.severity, stage: taken.stage,
            step: taken.notice.step, group: taken.notice.group, missed: taken.missed,
            due: within.map {
                taken.clockStart.advanced(bySeconds: $0 * Double(taken.notice.step + 1))
            }, openedAt: taken.openedAt, sentAt: now)
    }
}
