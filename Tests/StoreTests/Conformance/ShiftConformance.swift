// Conformance: shifts and rests, what a person met, and clips handed out with care.
import ReviewCore
import Store
import Testing

extension StoreConformance {
    static let shifts = [
        StoreConformance("a shift goes on within the hour and ends by itself after it") {
            let ana = try $0.person("ana")
            let shift = try $0.store.shifts.attend(ana, "Europe/Bucharest", $0.now)
            $0.pass(3500)
            let same = try $0.store.shifts.attend(ana, "UTC", $0.now)
            #expect(same.id == shift.id && same.zone == "Europe/Bucharest")
            #expect(same.lastSeen == $0.now)
            let seen = $0.now
            $0.pass(3700)
            #expect(try $0.store.shifts.current(ana, $0.now) == nil)
            let next = try $0.store.shifts.attend(ana, "UTC", $0.now)
            #expect(next.id != shift.id && next.beganAt == $0.now)
            let past = try $0.store.shifts.past(ana, $0.now, 9)
            #expect(past.map(\.shift.endedAt) == [seen])
            #expect(try $0.store.shifts.end(ana, $0.now)?.endedAt == $0.now)
            #expect(try $0.store.shifts.end(ana, $0.now) == nil)
        },
        StoreConformance("an older sign of the person takes nothing back") {
            let ana = try $0.person("ana")
            let early = $0.now
            $0.pass(60)
            _ = try $0.store.shifts.attend(ana, "UTC", $0.now)
            #expect(try $0.store.shifts.attend(ana, "UTC", early).lastSeen == $0.now)
        },
        StoreConformance("a rest is one at a time, counted, and ends with the shift") {
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            #expect(try $0.store.shifts.beginRest(ana, .break, $0.now) == nil)
            _ = try $0.store.shifts.attend(ana, "UTC", $0.now)
            _ = try $0.store.shifts.attend(bea, "UTC", $0.now)
            $0.pass(60)
            _ = try $0.store.shifts.beginRest(ana, .break, $0.now)
            #expect(try $0.store.shifts.beginRest(ana, .pause, $0.now)?.rests.count == 1)
            #expect(try $0.store.shifts.resting($0.now) == [ana])
            $0.pass(600)
            #expect(try $0.store.shifts.endRest(ana, $0.now)?.restSeconds(at: $0.now) == 600)
            #expect(try $0.store.shifts.resting($0.now).isEmpty)
            _ = try $0.store.shifts.beginRest(ana, .pause, $0.now)
            $0.pass(60)
            let ended = try #require(try $0.store.shifts.end(ana, $0.now))
            #expect(ended.rests.map(\.endedAt) == [$0.now.advanced(bySeconds: -60), $0.now])
            #expect(ended.workedSeconds(at: $0.now) == 60)
        },
        StoreConformance("what a person met is counted once a clip, at its gravest") {
            let q = try $0.queue("q")
            try $0.fill(q, 2)
            let (ana, since) = (try $0.person("ana"), $0.now)
            let claimed = try $0.claim(ana, [q])[0]
            let mild = $0.annotation(
                claimed.clip.id, ana, flag: Flag(category: "other", severity: .p2))
            _ = try $0.store.work.submit(mild, claimed.lease.token)
            let grave = $0.annotation(
                claimed.clip.id, ana, flag: Flag(category: "child_abuse", severity: .p0))
            _ = try $0.store.work.amend(grave, mild.id)
            let ledger = try $0.store.shifts.exposure(ana, since)
            #expect(ledger.entries.map(\.severity) == [.p0])
            #expect(ledger.heardSeconds == mild.effort.heardSeconds)
            #expect(try $0.store.shifts.exposure(ana, $0.now.advanced(bySeconds: 1)).points == 0)
            let clip = try $0.store.records.clip(claimed.clip.id)
            #expect(
                clip?.clip.expected
                    == Expectation(severity: .p0, categories: ["child_abuse", "other"]))
        },
        StoreConformance("wishes are kept") {
            let ana = try $0.person("ana")
            #expect(try $0.store.shifts.care(ana) == CarePreferences())
            let wishes = CarePreferences(
                avoids: ["child_abuse", "other"], afterGrave: .benign, warns: false, muffles: true)
            try $0.store.shifts.setCare(ana, wishes)
            #expect(try $0.store.shifts.care(ana) == wishes)
        },
        StoreConformance("two severe clips never follow each other, and a benign one is between") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, expecting: [.p1, .p0, nil, .p3, nil])
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let taken = try $0.claim(ana, [q], count: 4)
            #expect(taken.map(\.clip.id) == [0, 2, 1, 4].map { clips[$0] })
            #expect(try $0.claim(bea, [q], count: 4).map(\.clip.id) == [clips[3]])
        },
        StoreConformance("what was flagged as severe is followed by a benign one, or a pause") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, expecting: [nil, .p2, nil])
            let ana = try $0.person("ana")
            let first = try $0.claim(ana, [q])[0]
            try $0.submit(first, flag: Flag(category: "weapon_or_gunshot", severity: .p1))
            let next = try $0.claim(ana, [q])
            #expect(next.map(\.clip.id) == [clips[2]])
            try $0.store.work.release(next.map(\.lease))
            $0.pass(901)
            #expect(try $0.claim(ana, [q]).map(\.clip.id) == [clips[1]])
        },
        StoreConformance("a desk may say that what it claims follows something severe") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, expecting: [.p0, nil])
            let ana = try $0.person("ana")
            var request = ClaimRequest(person: ana, queues: [q], ttl: 60, now: $0.now)
            request.followsSevere = true
            #expect(try $0.store.work.claim(request).map(\.clip.id) == [clips[1]])
        },
        StoreConformance("a flag whose annotation was refused is raised all the same, once") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let lost = try $0.claim(ana, [q])[0]
            $0.pass($0.ttl + 1)
            _ = try $0.claim(bea, [q])
            let flagged = $0.annotation(
                lost.clip.id, ana, flag: Flag(category: "child_abuse", severity: .p0))
            #expect(
                try $0.store.work.submit(flagged, lost.lease.token) == .refused(.takenByAnother))
            #expect(try $0.store.incidents.open().isEmpty)
            #expect(try $0.store.work.raiseFlag(flagged))
            #expect(try $0.store.work.raiseFlag(flagged))
            let open = try $0.store.incidents.open()
            #expect(open.map(\.glance.severity) == [.p0])
            #expect(open.map(\.glance.openedBy) == [ana])
            #expect(open.map(\.glance.events) == [1])
            #expect(try $0.store.shifts.exposure(ana, Timestamp(microseconds: 0)).points == 5)
            let unknown = $0.annotation($0.id(), ana, flag: flagged.flag)
            #expect(try !$0.store.work.raiseFlag(unknown))
        },
        StoreConformance(
            "over the cap only benign clips are handed out, and clocking out resets nothing"
        ) {
            let q = try $0.queue("q")
            try $0.fill(q, 2, priority: 9)
            let (clips, ana) = (try $0.fill(q, expecting: [.p3]), try $0.person("ana"))
            _ = try $0.store.shifts.attend(ana, "UTC", $0.now)
            for _ in 0..<2 {
                try $0.submit(
                    try $0.claim(ana, [q])[0], flag: Flag(category: "other", severity: .p0))
            }
            $0.pass(1000)
            #expect(try $0.claim(ana, [q]).isEmpty)
            #expect(try $0.store.shifts.keptBack(ana, [q], $0.now))
            $0.pass(4000)
            _ = try $0.store.shifts.attend(ana, "UTC", $0.now)
            #expect(try $0.store.shifts.keptBack(ana, [q], $0.now))
            #expect(try $0.claim(ana, [q]).isEmpty)
            $0.pass(12 * 3600)
            #expect(try !$0.store.shifts.keptBack(ana, [q], $0.now))
            #expect(try $0.claim(ana, [q]).map(\.clip.id) == clips)
        },
        StoreConformance("categories that a person avoids go to others") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, expecting: [.p3, nil], of: ["other", "grief_distress"])
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            try $0.store.shifts.setCare(ana, CarePreferences(avoids: ["grief_distress"]))
            try $0.store.shifts.setCare(bea, CarePreferences(avoids: ["grief"]))
            #expect(try $0.claim(ana, [q], count: 9).map(\.clip.id) == [clips[1]])
            #expect(try $0.store.shifts.keptBack(ana, [q], $0.now))
            #expect(try $0.claim(bea, [q], count: 9).map(\.clip.id) == [clips[0]])
        },
        StoreConformance("people are counted near the cap where there are five of them") {
            let q = try $0.queue("q")
            try $0.fill(q, 9)
            let people = try $0.people("ana", "bea", "cid", "dan", "eve")
            for person in people { _ = try $0.store.shifts.attend(person, "UTC", $0.now) }
            let grave = Flag(category: "other", severity: .p0)
            try $0.submit(try $0.claim(people[0], [q])[0], flag: grave)
            try $0.submit(try $0.claim(people[0], [q])[0], flag: grave)
            #expect(
                try $0.store.shifts.crowd($0.now) == ExposureCrowd(people: 5, near: 0, over: 1))
            _ = try $0.store.shifts.end(people[4], $0.now)
            #expect(try $0.store.shifts.crowd($0.now) == nil)
        },
    ]
}

extension Workplace {
    fileprivate func people(_ names: String...) throws -> [PersonID] {
        try names.map { try person($0) }
    }

    /// Takes in a clip for each severity that is to be expected of it, in this order.
    fileprivate func fill(
        _ queue: QueueID, expecting severities: [Severity?], of categories: [String] = ["other"]
    ) throws -> [ClipID] {
        let clips = severities.map { severity in
            var clip = clip()
            clip.expected = severity.map { Expectation(severity: $0, categories: categories) }
            return clip
        }
        _ = try store.queues.ingest(queue, clips, now)
        return clips.map(\.id)
    }
}
