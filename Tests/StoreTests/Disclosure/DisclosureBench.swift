// A logged workspace with a reviewer cleared for locations, and clips to ask about.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

/// Claims and asks as one cleared reviewer.
final class DisclosureBench {
    let scratch: ScratchDirectory
    let place: LoggedPlace
    let person: PersonID
    private(set) var store: ReviewStore
    private let signer: AuditSigner
    private let queue: QueueID
    private var held: ClaimedClip?

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
        (person, signer) = try place.colleague("bo", clearances: [.location])
        store = place.bare
        queue = try place.desk.queue("q")
        store = seat(clearances: [.location])
    }

    var now: Timestamp { place.desk.now }
    var events: [AuditEvent] { get throws { try place.events } }

    /// The store as the reviewer's seat has it, with what they were cleared for as they came.
    func seat(clearances: Set<Clearance>) -> ReviewStore {
        place.bare.audit.signing(AuditScribe(signer)).acting(
            as: Person(id: person, name: "bo", roles: [.reviewer], clearances: clearances))
    }

    @discardableResult
    func fill(intent: String?, fields: [SealedField] = [.location]) throws -> ClipID {
        var clip = place.desk.clip()
        clip.intent = intent
        for field in fields { clip.fields[field] = place.desk.bytes(30) }
        _ = try place.store.queues.ingest(queue, [clip], now)
        return clip.id
    }

    /// A new clip, in the reviewer's hands.
    func claim(intent: String?, fields: [SealedField] = [.location]) throws -> ClipID {
        let clip = try fill(intent: intent, fields: fields)
        let waiting = try place.store.records.status(now, now).queues.first?.waiting ?? 0
        let claimed = try store.work.claim(
            ClaimRequest(
                person: person, queues: [queue], count: waiting, ttl: place.desk.ttl, now: now,
                resumes: false))
        let mine = claimed.first { $0.clip.id == clip }
        held = try #require(mine as ClaimedClip?)
        return clip
    }

    /// A waiting clip, in somebody else's hands.
    func claim(as other: PersonID, through store: ReviewStore) throws -> ClipID {
        let request = ClaimRequest(
            person: other, queues: [queue], ttl: place.desk.ttl, now: now, resumes: false)
        return try #require(try store.work.claim(request).first).clip.id
    }

    func submit() throws {
        let held = try #require(held)
        _ = try store.work.submit(
            place.desk.annotation(held.clip.id, person), held.lease.token)
    }

    func renew() throws {
        _ = try store.work.heartbeat([try #require(held).lease], place.desk.ttl, now)
    }

    func request(
        _ clip: ClipID, _ field: DisclosedField = .location, as other: PersonID? = nil,
        purpose: AuditPurpose = .review, lasts: Double = 900
    ) -> DisclosureRequest {
        DisclosureRequest(
            id: place.desk.id(), person: other ?? person, clip: clip, field: field,
            purpose: purpose, now: now, lasts: lasts)
    }

    func ask(
        _ clip: ClipID, _ field: DisclosedField = .location, as other: PersonID? = nil,
        through store: ReviewStore? = nil
    ) throws -> DisclosureAnswer {
        try (store ?? self.store).disclosures.ask(request(clip, field, as: other))
    }

    func granted(
        _ clip: ClipID, purpose: AuditPurpose = .review, lasts: Double = 900
    ) throws -> Disclosure? {
        let request = request(clip, purpose: purpose, lasts: lasts)
        return if case .granted(let disclosure) = try store.disclosures.ask(request) {
            disclosure
        } else {
            nil
        }
    }
}
