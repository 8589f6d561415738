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
    /// No disclosure that is in force is for this field of this clip and this person.
    case notDisclosed(DisclosedField, clip: ClipID)
    /// What was asked of the assistant, by the clip's sealed text, does not need the field.
    case notNeeded(DisclosedField, clip: ClipID)
    /// The value handed in cannot be written as JSON.
    case unwritable(SealedItem, clip: ClipID)
    /// A grant addressed to this person does not open with these personal keys.
    case grantDamaged(KeyClass, generation: Int)
    /// A grant opens to another key than the ledger promised.
    case grantUntrue(KeyClass, generation: Int)
    /// The class keeps its first key for good.
    case doesNotRotate(KeyClass)
    /// The ledger has no public key for this half of the identity.
    case identityKeyUnknown(KeyClass)
    /// Who asks to see an identity and who approves are one person.
    case approvalOwn
    /// The approval is of another clip, person or request, or was changed.
    case approvalForeign
    /// The request's end has passed.
    case requestOver
    /// An identity was to be opened with one half.
    case halvesInOneHand
    /// A person's public key is not an X25519 key that can be sealed to.
    case publicKeyUnusable
    /// The system refused memory for a secret of this many bytes.
    case memoryRefused(byteCount: Int)
    /// What a clip was called in an export does not open: changed, or sealed for another place.
    case exportNameDamaged
    case keyFile(KeyFileProblem, path: String)
}

/// What was to be sealed or opened when it went wrong.
public enum SealedItem: Equatable, Sendable {
    case field(SealedField)
    case dataKey(KeyClass)
    case draft
    case incidentWords

