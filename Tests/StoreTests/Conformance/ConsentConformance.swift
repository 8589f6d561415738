// Conformance: who opts out is out of queues, hands and exports at once, and stays out.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

extension Workplace {
    /// A line of an opt-out list that names a device by its pseudonym.
    func wish(device: Pseudonym?) -> OptOutWish {
        OptOutWish(
            clip: nil, pseudonym: device, device: Pseudonym(rawValue: "other"),
            account: Pseudonym(rawValue: "another"))
    }

    func wish(clip: ClipID) -> OptOutWish {
        OptOutWish(
            clip: clip, pseudonym: nil, device: Pseudonym(rawValue: clip.description),
            account: Pseudonym(rawValue: clip.description))
    }

    @discardableResult
    func optOut(_ wishes: OptOutWish..., dryRun: Bool = false) throws -> OptOutReport {
        try store.consent.optOut(wishes, dryRun, now)
    }
}

extension StoreConformance {
    static let consents = [
        StoreConformance("an opt-out pulls clips out of hands, and the submit is refused") {
            let q = try $0.queue("q")
            try $0.fill(q, 3)
            let ana = try $0.person("ana")
            let mine = try #require(try $0.claim(ana, [q]).first)
            _ = try $0.store.drafts.save(mine.clip.id, ana, Data([1]), $0.now)
            #expect(try $0.store.work.closed([mine.clip.id]) == [:])
            let report = try $0.optOut($0.wish(device: mine.clip.device))
            #expect(report.clips == 1 && report.inHands == 1 && report.unmatched == 0)
            #expect(
                try $0.store.work.closed([mine.clip.id]) == [mine.clip.id: .consentWithdrawn])
            let answer = try $0.store.work.heartbeat([mine.lease], 60, $0.now)
            #expect(answer == [.lost(.consentWithdrawn)])
            #expect(try $0.submit(mine) == .refused(.consentWithdrawn))
            #expect(try !$0.store.drafts.save(mine.clip.id, ana, Data([1]), $0.now))
            #expect(try $0.store.drafts.load(mine.clip.id, ana) == nil)
            #expect(try $0.claim(ana, [q], count: 9).count == 2)
            #expect(try $0.counts("q")?.withdrawn == 1)
        },
        StoreConformance("again, by clip or by device, an opt-out changes nothing") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 2)
            try $0.optOut($0.wish(device: clips[0].device), $0.wish(clip: clips[1].id))
            let again = try $0.optOut(
                $0.wish(device: clips[0].device), $0.wish(clip: clips[1].id))
            #expect(again.clips == 0 && again.already == 2 && again.lines == 2)
            #expect(try $0.store.consent.optedOut().map(\.clips) == [1])
        },
        StoreConformance("a dry run tells the same and changes nothing") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 2)
            let ana = try $0.person("ana")
            _ = try $0.claim(ana, [q])
            let told = try $0.optOut($0.wish(device: clips[0].device), dryRun: true)
            #expect(told.clips == 1 && told.inHands == 1)
            #expect(try $0.state(clips[0].id) == .leased)
            #expect(try $0.store.consent.optedOut().isEmpty)
            #expect(try $0.optOut($0.wish(device: clips[0].device)) == told)
        },
        StoreConformance("what comes later of who opted out is refused by name") {
            let q = try $0.queue("q")
            let old = try $0.fill(q, 1)[0]
            var new = $0.clip()
            new.account = Pseudonym(rawValue: "never seen")
            try $0.optOut($0.wish(device: old.device))
            let unseen = OptOutWish(
                clip: nil, pseudonym: nil, device: Pseudonym(rawValue: "d-raw"),
                account: Pseudonym(rawValue: "never seen"))
            #expect(try $0.optOut(unseen).unmatched == 1)
            var another = $0.clip()
            another.device = old.device
            let verdicts = try $0.store.queues.ingest(q, [old, another, new, $0.clip()], $0.now)
            #expect(
                verdicts == [
                    .known(old.id), .refused(.optedOut), .refused(.optedOut), .added,
                ])
        },
        StoreConformance("what is withdrawn is not exported, held or not") {
            let q = try $0.queue("q")
            try $0.fill(q, 3)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q], count: 3)
            for claimed in mine { try $0.submit(claimed) }
            try $0.store.work.setAside([mine[0].clip.id], .hold(.unstated), $0.now)
            let report = try $0.optOut(
                $0.wish(device: mine[0].clip.device), $0.wish(device: mine[1].clip.device))
            #expect(report.held == 1)
            var left: [ClipID] = []
            try $0.store.records.forEachExported(in: q) { left.append($0.clip.id) }
            #expect(left == [mine[2].clip.id])
            try $0.store.work.endHold([mine[0].clip.id], $0.now)
            #expect(try $0.state(mine[0].clip.id) == .withdrawn)
        },
        StoreConformance("holds say why and since when, and each ends by itself") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 2).map(\.id)
            let reason = try #require(HoldReason("case-17"))
            let later = try #require(HoldReason("case-18"))
            let hold = $0.store.work
            #expect(try hold.setAside([clips[0]], .hold(reason), $0.now) == [.done])
            let since = $0.now
            $0.pass(60)
            #expect(try hold.setAside(clips, .hold(reason), $0.now) == [.already, .done])
            #expect(try hold.setAside([clips[0]], .hold(later), $0.now) == [.done])
            let holds = try $0.store.consent.holds().filter { $0.clip == clips[0] }
            #expect(holds.map(\.reason) == [reason, later] && holds.first?.since == since)
            #expect(holds.allSatisfy { $0.queue == "q" && !$0.erasureWaits })
            // Nobody ends a matter by not knowing of it.
            #expect(try hold.endHold([clips[0]], $0.now) == [.severalReasons([reason, later])])
            #expect(
                try hold.endHold([clips[0]], under: [reason], $0.now) == [.heldOtherwise([later])])
            #expect(try $0.state(clips[0]) == .held)
            #expect(try hold.endHold([clips[0]], under: [reason], $0.now) == [.notHeld])
            #expect(try hold.endHold(clips, $0.now) == [.ended, .ended])
            #expect(try $0.store.consent.holds().isEmpty)
            #expect(try $0.state(clips[0]) == .waiting)
            let stranger: ClipID = $0.id()
            #expect(try hold.endHold([clips[0], stranger], $0.now) == [.notHeld, .unknown])
        },
        StoreConformance("a draft outlives an opt-out while its clip is held, and no longer") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 2)
            let ana = try $0.person("ana")
            for clip in clips {
                _ = try $0.store.drafts.save(clip.id, ana, Data("words".utf8), $0.now)
                try $0.store.work.setAside([clip.id], .hold(.unstated), $0.now)
            }
            try $0.optOut($0.wish(device: clips[0].device), $0.wish(clip: clips[1].id))
            for clip in clips {
                #expect(try $0.store.drafts.load(clip.id, ana) != nil)
                try $0.store.work.endHold([clip.id], $0.now)
                #expect(try $0.store.drafts.load(clip.id, ana) == nil)
                #expect(try $0.state(clip.id) == .withdrawn)
            }
        },
        StoreConformance("a line that means nobody here is one wish on the list") {
            try $0.optOut($0.wish(device: Pseudonym(rawValue: "nobody")))
            let list = try $0.store.consent.optedOut()
            #expect(list.map(\.subjects.count) == [4] && list.map(\.clips) == [0])
        },
    ]
}
