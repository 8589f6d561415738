// The events of an incident as a chain: each is held to all before it, with or without its words.
import Crypto
import Foundation
import ReviewCore

/// One event as it is kept: bytes that never change, and words that can go.
public struct CustodyLink: Sendable, Equatable {
    /// The event in JSON, its words named by their digest.
    public let bytes: Data
    /// The words, sealed for the holders of the class `incident`; `nil` where there are none, or
    /// none any more.
    public let words: Data?
    /// SHA-256 over the hash before it, the incident's id and `bytes`.
    public let hash: MerkleHash

    public init(bytes: Data, words: Data?, hash: MerkleHash) {
        self.bytes = bytes
        self.words = words
        self.hash = hash
    }
}

/// Writes and reads links.
public enum CustodyChain {
    /// The event as the next link of a chain.
    ///
    /// - Parameter previous: the hash of the link before it; `nil` for the first.
    /// - Returns: `nil` where the event's words are readable: those are never kept.
    public static func link(
        _ event: CustodyEvent, of incident: IncidentID, after previous: MerkleHash?
    ) throws -> CustodyLink? {
        var (kept, words) = (event, Data?.none)
        switch event.act.text {
        case .open?: return nil
        case .sealed(let bytes)?:
            words = bytes
            kept = event.saying(.digest(digest(of: bytes)))
        case .digest?, nil: break
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(kept)
        return CustodyLink(
            bytes: bytes, words: words, hash: hash(bytes, of: incident, after: previous))
    }

    /// The events of a chain, each held to its hash, with such words as are still there.
    ///
    /// - Throws: `IncidentReplayError` naming the first link that does not hold.
    public static func events(
        _ links: [CustodyLink], of incident: IncidentID
    ) throws(IncidentReplayError) -> [CustodyEvent] {
        var events: [CustodyEvent] = []
        var previous: MerkleHash?
        for (sequence, link) in links.enumerated() {
            guard link.hash == hash(link.bytes, of: incident, after: previous),
                let event = try? JSONDecoder().decode(CustodyEvent.self, from: link.bytes),
                let whole = event.regaining(link.words)
            else { throw IncidentReplayError(sequence: sequence) }
            events.append(whole)
            previous = link.hash
        }
        return events
    }

    private static func hash(
        _ bytes: Data, of incident: IncidentID, after previous: MerkleHash?
    ) -> MerkleHash {
        let id = withUnsafeBytes(of: incident.uuid.uuid) { Data($0) }
        return .digest(of: (previous ?? .zero).bytes + id + bytes)
    }

    fileprivate static func digest(of words: Data) -> Data { MerkleHash.digest(of: words).bytes }
}

extension CustodyEvent {
    fileprivate func saying(_ text: CustodyText) -> CustodyEvent {
        CustodyEvent(sequence: sequence, at: at, actor: actor, act: act.saying(text))
    }

    /// `nil` where the words are not those the digest names.
    fileprivate func regaining(_ words: Data?) -> CustodyEvent? {
        guard let words else { return self }
        guard act.text == .digest(CustodyChain.digest(of: words)) else { return nil }
        return saying(.sealed(words))
    }
}
