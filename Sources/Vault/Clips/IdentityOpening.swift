// The way back to a person: asked for by one, approved by another, opened in memory by both.
import Crypto
import Foundation
import ReviewCore

/// A request to see who one clip is of. Everything in it is bound into the approval.
public struct IdentityRequest: Sendable, Hashable, Codable {
    public let id: UUID
    public let clip: ClipID
    public let requester: PersonID
    /// When it is over, answered or not.
    public let until: Timestamp

    public init(id: UUID, clip: ClipID, requester: PersonID, until: Timestamp) {
        self.id = id
        self.clip = clip
        self.requester = requester
        self.until = until
    }
}

/// The second person's answer: their share of this clip's key, sealed to whoever asked. It may be
/// kept anywhere; it opens one clip, for one person, together with the half they hold.
public struct IdentityApproval: Sendable, Hashable, Codable {
    public let request: IdentityRequest
    public let approver: PersonID
    /// The half that the share is of.
    public let half: KeyClass
    public let sealed: Data

    public init(request: IdentityRequest, approver: PersonID, half: KeyClass, sealed: Data) {
        self.request = request
        self.approver = approver
        self.half = half
        self.sealed = sealed
    }
}

extension ClipVault {
    /// Approves a request: opens the approver's share of this one clip and seals it to the
    /// requester. The half itself does not leave the approver's hands.
    ///
    /// - Parameters:
    ///   - clip: as stored, with its wrapped keys.
    ///   - publicKeys: the requester's, as the ledger knows them (`Register.vouches(for:of:)`).
    /// - Throws: `approvalOwn` where one person asks and approves, `requestOver`, `classNotHeld`
    ///   where the approver holds no half, `approvalForeign` where the clip is not the request's.
    public func approve(
        _ request: IdentityRequest, of clip: SealedClip, by approver: PersonID,
        sealedTo publicKeys: PublicKeys, now: Timestamp
    ) throws(VaultError) -> IdentityApproval {
        guard approver != request.requester else { throw .approvalOwn }
        guard now < request.until else { throw .requestOver }
        guard clip.id == request.clip else { throw .approvalForeign }
        guard let half = KeyClass.identityHalves.first(where: keyring.classes.contains) else {
            throw .classNotHeld(.identityOfficer)
        }
        var share = try keyring.identityShare(half, of: clip)
        defer { share.wipe() }
        let place = Self.place(of: request, by: approver, half, in: keyring.workspace)
        guard let sealed = SealedToKey.seal(share, to: publicKeys.agreement, for: place) else {
            throw .publicKeyUnusable
        }
        return IdentityApproval(request: request, approver: approver, half: half, sealed: sealed)
    }

    /// The way back to a person, by the requester, who holds the other half. The key exists in
    /// memory alone, for as long as this takes.
    ///
    /// - Parameters:
    ///   - clip: as stored, with its wrapped keys.
    ///   - own: the requester's personal keys, which the approval is sealed to.
    /// - Throws: `approvalForeign` where the approval is of another clip, person or request or was
    ///   changed, `requestOver`, `halvesInOneHand` where it brings no other half than one's own.
    public func openIdentity(
        of clip: SealedClip, for request: IdentityRequest, with approval: IdentityApproval,
        own: PersonalKeys, now: Timestamp
    ) throws(VaultError) -> ClipIdentity {
        guard approval.approver != request.requester else { throw .approvalOwn }
        guard approval.request == request, clip.id == request.clip else { throw .approvalForeign }
        guard now < request.until else { throw .requestOver }
        guard let half = approval.half.otherHalf else { throw .approvalForeign }
        guard keyring.classes.contains(half) else {
            throw keyring.classes.contains(approval.half)
                ? .halvesInOneHand : .classNotHeld(half)
        }
        let place = Self.place(
            of: request, by: approval.approver, approval.half, in: keyring.workspace)
        guard var theirs = SealedToKey.open(approval.sealed, with: own.agreement, for: place),
            theirs.count == IdentityShare.byteCount
        else { throw .approvalForeign }
        defer { theirs.wipe() }
        var mine = try keyring.identityShare(half, of: clip)
        var whole = IdentityShare.combine(mine, theirs)
        defer {
            mine.wipe()
            whole.wipe()
        }
        guard let sealed = clip.fields[.identity] else {
            throw .fieldAbsent(.identity, clip: clip.id)
        }
        return try SealedJSON.open(
            ClipIdentity.self, from: sealed, with: SymmetricKey(data: whole),
            for: .field(.identity, clip: clip.id))
    }

    private static func place(
        of request: IdentityRequest, by approver: PersonID, _ half: KeyClass,
        in workspace: WorkspaceID
    ) -> Place {
        var place = Place(label: "earshot identity approval", format: SealedToKey.format)
        place.add(workspace.uuid)
        place.add(request.id)
        place.add(request.clip.uuid)
        place.add(request.requester.uuid)
        place.add(Int(request.until.microseconds))
        place.add(approver.uuid)
        place.add(half.rawValue)
        return place
    }
}
