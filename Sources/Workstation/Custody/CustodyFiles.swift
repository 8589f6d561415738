// What erasures leave beside the database: receipts, and lists of what to take out of exports.
import Foundation
import ReviewCore
import Store
import Vault

/// Receipts under `receipts/` of a workspace, a file a part of an erasure.
public struct ReceiptFiles: Sendable {
    private let workspace: URL

    public static let folderName = "receipts"
    private static let ending = ".json"

    init(of workspace: URL) { self.workspace = workspace }

    /// Where the receipt of that name lies, for whoever is told of it.
    public static func path(_ name: String, in workspace: Workspace) -> String {
        workspace.directory.appending(path: folderName).appending(path: name + ending).path
    }

    /// The file somebody means: where it is from here, else below the workspace.
    public static func file(_ path: String, in workspace: Workspace) -> URL {
        let here = URL(filePath: path)
        guard !path.hasPrefix("/"), !FileManager.default.fileExists(atPath: here.path) else {
            return here
        }
        return workspace.directory.appending(path: path)
    }

    private func folder(making: Bool) throws(PrivateFolderError) -> PrivateFolder? {
        do throws(PrivateFolderError) {
            return try PrivateFolder(Self.folderName, in: workspace, making: making)
        } catch .absent {
            return nil
        }
    }

    /// Everything that is there, by its digest: one file at a time is in memory.
    func kept() throws -> [KeptReceipt] {
        guard let folder = try folder(making: false) else { return [] }
        return folder.names().map { file in
            KeptReceipt(
                name: Self.name(file), digest: .digest(of: folder.read(file) ?? Data()))
        }
    }

    func names() throws -> Set<String> {
        Set(try folder(making: false)?.names().map(Self.name) ?? [])
    }

    /// Writes the receipts that are not there.
    func write(_ receipts: [StoredReceipt]) throws {
        guard !receipts.isEmpty, let folder = try folder(making: true) else { return }
        folder.sweep()
        let there = Set(folder.names())
        for receipt in receipts {
            let file =
                "\(receipt.erasure.uuidString.lowercased())-\(receipt.part)\(Self.ending)"
            if !there.contains(file) { try folder.write(receipt.bytes, to: file) }
        }
    }

    private static func name(_ file: String) -> String {
        file.hasSuffix(ending) ? String(file.dropLast(ending.count)) : file
    }
}

/// Lists under `tombstones/` of a workspace: for each export that had somebody who is gone, the
/// names of the records to take out of it.
public struct TombstoneFiles: Sendable {
    private let workspace: URL

    public static let folderName = "tombstones"

    init(of workspace: URL) { self.workspace = workspace }

    /// The list of an export, relative to the workspace.
    public static func path(of export: UUID) -> String { "\(folderName)/\(file(of: export))" }

    private static func file(of export: UUID) -> String {
        "\(export.uuidString.lowercased()).jsonl"
    }

    /// Writes lists whole, over what is there.
    func write(_ lists: [UUID: [Tombstone]]) throws {
        guard !lists.isEmpty else { return }
        let folder = try PrivateFolder(Self.folderName, in: workspace, making: true)
        folder.sweep()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for (export, list) in lists.sorted(by: { $0.key.uuidString < $1.key.uuidString }) {
            var bytes = Data()
            for tombstone in list {
                bytes += try encoder.encode(Line(tombstone)) + Data("\n".utf8)
            }
            try folder.write(bytes, to: Self.file(of: export))
        }
    }

    /// One line: the record called `id` in this manifest is to go, and its sound with it.
    private struct Line: Encodable {
        let id: String
        let manifest: String
        let export: String
        let erasure: String?
        let at: String?

        init(_ tombstone: Tombstone) {
            id = tombstone.name
            manifest = tombstone.manifest
            export = tombstone.export.uuidString.lowercased()
            erasure = tombstone.erasure?.uuidString.lowercased()
            at = tombstone.buriedAt?.date.formatted(.iso8601)
        }
    }
}
