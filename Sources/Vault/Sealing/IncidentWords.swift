// Words about an incident: anybody seals them, and only who answers for incidents opens them.
import Crypto
import Foundation
import ReviewCore

/// Seals words about incidents, with the public half of the class `incident` alone.
struct IncidentSeal: Sendable {
    let workspace: WorkspaceID
    /// The newest generation and its public key; absent where the ledger promises none.
    let newest: (generation: Int, publicKey: Data)?

    /// Layout: the generation (4 bytes, big-endian), then what `SealedToKey` makes.
    func seal(
        _ text: String, of clip: ClipID, by person: PersonID
    ) throws(VaultError) -> CustodyText {
        guard let (generation, publicKey) = newest else { throw .classNotHeld(.incident) }
        let place = IncidentWords.place(generation, of: clip, by: person, in: workspace)
        guard let sealed = SealedToKey.seal(Data(text.utf8), to: publicKey, for: place) else {
            throw .publicKeyUnusable
        }
        let number = withUnsafeBytes(of: UInt32(generation).bigEndian) { Data($0) }
        return .sealed(number + sealed)
    }
}

extension Keyring {
    var incidentSeal: IncidentSeal {
        let newest = commitments.newest(of: .incident).flatMap { generation in
            commitments[.incident, generation].map { (generation, $0.bytes) }
        }
        return IncidentSeal(workspace: workspace, newest: newest)
    }

    /// Seals words that `person` says about the incident of `clip`. It takes no private key.
    public func seal(
        _ text: String, aboutIncidentOf clip: ClipID, by person: PersonID
    ) throws(VaultError) -> CustodyText {
        try incidentSeal.seal(text, of: clip, by: person)
    }

    /// Reads words that were sealed for this clip and person; takes the class `incident`.
    public func open(
        _ text: CustodyText, aboutIncidentOf clip: ClipID, by person: PersonID
    ) throws(VaultError) -> String {
        guard case .sealed(let bytes) = text else { return text.readable ?? "" }
        guard bytes.count > IncidentWords.numberBytes else {
            throw .damaged(.incidentWords, clip: clip)
        }
        let generation = bytes.prefix(IncidentWords.numberBytes).reduce(0) { $0 << 8 | Int($1) }
        let held = try key(.incident, generation: generation)
        let place = IncidentWords.place(generation, of: clip, by: person, in: workspace)
        guard let agreement = try? held.agreement,
            var plain = SealedToKey.open(
                Data(bytes.dropFirst(IncidentWords.numberBytes)), with: agreement, for: place)
        else { throw .damaged(.incidentWords, clip: clip) }
        defer { plain.wipe() }
        return String(decoding: plain, as: UTF8.self)
    }
}

private enum IncidentWords {
    static let numberBytes = 4

    /// Bound to the clip and to who said it; its turn in the story is held by the chain of events.
    static func place(
        _ generation: Int, of clip: ClipID, by person: PersonID, in workspace: WorkspaceID
    ) -> Place {
        var place = Place(label: "earshot incident words", format: SealedToKey.format)
        place.add(workspace.uuid)
        place.add(clip.uuid)
        place.add(person.uuid)
        place.add(generation)
        return place
    }
}
