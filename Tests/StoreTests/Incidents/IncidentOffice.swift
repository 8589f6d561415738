// A store with a reviewer who flags and two people who answer, for tests of incidents.
import Foundation
import GRDB
import ReviewCore
import Testing
import Vault

@testable import Store

/// Incidents on a real database with a log, each person signing what they do.
final class IncidentOffice {
    let scratch: ScratchDirectory
    let place: LoggedPlace
    let queue: QueueID
    let reviewer: PersonID
    private let desk: Workplace
    let (sup, off): (Workplace, Workplace)
    let (supervisor, officer): (PersonID, PersonID)
    let policy: IncidentPolicy

    /// Groups and the channels they are told by.
    static let channels = [
        "supervisor": ["command"], "safety": ["mail", "webhook"], "legal": ["mail"],
    ]

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
        queue = try place.desk.queue("q")
        try place.desk.fill(queue, 12)
        (reviewer, desk) = try Self.join(place, "rea", .reviewer, seed: 3)
        (supervisor, sup) = try Self.join(place, "sam", .supervisor, seed: 4)
        (officer, off) = try Self.join(place, "olga", .officer, seed: 5)
        policy = try #require(IncidentPolicy(TradeData.load().incidents))
    }

    /// Adds somebody, and gives their own hand on a connection of their own.
    private static func join(
        _ place: LoggedPlace, _ name: String, _ role: Role, seed: UInt64
    ) throws -> (PersonID, Workplace) {
        let (id, signer) = try place.colleague(name, [role])
        let own = try place.desk(of: signer, seed: seed)
        let person = Person(id: id, name: name, roles: [role])
        let gated = Workplace(own.store.acting(as: person), seed: seed + 100)
        gated.now = place.desk.now
        return (id, gated)
    }

    var now: Timestamp {
        get { desk.now }
        set { for own in [desk, sup, off, place.desk] { own.now = newValue } }
    }

    var store: ReviewStore { desk.store }

    /// The reviewer flags the next clip.
    @discardableResult
    func flag(
        _ severity: Severity = .p1, _ category: String = "weapon_or_gunshot",
        note: CustodyText? = nil, saidAt: Timestamp? = nil
    ) throws -> ClipID {
        let claimed = try #require(try desk.claim(reviewer, [queue]).first)
        var annotation = desk.annotation(
            claimed.clip.id, reviewer, flag: Flag(category: category, severity: severity))
        annotation.flagNote = note
        annotation.flagSaidAt = saidAt
        _ = try store.work.submit(annotation, claimed.lease.token)
        return claimed.clip.id
    }

    /// The reviewer says something else of a clip than they said.
    func amend(
        _ clip: ClipID, flag: Flag, note: CustodyText? = nil, saidAt: Timestamp? = nil
    ) throws {
        let before = try #require(try desk.store.records.annotated(clip, reviewer))
        var annotation = desk.annotation(clip, reviewer, flag: flag)
        annotation.flagNote = note
        annotation.flagSaidAt = saidAt
        _ = try store.work.amend(annotation, before.record.annotation.id)
    }

    /// The reviewer's desk sends a flag by itself.
    func raise(_ clip: ClipID, _ flag: Flag, note: CustodyText? = nil) throws -> Bool {
        var annotation = desk.annotation(clip, reviewer, flag: flag)
        annotation.flagNote = note
        annotation.flagSaidAt = now
        return try store.work.raiseFlag(annotation)
    }

    func only() throws -> KeptIncident {
        let first = try #require(try sup.store.incidents.open().first)
        return try #require(try sup.store.incidents.one(first.id))
    }

    func act(
        _ act: CustodyAct, by own: Workplace? = nil, _ person: PersonID? = nil,
        on kept: KeptIncident
    ) throws -> IncidentAnswer {
        try (own ?? sup).store.incidents.act(
            kept.id, kept.seen, act, person ?? (own === off ? officer : supervisor), now)
    }

    /// Takes a step that must be taken.
    @discardableResult
    func step(
        _ act: CustodyAct, by own: Workplace? = nil, on kept: KeptIncident
    ) throws -> KeptIncident {
        guard case .done(let after) = try self.act(act, by: own, on: kept) else {
            throw StepRefused()
        }
        return after
    }

    struct StepRefused: Error {}

    /// Past the port, as somebody with the file would.
    func database<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue(path: place.path).write(body)
    }
}

func sealed(_ text: String) -> CustodyText { .sealed(Data(text.utf8)) }
