// Finding out who a clip is of: the store's steps and the two halves of the key, put together.
import Foundation
import ReviewCore
import Store
import Vault

/// Break-glass, as one of the people in it does it.
public struct GlassBreaking {
    private let seat: Seat

    public init(seat: Seat) {
        self.seat = seat
    }

    /// Asks to see who a clip is of.
    ///
    /// - Parameter minutes: within which it is approved and opened, or not at all.
    public func ask(
        clip: ClipID, reason: GlassReason, incident: UUID, minutes: Int, now: Timestamp
    ) throws -> Glass {
        try seat.demand(.breakGlass)
        try seat.renewKeys()
        guard seat.register.halves[seat.person.id] != nil else { throw GlassRefusal.noHalf }
        var random = SystemRandomNumberGenerator()
        let wish = Glass(
            id: GlassID(at: now, using: &random), clip: clip, requester: seat.person.id,
            reason: reason, incident: incident, askedAt: now,
            until: now.advanced(bySeconds: Double(minutes) * 60))
        return try done(try seat.store.glasses.ask(wish))
    }

    /// Opens this person's share of the clip's key and seals it to whoever asked. Two people: the
    /// store refuses the same one twice, and the halves are in two hands. Who holds the half that
    /// the other holds is refused before anything is kept: it would open nothing.
    public func approve(_ id: GlassID, now: Timestamp) throws -> Glass {
        guard let (glass, _, stored) = try seat.store.glasses.clip(id) else {
            throw GlassRefusal.unknown
        }
        guard glass.requester != seat.person.id else {
            // The store logs the try.
            return try done(try seat.store.glasses.approve(id, seat.person.id, Data(), now))
        }
        let requester = try keys(of: glass.requester)
        try requireTwoHalves(glass.requester)
        let approval = try seat.vault.approve(
            glass.request, of: stored.clip, by: seat.person.id, sealedTo: requester, now: now)
        let bytes = try JSONEncoder().encode(approval)
        return try done(try seat.store.glasses.approve(id, seat.person.id, bytes, now))
    }

    /// The way back to the person. It is tried in memory first, so that what does not open is not
    /// kept as opened, and logged before it is given out: what cannot be logged is not seen.
    public func open(_ id: GlassID, now: Timestamp) throws -> ClipIdentity {
        if let (glass, kept, stored) = try seat.store.glasses.clip(id), let approval = kept,
            glass.requester == seat.person.id, glass.finding == nil, now < glass.until
        {
            _ = try identity(of: stored, for: glass, approval, now)
        }
        switch try seat.store.glasses.open(id, seat.person.id, now) {
        case .refused(let refusal): throw refusal
        case .open(let glass, let bytes, let stored):
            return try identity(of: stored, for: glass, bytes, now)
        }
    }

    private func identity(
        of stored: StoredClip, for glass: Glass, _ bytes: Data, _ now: Timestamp
    ) throws -> ClipIdentity {
        guard let approval = try? JSONDecoder().decode(IdentityApproval.self, from: bytes)
        else { throw VaultError.approvalForeign }
        return try seat.vault.openIdentity(
            of: stored.clip, for: glass.request, with: approval, own: seat.personalKeys, now: now)
    }

    public func review(_ id: GlassID, _ finding: GlassFinding, now: Timestamp) throws -> Glass {
        try done(try seat.store.glasses.review(id, seat.person.id, finding, now))
    }

    /// All there were, the newest first.
    public func list() throws -> [Glass] { try seat.store.glasses.list() }

    /// By the ledger, whoever sits here holds the half that the requester lacks.
    private func requireTwoHalves(_ requester: PersonID) throws {
        let halves = seat.register.halves
        guard let mine = halves[seat.person.id] else { throw GlassRefusal.noHalf }
        guard let theirs = halves[requester] else { throw GlassRefusal.requesterHasNoHalf }
        guard mine.contains(where: { $0.otherHalf.map(theirs.contains) ?? false }) else {
            throw GlassRefusal.sameHalf
        }
    }

    /// The requester's keys, as the ledger vouches for them: not whatever stands in a table.
    private func keys(of person: PersonID) throws -> PublicKeys {
        try seat.renewKeys()
        let member = try seat.store.people.list().first { $0.person.id == person }
        guard let member, seat.register.vouches(for: member.keys, of: person) else {
            throw GlassRefusal.unknown
        }
        return member.keys
    }

    private func done(_ answer: GlassAnswer) throws -> Glass {
        switch answer {
        case .done(let glass): glass
        case .refused(let refusal): throw refusal
        }
    }
}

extension Glass {
    /// What the vault binds an approval to.
    fileprivate var request: IdentityRequest {
        IdentityRequest(id: id.uuid, clip: clip, requester: requester, until: until)
    }
}
