// The manifest of a case file: what is in the folder, by digest, signed by whoever took it out.
import Crypto
import Foundation
import ReviewCore

/// What holds a case file together. It names ids and digests, and nobody readable.
public struct CaseManifest: Sendable, Equatable, Codable {
    /// One file of the folder.
    public struct File: Sendable, Equatable, Codable {
        public let name: String
        public let sha256: String
        public let bytes: Int

        public init(_ name: String, _ content: Data) {
            self.name = name
            sha256 = MerkleHash.digest(of: content).hex
            bytes = content.count
        }
    }

    public static let fileName = "manifest.json"

    public var format = 1
    public var workspace: String
    public var incident: String
    /// UTC, to the second.
    public var exportedAt: String
    /// The person's id, and their Ed25519 key in base 64.
    public var exportedBy: String
    public var key: String
    public var files: [File]
    /// What of the clip is in it, by the incident's disposition.
    public var released: [ReleasedField]
    /// What the disposition released and is not in it.
    public var absent: [ReleasedField]
    /// The log that the proofs are about.
    public var logSize: Int64
    public var logRoot: String
    /// Ed25519, base 64, over everything above.
    public var signature: String?

    public init(
        workspace: WorkspaceID, incident: IncidentID, exportedAt: Timestamp, signer: AuditSigner,
        files: [File], released: [ReleasedField], absent: [ReleasedField], log: TreeHead
    ) {
        self.workspace = workspace.description
        self.incident = incident.description
        self.exportedAt = exportedAt.date.formatted(.iso8601)
        exportedBy = signer.person.description
        key = signer.publicKeys.signing.base64EncodedString()
        self.files = files.sorted { $0.name < $1.name }
        self.released = released
        self.absent = absent
        logSize = log.size
        logRoot = log.root.hex
    }

    /// `nil` for anything that is no manifest of a case file.
    public init?(parsing bytes: Data) {
        guard let manifest = try? JSONDecoder().decode(CaseManifest.self, from: bytes),
            manifest.format == 1
        else { return nil }
        self = manifest
    }

    /// The key it says it was signed with; `nil` unless it is one.
    public var signingKey: AuditKey? { Data(base64Encoded: key).flatMap(AuditKey.init) }

    var incidentID: IncidentID? { UUID(uuidString: incident).map(IncidentID.init(uuid:)) }
}

extension CaseManifest {
    /// The manifest as it is written, signed.
    public func signed(by signer: AuditSigner) throws(AuditLogError) -> Data {
        var signed = self
        signed.signature = try signer.sign(try message()).base64EncodedString()
        return try CaseJSON.bytes(signed)
    }

    /// Whether the signature is that of the key it names, over this very content.
    var isSigned: Bool {
        guard let signature = signature.flatMap({ Data(base64Encoded: $0) }),
            let message = try? message()
        else { return false }
        return signingKey?.verifying?.isValidSignature(signature, for: message) == true
    }

    /// What is signed: a label of its own, so that it passes for nothing else, and the content.
    private func message() throws(AuditLogError) -> Data {
        guard let workspace = UUID(uuidString: workspace) else { throw .unsignable }
        var unsigned = self
        unsigned.signature = nil
        var place = Place(label: "earshot case file", format: 1)
        place.add(workspace)
        return Data(place.bytes) + (try CaseJSON.bytes(unsigned))
    }
}

/// JSON as case files have it: keys sorted, so that the same content is the same bytes.
public enum CaseJSON {
    public static func bytes(_ value: some Encodable) throws(AuditLogError) -> Data {
        try bytes(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    /// One value in one line.
    public static func line(_ value: some Encodable) throws(AuditLogError) -> Data {
        try bytes(value, [.sortedKeys, .withoutEscapingSlashes])
    }

    private static func bytes(
        _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
    ) throws(AuditLogError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        do {
            return try encoder.encode(value) + Data("\n".utf8)
        } catch {
            throw .unsignable
        }
    }
}
