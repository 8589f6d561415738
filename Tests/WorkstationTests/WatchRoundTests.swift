// The watch on a real store: hooks that fail, hang and die, two at once, and a clock that steps.
import Foundation
import Notify
import ReviewCore
import Store
import Synchronization
import Testing

@testable import Workstation

/// A workspace with a flag to tell of, groups that are told by commands, and a clock of its own.
private final class Duty {
    let office: Office
    let folder: URL
    /// The moment the first flag was raised.
    let flagged: Timestamp

    init(_ severity: Severity = .p0, flags: Int = 1) throws {
        office = try Office()
        folder = office.folder.appending(path: "told")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        flagged = .now
        let queue = try office.queue()
        try office.bring((0..<flags).map { "words \($0)" }, into: queue)
        let store = office.seat.store
        for claimed in try store.work.claim(
            ClaimRequest(
                person: office.seat.person.id, queues: [queue.id], count: flags, ttl: 900,
                now: flagged))
        {
            var random = SystemRandomNumberGenerator()
            let content = AnnotationContent(
                reference: "words", flag: Flag(category: "weapon_or_gunshot", severity: severity))
            let sealed = try office.seat.openKeys(of: claimed.clip).seal(
                content, as: AnnotationID(at: flagged, using: &random), by: office.seat.person.id,
                outcome: .annotated, effort: Effort(), at: flagged)
            #expect(try store.work.submit(sealed, claimed.lease.token) == .stored(revision: 1))
        }
    }

    /// `earshot.toml` with a script for each group; `$D` is a folder of the test's.
    func settings(_ scripts: [String: String], _ more: String = "") throws -> IncidentSettings {
        let sections = scripts.map { group, script in
            """
            [notify.\(group)]
            command = ["/bin/sh", "-c", '''D=\(folder.path); \(script)''']
            """
        }
        return try WorkspaceSettings(
            toml: sections.joined(separator: "\n") + "\n" + more
        ).incidents
    }

    /// One more line with the notice in a file of the group's name.
    static func noting(_ group: String) -> String { "cat >> $D/\(group)" }

    static let everybody = ["supervisor", "safety", "legal", "authority"].reduce(
        into: [String: String]()
    ) { $0[$1] = noting($1) }

    /// What a group was told, oldest first.
    func told(_ group: String) throws -> [NoticeMessage] {
        let file = folder.appending(path: group)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(NoticeMessage.self, from: Data($0.utf8))
        }
    }

    func watch(
        _ settings: IncidentSettings, within seconds: Double = 20, store: ReviewStore? = nil
    ) throws -> Watcher {
        var patience = NoticeSender.Patience()
        patience.command = seconds
        return try Watcher(
            store ?? office.seat.store, settings,
            NoticeSender(environment: ["PATH": "/usr/bin:/bin"], patience: patience))
    }

    /// A round that follows the workspace's own `earshot.toml`.
    func watchFollowing() throws -> Watcher {
        try Watcher(
            office.seat.store, IncidentSettings(),
            NoticeSender(environment: ["PATH": "/usr/bin:/bin"]),
            SettingsFollower(directory: office.workspace.directory))
    }

    func after(_ seconds: Double) -> Timestamp { flagged.advanced(bySeconds: seconds) }

    func notices() throws -> [NoticeRecord] {
        try office.seat.store.incidents.open().flatMap {
            try office.seat.store.incidents.notices($0.id)
        }
    }
}

/// A round, and what it said.
private final class Watcher {
    let round: WatchRound
    private let said = News()

    private final class News: Sendable {
        let all = Mutex<[WatchNews]>([])
    }

    init(
        _ store: ReviewStore, _ settings: IncidentSettings, _ sender: NoticeSender,
        _ follower: SettingsFollower? = nil
    ) throws {
        let said = said
        round = try WatchRound(
            store: store, settings: settings, follower: follower, sender: sender,
            tell: { news in said.all.withLock { $0.append(news) } }, wake: {})
    }

