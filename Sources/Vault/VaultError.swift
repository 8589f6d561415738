// What can go wrong in the vault, in words that are safe to print anywhere.
import Foundation
import ReviewCore

/// A refusal or failure of the vault: what, why and what to do.
///
/// `description` names classes, fields, clip ids and key-file paths, never content or key bytes.
public enum VaultError: Error, Equatable, Sendable {
    /// The person at work was never granted the class.
    case classNotHeld(KeyClass)
    /// The class is held, but not the generation that wraps this clip's key.
    case generationNotHeld(KeyClass, generation: Int)
    /// The clip carries no wrapped key of the class: erased, or never sealed under it.
    case keyAbsent(KeyClass, clip: ClipID)
    /// The clip does not carry this field.
    case fieldAbsent(SealedField, clip: ClipID)
    /// The ciphertext is not what was sealed for this place: changed, cut short or moved.
    case damaged(SealedItem, clip: ClipID)
    /// Sealed by a version of Earshot this one does not know.
    case unknownFormat(SealedItem, clip: ClipID, format: UInt8)
    /// It opened, but what was inside is not what this version writes.
    case unreadable(SealedItem, clip: ClipID)
    /// The value handed in cannot be written as JSON.
    case unwritable(SealedItem, clip: ClipID)
    /// A grant addressed to this person does not open with these personal keys.
    case grantDamaged(KeyClass, generation: Int)
    /// Two grants of one class and generation hold different keys.
    case grantsDisagree(KeyClass, generation: Int)
    /// A person's public key is not an X25519 key that can be sealed to.
    case publicKeyUnusable
    /// The system refused memory for a secret of this many bytes.
    case memoryRefused(byteCount: Int)
    case keyFile(KeyFileProblem, path: String)
}

/// What was to be sealed or opened when it went wrong.
public enum SealedItem: Equatable, Sendable {
    case field(SealedField)
    case dataKey(KeyClass)
    case draft

    var words: String {
        switch self {
        case .field(let field): "field \"\(field.rawValue)\""
        case .dataKey(let keyClass): "data key of class \"\(keyClass.rawValue)\""
        case .draft: "draft"
        }
    }
}

/// Why a file of personal keys cannot be used.
public enum KeyFileProblem: Equatable, Sendable {
    case missing
    /// Keys are never replaced by accident: with them go all grants sealed to them.
    case exists
    /// The group or others may read or write it; permission bits as found.
    case fileExposed(mode: UInt16)
    case directoryExposed(mode: UInt16)
    /// It, or its directory, belongs to another user of the machine.
    case notOwned
    /// A link, a directory or a device stands where the file should be.
    case notRegularFile
    case unknownVersion(Int)
    case damaged
    /// The system refused; `code` is an `errno`.
    case system(operation: String, code: Int32)
}

extension VaultError: CustomStringConvertible, CustomDebugStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .classNotHeld(let keyClass):
            "The \(keyClass.rawValue) key is needed and was not granted to you. "
                + "Someone who holds it can grant it: earshot person grant YOU "
                + keyClass.rawValue
        case .generationNotHeld(let keyClass, let generation):
            "You hold the \(keyClass.rawValue) key, but not generation \(generation) of it, "
                + "which sealed this. Ask someone who holds it to grant it again: "
                + "earshot person grant YOU \(keyClass.rawValue)"
        case .keyAbsent(let keyClass, let clip):
            "Clip \(clip.short) has no \(keyClass.rawValue) key: it was erased, or nothing of "
                + "that class came with it. Go on to another clip."
        case .fieldAbsent(let field, let clip):
            "Clip \(clip.short) came without \(field.rawValue). Nothing is to be done."
        case .damaged(let item, let clip):
            "The \(item.words) of clip \(clip.short) does not open: it was changed, cut short "
                + "or moved since it was sealed. Restore it from a backup, or import the clip "
                + "again."
        case .unknownFormat(let item, let clip, let format):
            "The \(item.words) of clip \(clip.short) was sealed in format \(format), which "
                + "this version does not know. Use the version of Earshot that wrote it, or "
                + "a newer one."
        case .unreadable(let item, let clip):
            "The \(item.words) of clip \(clip.short) opened but holds something this version "
                + "does not know. Use the version of Earshot that wrote it, or a newer one."
        case .unwritable(let item, let clip):
            "The \(item.words) of clip \(clip.short) cannot be written as JSON. "
                + "Import the clip again from a corrected manifest."
        case .grantDamaged(let keyClass, let generation):
            "Your grant of the \(keyClass.rawValue) key (generation \(generation)) does not "
                + "open with your personal keys: they are not the ones it was sealed to, or "
                + "the grant was changed. Ask for a new one: earshot person grant YOU "
                + keyClass.rawValue
        case .grantsDisagree(let keyClass, let generation):
            "Two grants of the \(keyClass.rawValue) key (generation \(generation)) hold "
                + "different keys, so one is not genuine. Nothing was opened. Show this to "
                + "the custodian before going on."
        case .publicKeyUnusable:
            "That person's public key cannot be sealed to, so nothing was granted. "
                + "Have them make their keys anew."
        case .memoryRefused(let byteCount):
            "The system refused \(byteCount) bytes of memory for an opened secret. "
                + "Close other programs and try again."
        case .keyFile(let problem, let path):
            problem.words(for: ShellPath(path))
        }
    }

    public var debugDescription: String { "VaultError: \(description)" }
    public var errorDescription: String? { description }
}

extension KeyFileProblem {
    fileprivate func words(for path: ShellPath) -> String {
        switch self {
        case .missing:
            "There are no personal keys at \(path). Restore them from your backup, or have "
                + "new ones made and granted."
        case .exists:
            "There are personal keys at \(path) already, and what is sealed to them would be "
                + "lost with them. Move them away first if new ones are meant."
        case .fileExposed(let mode):
            "Your personal keys can be reached by others (mode \(octal(mode))). "
                + "Run: chmod 600 \(path)"
        case .directoryExposed(let mode):
            "The directory of your personal keys can be reached by others "
                + "(mode \(octal(mode))). Run: chmod 700 \(path)"
        case .notOwned:
            "\(path) belongs to another user of this machine, so keys in it cannot be "
                + "trusted. Keep your keys in a directory of your own."
        case .notRegularFile:
            "\(path) is a link or not a plain file, so keys in it cannot be trusted. "
                + "Put the file itself there."
        case .unknownVersion(let version):
            "The personal keys at \(path) are of version \(version), which this version of "
                + "Earshot does not know. Use a newer one."
        case .damaged:
            "The personal keys at \(path) are damaged. Restore them from your backup."
        case .system(let operation, let code):
            "Could not \(operation) \(path): \(String(cString: strerror(code))). "
                + "Mend that and try again."
        }
    }

    private func octal(_ mode: UInt16) -> String {
        "0" + String(mode & 0o7777, radix: 8)
    }
}
