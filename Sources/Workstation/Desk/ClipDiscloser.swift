// Sees to a disclosure: what the sealed text says of the need, the store's word, then the vault.
import Foundation
import ReviewCore
import Screens
import Store
import Vault

/// Opens a location or contacts for one person, under what the store grants them. What is opened
/// stays in the vault; out come a cell that enough accounts share, or masked words.
struct ClipDiscloser: Sendable {
    let seat: Seat
    let schema: IntentSchema

    enum Answer: Sendable, Equatable {
        case shown(Disclosure, ShownContext)
        case refused(DisclosureRefusal, custodians: [String])
    }

    func ask(
        for field: DisclosedField, of sealed: SealedClip, at now: Timestamp
    ) throws -> Answer {
        var random = SystemRandomNumberGenerator()
        let request = DisclosureRequest(
            id: DisclosureID(at: now, using: &random), person: seat.person.id, clip: sealed.id,
            field: field, now: now)
        // The store goes by the intent in its own column, which whoever writes to the database
        // could edit. The one that counts is sealed.
        guard try reading({ try $0.needs(field, of: sealed, by: schema) }) else {
            try seat.store.disclosures.refuse(request, .noNeed)
            return .refused(.noNeed, custodians: [])
        }
        switch try seat.store.disclosures.ask(request) {
        case .refused(let refusal):
            return .refused(
                refusal, custodians: refusal == .noClearance ? try custodians() : [])
        case .granted(let disclosure):
            do {
                if let context = try open(sealed, under: disclosure, at: now) {
                    return .shown(disclosure, context)
                }
                // How many share a place is known only once it is opened.
                try seat.store.disclosures.close(disclosure.id, disclosure.person, now)
                try seat.store.disclosures.refuse(request, .tooFew)
                return .refused(.tooFew, custodians: [])
            } catch {
                // Nothing was seen, so it ends here.
                try? seat.store.disclosures.close(disclosure.id, disclosure.person, now)
                throw error
            }
        }
    }

    /// `nil` where too few share the place for it to be shown.
    private func open(
        _ sealed: SealedClip, under disclosure: Disclosure, at now: Timestamp
    ) throws -> ShownContext? {
        switch disclosure.field {
        case .location:
            let place = try reading {
                try $0.openLocation(
                    of: sealed, under: disclosure, for: seat.person.id, by: schema, at: now)
            }
            let shared = try seat.store.disclosures.shared(place.tokens, ShownPlace.leastSharing)
            return place.shown(where: shared).map(ShownContext.place)
        case .contacts:
            return .contact(
                try reading {
                    try $0.openContacts(
                        of: sealed, under: disclosure, for: seat.person.id, by: schema, at: now)
                })
        }
    }

    /// Where a class was rotated since this person's keys were read, they are read anew.
    private func reading<Value>(_ body: (ClipVault) throws -> Value) throws -> Value {
        do {
            return try body(seat.vault)
        } catch VaultError.generationNotHeld {
            try seat.renewKeys()
            return try body(seat.vault)
        }
    }

    /// Who could give the clearance.
    private func custodians() throws -> [String] {
        try seat.store.people.list().map(\.person).filter { $0.roles.contains(.custodian) }
            .map(\.name)
    }
}
