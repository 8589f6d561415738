// The receipt of an erasure: what went, when, by whom, signed, and held to the log by its digest.
import Crypto
import Foundation
import ReviewCore

/// What a workspace answers to somebody who asked to be forgotten. It holds pseudonyms, ids and
/// counts, so that it can be handed out and kept.
///
/// Its digest stands in the log, in the entry that finished the erasure; the signature is for
/// whoever has the receipt and not the log.
public struct ErasureReceipt: Sendable, Equatable, Codable {
    public struct Act: Sendable, Equatable, Codable {
        /// UTC, to the second.
        public let at: String
        /// The person's id; absent where nobody signed.
        public let by: String?

        public init(at time: Timestamp, by person: PersonID?) {
            at = time.date.formatted(.iso8601)
            by = person?.description
        }
    }

    /// How much went.
    public struct Counts: Sendable, Equatable, Codable {
        public var clips: Int
        public var keys: Int
        public var fields: Int
        public var annotations: Int
        public var sounds: Int
        public var names: Int

        public init(
            clips: Int, keys: Int, fields: Int, annotations: Int, sounds: Int, names: Int
        ) {
            self.clips = clips
            self.keys = keys
            self.fields = fields
            self.annotations = annotations
            self.sounds = sounds
            self.names = names
        }
    }

    /// An export that had some of it, and the list of what to take out of it.
    public struct Recalled: Sendable, Equatable, Codable {
        public let export: String
        public let names: Int
        /// Relative to the workspace.
        public let tombstones: String

        public init(export: String, names: Int, tombstones: String) {
            self.export = export
            self.names = names
            self.tombstones = tombstones
        }
    }

    /// The log as it was before the entry that has this receipt's digest.
    public struct LogHead: Sendable, Equatable, Codable {
        public let size: Int64
        public let root: String

        public init(_ head: TreeHead) {
            size = head.size
            root = head.root.hex
        }
    }

    public var format = 1
    public var workspace: String
    public var erasure: String
    /// Counted from 1; what a legal hold kept waiting has a part of its own.
    public var part: Int
    /// `request` or `retention`.
    public var reason: String
    public var requested: Act
    public var finished: Act
    /// What was asked for, as pseudonyms; empty where clips were.
    public var devices: [String]
    public var accounts: [String]
    public var clips: [String]
    /// Clips that a legal hold keeps from being erased until it ends.
    public var deferred: [String]
    public var counts: Counts
    public var exports: [Recalled]
    public var log: LogHead
    /// Ed25519, base 64, over everything above.
    public var signature: String?

    public init(
        workspace: WorkspaceID, erasure: UUID, part: Int, reason: String, requested: Act,
        finished: Act, subjects: [CustodySubject], clips: [ClipID], deferred: [ClipID],
        counts: Counts, exports: [Recalled], log: LogHead
    ) {
        self.workspace = workspace.description
        self.erasure = erasure.uuidString.lowercased()
        self.part = part
        self.reason = reason
        self.requested = requested
        self.finished = finished
        devices = subjects.filter { $0.kind == .device }.map(\.pseudonym.rawValue)
        accounts = subjects.filter { $0.kind == .account }.map(\.pseudonym.rawValue)
        self.clips = clips.map(\.description)
        self.deferred = deferred.map(\.description)
        self.counts = counts
        self.exports = exports
        self.log = log
    }

    /// `nil` for anything that is no receipt.
    public init?(parsing bytes: Data) {
        guard let receipt = try? JSONDecoder().decode(ErasureReceipt.self, from: bytes),
            receipt.format == 1
        else { return nil }
        self = receipt
    }

    /// The name of its file, without ending.
    public var name: String { Self.name(of: erasure, part: part) }

    static func name(of erasure: String, part: Int) -> String { "\(erasure)-\(part)" }
}

// MARK: - Signing

extension ErasureReceipt {
    /// The receipt as it is kept and handed out, signed.
    public func signed(by signer: AuditSigner) throws(AuditLogError) -> Data {
        var signed = self
        signed.signature = try signer.sign(message(in: signer.workspace)).base64EncodedString()
        return try signed.bytes()
    }

    /// Whether the signature is that of a key, over this very content.
    public func isSigned(by key: AuditKey, in workspace: WorkspaceID) -> Bool {
        guard let signature = signature.flatMap({ Data(base64Encoded: $0) }),
            let message = try? message(in: workspace)
        else { return false }
        return key.verifying?.isValidSignature(signature, for: message) == true
    }

    /// What is signed: a label of its own, so that it passes for nothing else, and the content.
    private func message(in workspace: WorkspaceID) throws(AuditLogError) -> Data {
        var unsigned = self
        unsigned.signature = nil
        var place = Place(label: "earshot erasure receipt", format: 1)
        place.add(workspace.uuid)
        return Data(place.bytes) + (try unsigned.bytes())
    }

    private func bytes() throws(AuditLogError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self) + Data("\n".utf8)
        } catch {
            throw .unsignable
        }
    }
}
