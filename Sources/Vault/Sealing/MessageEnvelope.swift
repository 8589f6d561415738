// A few words from one person of a workspace to another, sealed to whom they are for.
import Foundation
import ReviewCore

/// What a message is bound to: moved to another person or under another sender, it does not open.
public struct MessageEnvelope: Sendable, Hashable {
    public let id: UUID
    public let sender: PersonID
    public let recipient: PersonID

    public init(id: UUID, sender: PersonID, recipient: PersonID) {
        self.id = id
        self.sender = sender
        self.recipient = recipient
    }

    /// Characters a message may have: it is a note, not a letter.
    public static let longest = 200

    /// - Parameter keys: the recipient's, as the ledger knows them (`Register.vouches(for:of:)`).
    public func seal(
        _ text: String, to keys: PublicKeys, in workspace: WorkspaceID
    ) throws(VaultError) -> Data {
        let plain = Data(text.prefix(Self.longest).utf8)
        guard let sealed = SealedToKey.seal(plain, to: keys.agreement, for: place(in: workspace))
        else { throw .publicKeyUnusable }
        return sealed
    }

    /// `nil` where it is for somebody else, or was changed.
    public func open(
        _ sealed: Data, with own: PersonalKeys, in workspace: WorkspaceID
    ) -> String? {
        SealedToKey.open(sealed, with: own.agreement, for: place(in: workspace))
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private func place(in workspace: WorkspaceID) -> Place {
        var place = Place(label: "earshot message", format: SealedToKey.format)
        place.add(workspace.uuid)
        place.add(id)
        place.add(sender.uuid)
        place.add(recipient.uuid)
        return place
    }
}
