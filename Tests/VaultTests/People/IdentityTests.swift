// The way back to a person: it takes two, for one clip, for a while, and nobody gets more of it.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite("Identities open with two halves")
struct IdentityTests {
    private let world: World
    private let own = PersonalKeys.create()
    private let custodian: ClipVault
    private let officer: ClipVault
    private let request: IdentityRequest
    private let now = Timestamp(microseconds: 1000)

    init() throws {
        world = try World()
        custodian = ClipVault(keyring: try world.ring([.identityCustodian, .audio, .text]))
        officer = ClipVault(keyring: try world.ring([.identityOfficer, .audio, .text]))
        request = IdentityRequest(
            id: UUID(), clip: world.clip.id, requester: Fixture.ana,
            until: now.advanced(bySeconds: 60))
    }

    private func approval(
        of clip: SealedClip? = nil, by vault: ClipVault? = nil
    ) throws -> IdentityApproval {
        try (vault ?? officer).approve(
            request, of: clip ?? world.clip, by: Fixture.bogdan, sealedTo: own.publicKeys,
            now: now)
    }

    private func open(
        _ approval: IdentityApproval, for other: IdentityRequest? = nil,
        of clip: SealedClip? = nil, by vault: ClipVault? = nil, own keys: PersonalKeys? = nil,
        at time: Timestamp? = nil
    ) throws -> ClipIdentity {
        try (vault ?? custodian).openIdentity(
            of: clip ?? world.clip, for: other ?? request, with: approval, own: keys ?? own,
            now: time ?? now)
    }

    @Test func twoPeopleWithAHalfEachOpenIt() throws {
        #expect(try open(approval()).deviceID == "G090LF1180990GHB")
        // Whichever of them asks.
        let theirs = try approval(by: custodian)
        #expect(theirs.half == .identityCustodian)
        #expect(try open(theirs, by: officer).accountID == "amzn1.account.AH7Q")
    }

    @Test func oneHalfTwiceOpensNothing() throws {
        let same = try approval(by: custodian)
        #expect(throws: VaultError.halvesInOneHand) { try open(same) }
        // Called by the other's name it does not open either.
        let renamed = IdentityApproval(
            request: request, approver: Fixture.bogdan, half: .identityOfficer,
            sealed: same.sealed)
        #expect(throws: VaultError.approvalForeign) { try open(renamed) }
    }

    @Test func onePersonDoesNotAskAndApprove() throws {
        // The founder, while they are alone, holds both halves.
        let both = ClipVault(keyring: try world.ring([.identityCustodian, .identityOfficer]))
        #expect(throws: VaultError.approvalOwn) {
            try both.approve(
                request, of: world.clip, by: Fixture.ana, sealedTo: own.publicKeys, now: now)
        }
        let made = try approval()
        let renamed = IdentityApproval(
            request: request, approver: Fixture.ana, half: made.half, sealed: made.sealed)
        #expect(throws: VaultError.approvalOwn) { try open(renamed, by: both) }
    }

    @Test func anApprovalIsOfOneClipRequestAndPersonAndEnds() throws {
        let made = try approval()
        #expect(throws: VaultError.approvalForeign) { try open(made, of: world.other) }
        #expect(throws: VaultError.approvalForeign) { try open(made, own: .create()) }
        let others = [
            IdentityRequest(
                id: UUID(), clip: request.clip, requester: request.requester,
                until: request.until),
            IdentityRequest(
                id: request.id, clip: world.other.id, requester: request.requester,
                until: request.until),
            IdentityRequest(
                id: request.id, clip: request.clip, requester: Fixture.bogdan,
                until: request.until),
            IdentityRequest(
                id: request.id, clip: request.clip, requester: request.requester,
                until: request.until.advanced(bySeconds: 3600)),
        ]
        for other in others {
            #expect(throws: VaultError.self) { try open(made, for: other) }
            // Rewritten to fit, it does not open: all of it is bound in.
            let rewritten = IdentityApproval(
                request: other, approver: made.approver, half: made.half, sealed: made.sealed)
            let clip = other.clip == world.other.id ? world.other : world.clip
            #expect(throws: VaultError.self) { try open(rewritten, for: other, of: clip) }
        }
        #expect(throws: VaultError.requestOver) { try open(made, at: request.until) }
        #expect(throws: VaultError.approvalForeign) {
            try officer.approve(
                request, of: world.other, by: Fixture.bogdan, sealedTo: own.publicKeys, now: now)
        }
        #expect(throws: VaultError.requestOver) {
            try officer.approve(
                request, of: world.clip, by: Fixture.bogdan, sealedTo: own.publicKeys,
                now: request.until)
        }
    }

    /// An approval gives away a share of one clip, never the half itself.
    @Test func whoWasApprovedOnceOpensNoSecondClip() throws {
        let made = try approval()
        _ = try open(made)
        var disguised = world.other
        disguised.wrappedKeys = world.clip.wrappedKeys
        let request = IdentityRequest(
            id: request.id, clip: disguised.id, requester: request.requester,
            until: request.until)
        let carried = IdentityApproval(
            request: request, approver: made.approver, half: made.half, sealed: made.sealed)
        #expect(throws: VaultError.self) { try open(carried, for: request, of: disguised) }
    }

    @Test func whoHoldsNoHalfNeitherApprovesNorOpens() throws {
        let reviewer = ClipVault(keyring: try world.ring([.audio, .text, .location, .contacts]))
        #expect(throws: VaultError.classNotHeld(.identityOfficer)) { try approval(by: reviewer) }
        let made = try approval()
        #expect(throws: VaultError.classNotHeld(.identityCustodian)) {
            try open(made, by: reviewer)
        }
    }

    @Test func everyByteOfAnApprovalCounts() throws {
        let made = try approval()
        for position in made.sealed.indices {
            var sealed = made.sealed
            sealed[position] ^= 1
            let changed = IdentityApproval(
                request: request, approver: made.approver, half: made.half, sealed: sealed)
            #expect(throws: VaultError.approvalForeign) { try open(changed) }
        }
    }

    @Test func aHalfThatIsNotTheLogsIsNotTaken() throws {
        let stranger = Keyring.create(for: Fixture.workspace)
        let planted = try stranger.grant(
            .identityOfficer, to: Fixture.ana, publicKeys: own.publicKeys)
        #expect(throws: VaultError.grantUntrue(.identityOfficer, generation: 1)) {
            try Keyring.open(
                [planted], for: Fixture.ana, in: Fixture.workspace, with: own,
                against: world.keyring.commitments)
        }
    }
}