    /// A look and the end of all tries it started; answers when the next look is due.
    @discardableResult
    func look(_ now: Timestamp) -> Timestamp? {
        _ = round.step(at: now)
        round.finish { now }
        // What is settled shows in when the next try is due.
        return round.step(at: now)
    }

    var news: [WatchNews] { said.all.withLock { $0 } }
    var failures: [SendFailure] {
        news.compactMap { if case .notTold(_, let failure) = $0 { failure } else { nil } }
    }
}

@Suite struct WatchRoundTests {
    @Test func theFirstRungHearsAtOnceAndOnlyOnce() throws {
        let duty = try Duty()
        let watcher = try duty.watch(duty.settings(Duty.everybody))
        let next = watcher.look(duty.flagged)
        #expect(next == duty.after(300))
        let told = try duty.told("supervisor")
        #expect(told.count == 1)
        let message = try #require(told.first)
        #expect(message.severity == .p0 && message.stage == .triggered && message.step == 0)
        #expect(message.missed == nil && message.due == message.openedAt.advanced(bySeconds: 300))
        watcher.look(duty.after(1))
        #expect(try duty.told("supervisor").count == 1)
        #expect(try duty.told("safety").isEmpty)
    }

    @Test func eachMissedDeadlineTellsTheNextRung() throws {
        let duty = try Duty()
        let watcher = try duty.watch(duty.settings(Duty.everybody))
        watcher.look(duty.flagged)
        #expect(watcher.look(duty.after(300)) == duty.after(600))
        #expect(try duty.told("safety").map(\.step) == [1])
        #expect(try duty.told("legal").first?.missed == .acknowledge)
        watcher.look(duty.after(600))
        #expect(try duty.told("authority").count == 1)
        #expect(try duty.told("supervisor").count == 1)
    }

    @Test func whoeverWasAwayMakesUpForItWhenBack() throws {
        let duty = try Duty()
        let watcher = try duty.watch(duty.settings(Duty.everybody))
        watcher.look(duty.after(3600))
        for group in Duty.everybody.keys { #expect(try !duty.told(group).isEmpty, "\(group)") }
    }

    @Test func aNoticeThatFailsIsTriedAgainWithLongerPauses() throws {
        let duty = try Duty(.p2)
        let script = "echo x >> $D/tries; test $(wc -l < $D/tries) -ge 4 && cat > $D/supervisor"
        let watcher = try duty.watch(duty.settings(["supervisor": script]))
        var now = duty.flagged
        for pause in [5.0, 10, 20] {
            #expect(watcher.look(now) == now.advanced(bySeconds: pause))
            now = now.advanced(bySeconds: pause)
        }
        #expect(watcher.failures == [.exit(1), .exit(1), .exit(1)])
        watcher.look(now)
        #expect(try duty.told("supervisor").count == 1)
        let record = try #require(try duty.notices().first)
        #expect(record.attempts == 4 && record.deliveredAt == now && record.lastCode == "exit-0")
    }

    @Test func aHookThatHangsHoldsNobodyUp() throws {
        let duty = try Duty()
        let settings = try duty.settings(
            Duty.everybody.merging(["safety": "sleep 600"]) { $1 })
        let watcher = try duty.watch(settings, within: 0.3)
        watcher.look(duty.flagged)
        watcher.look(duty.after(300))
        #expect(watcher.failures == [.timedOut])
        #expect(try duty.told("legal").count == 1)
    }

    /// Whoever leaves does not leave a command running, and the next may try at once.
    @Test func whoLeavesEndsWhatStillRuns() throws {
        let duty = try Duty(.p2)
        let script = "test -e $D/up && exec cat > $D/supervisor; touch $D/up; exec sleep 600"
        let watcher = try duty.watch(duty.settings(["supervisor": script]), within: 600)
        _ = watcher.round.step(at: duty.flagged)
        while !FileManager.default.fileExists(atPath: duty.folder.appending(path: "up").path) {
            usleep(5000)
        }
        watcher.round.finish(within: 0) { duty.flagged }
        #expect(watcher.failures == [.halted])
        let next = try duty.watch(duty.settings(["supervisor": script]))
        next.look(duty.after(5))
        #expect(try duty.told("supervisor").count == 1)
    }

    /// The holder of a notice dies between taking and settling it.
    @Test func whatADeadHolderTookIsTriedAgainAfterItsLease() throws {
        let duty = try Duty(.p2)
        let settings = try duty.settings(["supervisor": Duty.noting("supervisor")])
        let store = duty.office.seat.store
        _ = try store.incidents.climb(
            settings.policy(), settings.channelNames, duty.flagged)
        let watcher = try duty.watch(settings)
        #expect(
            try store.incidents.takeNotices(duty.flagged, watcher.round.lease, 10).count == 1)
        #expect(watcher.look(duty.after(1)) == duty.after(watcher.round.lease))
        #expect(try duty.told("supervisor").isEmpty)
        watcher.look(duty.after(watcher.round.lease))
        #expect(try duty.told("supervisor").count == 1)
    }