    var words: String {
        switch self {
        case .field(let field): "field \"\(field.rawValue)\""
        case .dataKey(let keyClass): "data key of class \"\(keyClass.rawValue)\""
        case .draft: "draft"
        case .incidentWords: "words about the incident"
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
    /// The founder's key that was kept beside the keys.
    case pinDamaged
    case damaged
    /// A passphrase protects them, and nobody could be asked for it.
    case locked
    case wrongPassphrase
    case passphraseTooShort
    /// The system refused; `code` is an `errno`.
    case system(operation: String, code: Int32)
}

extension VaultError: CustomStringConvertible, CustomDebugStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .classNotHeld(let keyClass):
            "the \(keyClass.rawValue) key was not granted to you; a custodian can give you the role "
                + "or clearance that brings it: earshot person grant YOU ROLE-OR-CLEARANCE"
        case .generationNotHeld(let keyClass, let generation):
            "you hold the \(keyClass.rawValue) key but not generation \(generation) of it, which "
                + "this says it is sealed under; where that is not damage, a custodian can give you "
                + "what you lack: earshot person grant YOU"
        case .keyAbsent(let keyClass, let clip):
            "clip \(clip.short) has no \(keyClass.rawValue) key, because it was erased or nothing "
                + "of that class came with it; go on to another clip"
        case .fieldAbsent(let field, let clip):
            "clip \(clip.short) came without \(field.rawValue); nothing is to be done"
        case .damaged(let item, let clip):
            "the \(item.words) of clip \(clip.short) does not open, because it or what is kept "
                + "beside it was changed since it was sealed; restore a backup, or import the "
                + "clip again"
        case .unknownFormat(let item, let clip, let format):
            "the \(item.words) of clip \(clip.short) was sealed in format \(format), which this "
                + "version does not know; use the Earshot that wrote it, or a newer one"
        case .unreadable(let item, let clip):
            "the \(item.words) of clip \(clip.short) holds something this version does not know; "
                + "use the Earshot that wrote it, or a newer one"
        case .notDisclosed(let field, let clip):
            "the \(field.words) of clip \(clip.short) opens only while it is disclosed to you; "
                + "ask for it at the desk, with the clip in hand"
        case .notNeeded(let field, let clip):
            "what clip \(clip.short) asks for can be judged without its \(field.words); nothing "
                + "is to be done"
        case .unwritable(let item, let clip):
            "the \(item.words) of clip \(clip.short) cannot be written as JSON; import the clip "
                + "again from a corrected manifest"
        case .grantDamaged(let keyClass, let generation):
            "your grant of the \(keyClass.rawValue) key (generation \(generation)) was made for "
                + "other personal keys, or was changed; ask a custodian for a new one: "
                + "earshot person grant YOU"
        case .grantUntrue(let keyClass, let generation):
            "your grant of the \(keyClass.rawValue) key (generation \(generation)) holds another "
                + "key than the log promises, so nothing was opened; show this to a custodian, and "
                + "see who gave it: earshot audit list --action grant.given"
        case .doesNotRotate(let keyClass):
            "the \(keyClass.rawValue) key keeps its first generation for good; "
                + "rotate audio, text, location or contacts"
        case .identityKeyUnknown(let half):
            "the log of this workspace names no \(half.rawValue) key, so identities cannot be "
                + "sealed; run 'earshot audit verify'"
        case .approvalOwn:
            "it takes two to see who a clip is of, and you are one; have a colleague approve it"
        case .approvalForeign:
            "this approval is of another request, clip or person, or was changed, and nothing was "
                + "opened; ask anew with 'earshot glass ask'"
        case .requestOver:
            "the request is over; ask anew where it is still needed"
        case .halvesInOneHand:
            "an identity opens with two halves of a key, and this would be one; have it approved "
                + "by somebody who holds the other"
        case .publicKeyUnusable:
            "that person's public key cannot be sealed to, so nothing was granted; "
                + "have them make their keys anew"
        case .memoryRefused(let byteCount):
            "the system refused \(byteCount) bytes of memory for an opened secret; "
                + "close other programs and try again"
        case .exportNameDamaged:
            "what a clip was called in an export does not open, because it was changed since; "
                + "restore a backup"
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
            "there are no personal keys at \(path); restore them from your backup, or have new "
                + "ones made and granted"
        case .exists:
            "there are personal keys at \(path) already, and what is sealed to them would be lost "
                + "with them; move them away first if new ones are meant"
        case .fileExposed(let mode):
            "your personal keys can be reached by others (mode \(octal(mode))); "
                + "mend it with: chmod 600 \(path)"
        case .directoryExposed(let mode):
            "the directory of your personal keys can be reached by others (mode \(octal(mode))); "
                + "mend it with: chmod 700 \(path)"
        case .notOwned:
            "\(path) belongs to another user of this machine, so keys in it cannot be trusted; "
                + "keep yours in a directory of your own"
        case .notRegularFile:
            "\(path) is a link or no plain file, so keys in it cannot be trusted; "
                + "put the file itself there"
        case .unknownVersion(let version):
            "the personal keys at \(path) are of version \(version), which this Earshot does not "
                + "know; use a newer one"
        case .pinDamaged:
            "the founder's key kept at \(path) is damaged; restore it from your backup, or remove "
                + "it to trust the key this workspace's log begins with"
        case .damaged:
            "the personal keys at \(path) are damaged; restore them from your backup"
        case .locked:
            "the personal keys at \(path) are behind a passphrase; say it on a terminal, or give "
                + "--passphrase-fd N"
        case .wrongPassphrase:
            "that is not the passphrase of the personal keys at \(path), or they are damaged; try "
                + "again, or restore them from your backup"
        case .passphraseTooShort:
            "a passphrase shorter than \(Passphrase.fewestCharacters) characters is guessed too "
                + "soon; take a longer one, such as four words"
        case .system(let operation, let code):
            "could not \(operation) \(path) (\(String(cString: strerror(code)))); "
                + "mend that and try again"
        }
    }

    private func octal(_ mode: UInt16) -> String {
        "0" + String(mode & 0o7777, radix: 8)
    }
}
