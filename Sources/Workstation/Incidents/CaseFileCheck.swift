// Checks a case file wherever it lies, and, where its workspace is at hand, whose hand signed it.
import Foundation
import ReviewCore
import Store
import Vault

/// What was found of a case file.
public struct CaseFileCheck: Sendable {
    /// Whose hand it is.
    public enum Signer: Sendable, Equatable {
        /// A person of the workspace at hand, by handle.
        case known(String)
        /// There is no such workspace here, so that the key is all that is known.
        case unknown
        /// The workspace is here, and knows no such key for this person.
        case nobody
    }

    public let checked: CheckedCase
    public let signer: Signer

    public var isSound: Bool { checked.isSound && signer != .nobody }

    /// Files of a case are few and small; what is more is not read into memory.
    private static let mostFiles = 32

    /// - Parameter workspace: to ask whose key it is; `nil` where none is at hand.
    /// - Throws: `CaseFileError.noFolder`.
    public init(of folder: URL, in workspace: Workspace?) throws {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw CaseFileError.noFolder
        }
        var files: [String: Data] = [:]
        for name in names.sorted().prefix(Self.mostFiles) where name != "." && name != ".." {
            let path = folder.appending(path: name).path
            let bytes = try? BoundedFile.read(
                path, longest: PrivateFolder.longest, plainOnly: true)
            // What cannot be read is there all the same, and is named as changed or foreign.
            files[name] = (bytes ?? nil) ?? Data()
        }
        checked = CaseFile.check(files)
        signer = try Self.signer(checked.manifest, workspace)
    }

    private static func signer(
        _ manifest: CaseManifest?, _ workspace: Workspace?
    ) throws -> Signer {
        guard let manifest, let workspace, workspace.id.description == manifest.workspace else {
            return .unknown
        }
        let reading = try workspace.store.people.replay(workspace.id, nil)
        guard reading.finding == nil,
            let (person, standing) = reading.register.members.first(where: {
                $0.key.description == manifest.exportedBy
            }), standing.key == manifest.signingKey
        else { return .nobody }
        let name = try workspace.store.people.list().first { $0.person.id == person }?.person.name
        return .known(name ?? person.short)
    }
}