    /// The store goes away between the sending and the settling: nobody hears twice of it.
    @Test func whatTheStoreDidNotTakeIsSettledLaterAndNotSentAgain() throws {
        let duty = try Duty(.p2)
        let isAway = Mutex(true)
        var store = duty.office.seat.store
        let settle = store.incidents.settle
        store.incidents.settle = { key, outcome, now throws(StoreError) in
            guard isAway.withLock({ !$0 }) else { throw StoreError(.diskFull) }
            try settle(key, outcome, now)
        }
        let watcher = try duty.watch(
            duty.settings(["supervisor": Duty.noting("supervisor")]), store: store)
        watcher.look(duty.flagged)
        watcher.look(duty.after(2))
        #expect(watcher.news.count { if case .storeAway = $0 { true } else { false } } == 1)
        isAway.withLock { $0 = false }
        watcher.look(duty.after(4))
        #expect(watcher.news.last == .storeBack)
        #expect(try duty.told("supervisor").count == 1)
        #expect(try duty.notices().first?.deliveredAt != nil)
    }

    /// Set back by hours, deadlines count anew from then; by seconds, nothing happens.
    @Test func aClockThatIsSetBackStopsNothing() throws {
        let duty = try Duty()
        let watcher = try duty.watch(duty.settings(Duty.everybody))
        watcher.look(duty.flagged)
        watcher.look(duty.after(-20))
        #expect(try duty.told("supervisor").count == 1)
        #expect(watcher.look(duty.after(-7200)) == duty.after(-6900))
        #expect(try duty.told("supervisor").count == 2)
        watcher.look(duty.after(-6900))
        watcher.look(duty.after(-6930))
        for group in ["safety", "legal"] { #expect(try duty.told(group).count == 1) }
        watcher.look(duty.after(-6600))
        #expect(try duty.told("authority").count == 1)
    }

    /// A clock that was hours ahead when a notice failed does not keep it waiting for hours.
    @Test func aRetryIsNotLostInAFutureThatWasNone() throws {
        let duty = try Duty(.p2)
        let script = "test -e $D/up && cat > $D/supervisor"
        let watcher = try duty.watch(duty.settings(["supervisor": script]))
        watcher.look(duty.after(3000))
        try Data().write(to: duty.folder.appending(path: "up"))
        watcher.look(duty.after(1))
        #expect(try duty.told("supervisor").count == 1)
    }

    @Test func twoAtOnceTellEverybodyOnce() throws {
        let duty = try Duty(flags: 12)
        let settings = try duty.settings(Duty.everybody)
        let watchers = try (0..<3).map { _ in
            try duty.watch(settings, store: duty.office.another().store)
        }
        for minute in 0..<4 {
            let now = duty.after(Double(minute) * 300)
            let rounds = watchers.map(\.round)
            DispatchQueue.concurrentPerform(iterations: rounds.count) { index in
                _ = rounds[index].step(at: now)
            }
            for watcher in watchers { watcher.round.finish { now } }
        }
        for group in Duty.everybody.keys {
            let told = try duty.told(group).map { "\($0.incident) \($0.step)" }
            #expect(Set(told).count == told.count, "\(group) heard twice")
            #expect(told.count >= 12, "\(group) heard \(told.count) times")
        }
        #expect(try duty.notices().allSatisfy { $0.deliveredAt != nil && $0.attempts == 1 })
    }

    @Test func whoIsNotReachedIsSaidWhereItMatters() throws {
        let duty = try Duty()
        let watcher = try duty.watch(
            duty.settings(["supervisor": Duty.noting("supervisor")]))
        watcher.look(duty.flagged)
        watcher.look(duty.after(300))
        #expect(watcher.news.contains(.unreached(["safety", "legal"])))
    }

    @Test func otherSettingsHoldFromTheNextLook() throws {
        let duty = try Duty()
        let watcher = try duty.watch(duty.settings([:]))
        watcher.look(duty.flagged)
        let other = try duty.settings(
            ["safety": Duty.noting("safety")], "[incidents.P0]\nacknowledge_minutes = 1")
        try watcher.round.take(other)
        watcher.look(duty.after(60))
        #expect(try duty.told("safety").count == 1)
    }

    /// A board that is open does not go on with settings of an hour ago.
    @Test func settingsThatChangeAreFollowed() throws {
        let duty = try Duty(.p2)
        let file = duty.office.workspace.directory.appending(path: "earshot.toml")
        let watcher = try duty.watchFollowing()
        try Data("[notify.supervisor]\nsms = 1".utf8).write(to: file)
        watcher.look(duty.flagged)
        watcher.look(duty.flagged)
        let refusals = watcher.news.filter { if case .settingsRefused = $0 { true } else { false } }
        #expect(refusals.count == 1)
        let command = "cat >> \(duty.folder.path)/supervisor"
        try Data("[notify.supervisor]\ncommand = [\"/bin/sh\", \"-c\", \"\(command)\"]".utf8)
            .write(to: file)
        watcher.look(duty.after(1))
        #expect(watcher.news.contains(.settingsTaken))
        watcher.look(duty.after(3600))
        #expect(try !duty.told("supervisor").isEmpty)
    }

    @Test func whereAWayIsGoneTheOthersOfItsGroupAreTaken() throws {
        let duty = try Duty(.p2)
        let before = try WorkspaceSettings(
            toml: "[notify.supervisor]\nwebhook = \"http://127.0.0.1:9/\""
        ).incidents
        let watcher = try duty.watch(before)
        watcher.look(duty.flagged)
        #expect(watcher.failures == [.unreachable])
        try watcher.round.take(duty.settings(["supervisor": Duty.noting("supervisor")]))
        watcher.look(duty.after(5))
        #expect(try duty.told("supervisor").count == 1)
        #expect(try duty.notices().allSatisfy { $0.deliveredAt != nil })
    }

    @Test func aReviewerMayNotWatch() throws {
        let duty = try Duty()
        _ = try duty.office.seat.add(
            person: "bo", roles: [.reviewer], surroundings: duty.office.surroundings, now: .now)
        let seat = try duty.office.another("bo")
        #expect(throws: DeedRefusal.self) {
            try WatchProgram(seat: seat, environment: [:], tell: { _ in })
        }
    }

    @Test func theTrialTriesEveryWayAndSaysWhichFails() throws {
        let duty = try Duty()
        let settings = try duty.settings([
            "supervisor": Duty.noting("supervisor"), "legal": "exit 4",
        ])
        let check = ChannelCheck(
            settings, sender: NoticeSender(environment: ["PATH": "/usr/bin:/bin"]))
        let outcomes = check.run(at: .now)
        #expect(outcomes.map(\.group) == ["legal", "supervisor"])
        #expect(outcomes.map(\.failure) == [.exit(4), nil])
        #expect(try duty.told("supervisor").first?.isTest == true)
        #expect(check.run(groups: ["supervisor"], at: .now).count == 1)
        #expect(try duty.notices().isEmpty)
    }
}
