// The port's side of disclosures: asked for with a purpose, granted for minutes, logged either way.
import Foundation
import ReviewCore
import Vault

/// A wish to see one field of one clip.
public struct DisclosureRequest: Sendable, Hashable {
    /// The disclosure's id, should it be granted.
    public var id: DisclosureID
    public var person: PersonID
    public var clip: ClipID
    public var field: DisclosedField
    /// `review` or `safety`; there is no other purpose a field is seen for.
    public var purpose: AuditPurpose
    public var now: Timestamp
    /// Seconds it lasts; cut to `Disclosure.longest`.
    public var lasts: Double

    public init(
        id: DisclosureID, person: PersonID, clip: ClipID, field: DisclosedField,
        purpose: AuditPurpose = .review, now: Timestamp, lasts: Double = Disclosure.longest
    ) {
        self.id = id
        self.person = person
        self.clip = clip
        self.field = field
        self.purpose = purpose
        self.now = now
        self.lasts = lasts
    }
}

/// What became of the wish.
public enum DisclosureAnswer: Sendable, Hashable {
    /// A disclosure still in force is answered again, and not granted anew.
    case granted(Disclosure)
    case refused(DisclosureRefusal)
}

extension ReviewStore {
    /// Who may see a location or contacts, until when. The store opens nothing: what it grants,
    /// the vault demands before it opens a field.
    public struct Disclosures: Sendable {
        /// Grants or refuses. Refused unless the person is cleared, the clip is in their hands at
        /// this moment, its intent needs the field, and consent stands.
        public var ask: @Sendable (DisclosureRequest) throws(StoreError) -> DisclosureAnswer
        /// Logs a refusal that was decided elsewhere, by what only an opened clip tells.
        public var refuse:
            @Sendable (DisclosureRequest, DisclosureRefusal) throws(StoreError) -> Void
        /// Ends a disclosure before its time. One that ended, or that is another's, is passed over.
        public var close:
            @Sendable (DisclosureID, PersonID, _ now: Timestamp) throws(StoreError) -> Void
        /// Which of these cells at least `count` accounts were in.
        public var shared:
            @Sendable ([CellToken], _ count: Int) throws(StoreError) -> Set<CellToken>
        /// Accounts are no longer counted in cells (`ClipVault.cells`), as a clip of theirs goes.
        public var forgetCells: @Sendable ([CellMark]) throws(StoreError) -> Void

        public init(
            ask: @escaping @Sendable (DisclosureRequest) throws(StoreError) -> DisclosureAnswer,
            refuse:
                @escaping @Sendable (DisclosureRequest, DisclosureRefusal) throws(StoreError)
                -> Void,
            close:
                @escaping @Sendable (DisclosureID, PersonID, Timestamp) throws(StoreError) -> Void,
            shared:
                @escaping @Sendable ([CellToken], Int) throws(StoreError) -> Set<CellToken>,
            forgetCells: @escaping @Sendable ([CellMark]) throws(StoreError) -> Void
        ) {
            self.ask = ask
            self.refuse = refuse
            self.close = close
            self.shared = shared
            self.forgetCells = forgetCells
        }
    }
}
