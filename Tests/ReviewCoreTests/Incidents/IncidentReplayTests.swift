// An incident's story makes the incident; a story that was tampered with makes none.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct IncidentReplayTests {
    /// A story with everything in it.
    private func story() throws -> Incident {
        let policy = try Case.policy()
        var triggered = Case.opened()
        _ = triggered.climb(at: Case.minute(31), policy)
        triggered.listen(by: Case.ben, at: Case.minute(32))
        var owned = triggered.acknowledge(by: Case.ben, at: Case.minute(33))
        try owned.note("two voices", by: Case.ben, at: Case.minute(34))
        try owned.hold(
            IncidentHold(reason: "evidence", until: Case.minute(9000)), by: Case.ben,
            at: Case.minute(35))
        try owned.agreeToHold(by: Case.dan, at: Case.minute(35))
        owned.export(by: Case.ben, at: Case.minute(35))
        owned = try owned.handOver(to: Case.cleo, by: Case.ben, at: Case.minute(36))
        _ = owned.climb(at: Case.minute(200), policy)
        guard
            case .decided(let decided) = try owned.decide(
                .noAction(reason: "a play"), by: Case.cleo, at: Case.minute(201))
        else { throw Case.TermsMissing() }
        owned = try decided.decline(because: "look again", by: Case.ben, at: Case.minute(202))
        guard
            case .closed(let closed) = try owned.decide(
                .referred(to: "the helpline"), by: Case.cleo, at: Case.minute(203))
        else { throw Case.TermsMissing() }
        return .closed(closed.informReviewer(at: Case.minute(204)))
    }

    @Test func theStoryMakesTheIncidentAtEveryLength() throws {
        let whole = try story()
        let events = whole.record.events
        #expect(try Incident(Case.id, events: events) == whole)
        for length in 1...events.count {
            let part = try Incident(Case.id, events: Array(events.prefix(length)))
            #expect(part.record.events == Array(events.prefix(length)))
        }
        let bytes = try JSONEncoder().encode(events)
        #expect(try JSONDecoder().decode([CustodyEvent].self, from: bytes) == events)
    }

    @Test func aStoryWithAGapASwapOrASecondBeginningIsNone() throws {
        let events = try story().record.events
        #expect(throws: IncidentReplayError.self) { try Incident(Case.id, events: []) }
        for index in events.indices {
            var without = events
            without.remove(at: index)
            if index < events.count - 1 {
                #expect(throws: IncidentReplayError.self) { try Incident(Case.id, events: without) }
            }
            var swapped = events
            swapped.swapAt(index, (index + 1) % events.count)
            #expect(throws: IncidentReplayError.self) { try Incident(Case.id, events: swapped) }
            var doubled = events
            doubled.insert(events[index], at: index)
            #expect(throws: IncidentReplayError.self) { try Incident(Case.id, events: doubled) }
        }
    }

    /// The steps that would let an incident evaporate, written into a story by hand.
    @Test(arguments: [
        CustodyAct.confirmed, .decided(.noAction(reason: "x")), .declined(reason: "x"),
        .reopened(reason: "x"), .reviewerInformed, .handedOver(to: Case.ben), .holdEnded,
        .holdAgreed,
        .escalated(step: 1, missed: .decide),
    ])
    func whatNobodyTookCannotBeEnded(act: CustodyAct) throws {
        for actor in [Case.ben, nil] {
            let events = [
                CustodyEvent(
                    sequence: 0, at: Case.minute(0), actor: Case.ana,
                    act: .opened(clip: Case.clip, Case.flag)),
                CustodyEvent(sequence: 1, at: Case.minute(1), actor: actor, act: act),
            ]
            #expect(throws: IncidentReplayError(sequence: 1)) {
                try Incident(Case.id, events: events)
            }
        }
    }

    /// A story of tens of thousands of missed deadlines is read in one pass: were each event to copy
    /// all before it, this would not end.
    @Test func aLongStoryIsReplayed() throws {
        let policy = try Case.policy()
        var triggered = Case.opened()
        for minute in 1...20_000 {
            _ = triggered.climb(at: Case.minute(Double(minute) * 15), policy)
        }
        let events = triggered.record.events
        #expect(events.count == 20_001)
        #expect(try Incident(Case.id, events: events) == .triggered(triggered))
    }

    /// What no key opens is replayed like what anybody can read.
    @Test func theStoryIsTheSameWithItsWordsSealed() throws {
        let events = try story().record.events.map { event in
            guard event.act.text != nil else { return event }
            return CustodyEvent(
                sequence: event.sequence, at: event.at, actor: event.actor,
                act: event.act.saying(.sealed(Data([1, 2]))))
        }
        let bytes = try JSONEncoder().encode(events)
        #expect(try JSONDecoder().decode([CustodyEvent].self, from: bytes) == events)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("play"))
        guard case .closed = try Incident(Case.id, events: events) else {
            Issue.record("the story does not end")
            return
        }
    }

    @Test func everyActIsWrittenAndRead() throws {
        let acts: [CustodyAct] = [
            .opened(clip: Case.clip, Case.flag), .flagged(Case.flag),
            .flagNoted("a child"), .acknowledged, .escalated(step: 2, missed: .decide),
            .clockCorrected(to: Case.minute(1)),
            .handedOver(to: Case.ben),
            .severityChanged(.p0, reason: "now"), .listened, .noted("two voices"),
            .held(IncidentHold(reason: "order", until: Case.minute(9))), .holdAgreed, .holdEnded,
            .decided(.duplicate(of: Case.id)),
            .decided(
                .disclosed(
                    IncidentDisclosure(
                        authority: "police", basis: .courtOrder, fields: [.identity]))),
            .decided(.referred(to: "a helpline")), .confirmed, .declined(reason: "no"),
            .reopened(reason: "again"), .exported, .reviewerInformed,
        ]
        #expect(Set(acts.map(\.code)) == Set(CustodyCode.allCases))
        let bytes = try JSONEncoder().encode(acts)
        #expect(try JSONDecoder().decode([CustodyAct].self, from: bytes) == acts)
    }

    @Test func oneHandCannotDecideAndConfirm() throws {
        let events = [
            (Case.ana, CustodyAct.opened(clip: Case.clip, Case.flag)), (Case.ben, .acknowledged),
            (Case.ben, .decided(.falsePositive(reason: "x"))), (Case.ben, .confirmed),
        ].enumerated().map { index, step in
            CustodyEvent(
                sequence: index, at: Case.minute(Double(index)), actor: step.0, act: step.1)
        }
        #expect(throws: IncidentReplayError(sequence: 3)) {
            try Incident(Case.id, events: events)
        }
    }
}
