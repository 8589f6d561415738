// Opening location and contacts: only under a disclosure, and only what a reviewer may see of them.
import Foundation
import ReviewCore

extension ClipVault {
    /// Whether what was asked of the assistant needs the field, by the interpretation sealed with
    /// the clip's text: the intent beside it in the database could have been edited.
    public func needs(
        _ field: DisclosedField, of sealed: SealedClip, by schema: IntentSchema
    ) throws(VaultError) -> Bool {
        try request(of: sealed, by: schema)?.intent.needs(field) ?? false
    }

    /// Where the speaker was, still without a word for it: see `OpenedPlace`. Needs the `location`
    /// and `text` classes.
    ///
    /// - Throws: `notDisclosed` where the disclosure is not for this field, clip and person at
    ///   this moment, `notNeeded` where the sealed intent does not need it.
    public func openLocation(
        of sealed: SealedClip, under disclosure: Disclosure, for person: PersonID,
        by schema: IntentSchema, at now: Timestamp
    ) throws(VaultError) -> OpenedPlace {
        try check(disclosure, is: .location, of: sealed, for: person, at: now)
        guard let level = try request(of: sealed, by: schema)?.intent.cellLevel else {
            throw .notNeeded(.location, clip: sealed.id)
        }
        return OpenedPlace(try location(of: sealed), asked: level)
    }

    /// Which contact was taken out of how many, masked. Needs the `contacts` and `text` classes.
    ///
    /// - Throws: as `openLocation`.
    public func openContacts(
        of sealed: SealedClip, under disclosure: Disclosure, for person: PersonID,
        by schema: IntentSchema, at now: Timestamp
    ) throws(VaultError) -> ContactMatch {
        try check(disclosure, is: .contacts, of: sealed, for: person, at: now)
        guard let request = try request(of: sealed, by: schema), request.intent.needs(.contacts)
        else { throw .notNeeded(.contacts, clip: sealed.id) }
        return ContactMatch(request.slots, in: try contacts(of: sealed))
    }

    /// The cells a clip's account was counted in, for whoever erases it. Needs the `location`
    /// class, as a custodian holds it; says nothing of where the cells are.
    public func cells(of sealed: SealedClip) throws(VaultError) -> [CellMark] {
        sealed.fields[.location] == nil ? [] : try location(of: sealed).marks
    }

    // Not public: what is in these fields leaves the vault coarsened and masked, or not at all.

    func location(of sealed: SealedClip) throws(VaultError) -> SealedLocation {
        try open(SealedLocation.self, in: .location, of: sealed)
    }

    func contacts(of sealed: SealedClip) throws(VaultError) -> [Contact] {
        try open([Contact].self, in: .contacts, of: sealed)
    }

    private func check(
        _ disclosure: Disclosure, is field: DisclosedField, of sealed: SealedClip,
        for person: PersonID, at now: Timestamp
    ) throws(VaultError) {
        guard disclosure.opens(field, of: sealed.id, for: person, at: now) else {
            throw .notDisclosed(field, clip: sealed.id)
        }
    }

    /// What the machine took the request for; `nil` where it understood none of the schema's.
    private func request(
        of sealed: SealedClip, by schema: IntentSchema
    ) throws(VaultError) -> (intent: Intent, slots: [Slot])? {
        guard let understood = try open(sealed).interpretation,
            let intent = schema.intent(understood.intent)
        else { return nil }
        return (intent, understood.slots)
    }
}

/// A location that was opened. It gives away the tokens of its cells, to be counted, and a cell
/// that enough accounts share; never the point.
public struct OpenedPlace: Sendable, Redacted {
    private let location: SealedLocation
    private let asked: CellLevel

    init(_ location: SealedLocation, asked: CellLevel) {
        self.location = location
        self.asked = asked
    }

    /// Of the level that the intent asks for and all coarser ones.
    public var tokens: [CellToken] {
        location.cells.filter { $0.key <= asked }.map(\.value)
    }

    /// The place as it may be seen, where `shared` are the tokens that enough accounts are in.
    public func shown(where shared: Set<CellToken>) -> ShownPlace? {
        ShownPlace(location.point, asked: asked) { level in
            location.cells[level].map(shared.contains) ?? false
        }
    }
}
