// Break-glass with real keys: two people open an identity, and one cannot, whatever they try.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct GlassBreakingTests {
    private let office: Office
    private let clip: SealedClip
    private let custodian: Seat
    private let officer: Seat

    init() throws {
        office = try Office()
        let queue = try office.queue()
        try office.bring(["turn on the light"], into: queue)
        for (name, role) in [("cus", Role.custodian), ("off", .officer)] {
            _ = try office.seat.add(
                person: name, roles: [role], surroundings: office.surroundings, now: .now)
        }
        let id = try #require(try office.clips(ahead: 1, in: queue).first)
        custodian = try office.another("cus")
        officer = try office.another("off")
        clip = try #require(try custodian.store.records.clip(id)).clip
    }

    private func ask(_ seat: Seat) throws -> Glass {
        try GlassBreaking(seat: seat).ask(
            clip: clip.id, reason: .authorityOrder, incident: clip.id.uuid, minutes: 30, now: .now)
    }

    @Test(arguments: [true, false])
    func twoPeopleOpenItWhoeverAsks(custodianAsks: Bool) throws {
        let (first, second) = custodianAsks ? (custodian, officer) : (officer, custodian)
        let glass = try ask(first)
        let approved = try GlassBreaking(seat: second).approve(glass.id, now: .now)
        #expect(approved.approver == second.person.id)
        let identity = try GlassBreaking(seat: first).open(glass.id, now: .now)
        #expect(identity.deviceID == "SERIAL-clip-0" && identity.accountID == "account-7")
        #expect(throws: GlassRefusal.reviewOwed) { try ask(first) }
        #expect(throws: GlassRefusal.onePersonOnly) {
            try GlassBreaking(seat: first).review(glass.id, .justified, now: .now)
        }
        _ = try GlassBreaking(seat: custodianAsks ? officer : office.seat)
            .review(glass.id, .justified, now: .now)
        _ = try ask(first)
    }

    @Test func onePersonTwiceIsRefusedByTheStore() throws {
        let glass = try ask(custodian)
        #expect(throws: GlassRefusal.onePersonOnly) {
            try GlassBreaking(seat: custodian).approve(glass.id, now: .now)
        }
        #expect(throws: GlassRefusal.notApproved) {
            try GlassBreaking(seat: custodian).open(glass.id, now: .now)
        }
    }

    /// The founder handed one half on and kept the other, which the officer has too.
    @Test func whoHoldsTheSameHalfIsRefusedAndTheOtherStillApproves() throws {
        #expect(office.seat.register.halves[office.seat.person.id] == [.identityOfficer])
        let glass = try ask(office.seat)
        #expect(throws: GlassRefusal.sameHalf) {
            try GlassBreaking(seat: officer).approve(glass.id, now: .now)
        }
        #expect(throws: GlassRefusal.notOpened) {
            try GlassBreaking(seat: officer).review(glass.id, .justified, now: .now)
        }
        _ = try GlassBreaking(seat: custodian).approve(glass.id, now: .now)
        let identity = try GlassBreaking(seat: office.seat).open(glass.id, now: .now)
        #expect(identity.accountID == "account-7")
    }

    /// An approval that says it is of the other half, and is of nothing.
    @Test func whatDoesNotOpenIsNotKeptAsOpened() throws {
        let glass = try ask(custodian)
        let nothing = IdentityApproval(
            request: IdentityRequest(
                id: glass.id.uuid, clip: glass.clip, requester: glass.requester,
                until: glass.until),
            approver: officer.person.id, half: .identityOfficer, sealed: Data(count: 80))
        _ = try officer.store.glasses.approve(
            glass.id, officer.person.id, try JSONEncoder().encode(nothing), .now)
        #expect(throws: VaultError.approvalForeign) {
            try GlassBreaking(seat: custodian).open(glass.id, now: .now)
        }
        #expect(throws: GlassRefusal.notOpened) {
            try GlassBreaking(seat: officer).review(glass.id, .justified, now: .now)
        }
        // Nothing is owed: it is asked anew.
        _ = try ask(custodian)
    }

    @Test func whoHoldsNoHalfDoesNotAskForWhatTheyCouldNotOpen() throws {
        _ = try custodian.add(
            person: "late", roles: [.officer], surroundings: office.surroundings, now: .now)
        let late = try office.another("late")
        #expect(throws: GlassRefusal.noHalf) { try ask(late) }
        let glass = try ask(custodian)
        #expect(throws: GlassRefusal.noHalf) {
            try GlassBreaking(seat: late).approve(glass.id, now: .now)
        }
    }

    /// As if the store had been gone round: with one half there is nothing to put together.
    @Test func onePersonTwiceIsRefusedByTheKeys() throws {
        let now = Timestamp.now
        let request = IdentityRequest(
            id: UUID(), clip: clip.id, requester: custodian.person.id,
            until: now.advanced(bySeconds: 60))
        let keys = custodian.personalKeys.publicKeys
        #expect(throws: VaultError.approvalOwn) {
            try custodian.vault.approve(
                request, of: clip, by: custodian.person.id, sealedTo: keys, now: now)
        }
        // In a colleague's name, with their own half once more.
        let forged = try custodian.vault.approve(
            request, of: clip, by: officer.person.id, sealedTo: keys, now: now)
        #expect(throws: VaultError.self) {
            try custodian.vault.openIdentity(
                of: clip, for: request, with: forged, own: custodian.personalKeys, now: now)
        }
    }

    /// The second person's part opens one clip, for one person, in its time.
    @Test func anApprovalCannotBeUsedForAnythingElse() throws {
        let glass = try ask(custodian)
        _ = try GlassBreaking(seat: officer).approve(glass.id, now: .now)
        #expect(throws: GlassRefusal.notYours) {
            try GlassBreaking(seat: officer).open(glass.id, now: .now)
        }
        #expect(throws: GlassRefusal.over) {
            try GlassBreaking(seat: custodian).open(glass.id, now: glass.until)
        }
    }

    @Test func noReviewerHasAPartInIt() throws {
        _ = try office.seat.add(
            person: "rev", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        let reviewer = try office.another("rev")
        #expect(throws: DeedRefusal(.breakGlass, roles: [.reviewer])) { try ask(reviewer) }
        let glass = try ask(custodian)
        #expect(throws: StoreError.self) {
            try GlassBreaking(seat: reviewer).approve(glass.id, now: .now)
        }
    }
}
