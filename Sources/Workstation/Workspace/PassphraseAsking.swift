// Where a passphrase comes from: the person at the terminal, or a descriptor a script names.
import CEventLoop
import Foundation
import Vault

/// How keys that a passphrase protects are opened.
public typealias KeyUnlock = (LockedPersonalKeys) throws -> PersonalKeys

/// Asks for passphrases. Never by an environment variable or an argument, which other programs of
/// the account can read.
public struct PassphraseAsking {
    /// A descriptor that has them, a line each; `nil` asks on the terminal.
    private let descriptor: Int32?

    /// `descriptor` wins over `EARSHOT_PASSPHRASE_FD`.
    public init(_ surroundings: Surroundings, descriptor: Int32? = nil) throws(PassphraseError) {
        if let descriptor {
            self.descriptor = descriptor
        } else if let said = surroundings["EARSHOT_PASSPHRASE_FD"] {
            guard let number = Int32(said) else { throw .badDescriptor }
            self.descriptor = number
        } else {
            self.descriptor = nil
        }
        if let number = self.descriptor {
            guard number >= 0, fcntl(number, F_GETFD) >= 0 else { throw .badDescriptor }
        }
    }

    /// How often a person may try; a descriptor is read once.
    private static let tries = 3

    /// Opens locked keys with what the person says.
    public func unlock(_ locked: LockedPersonalKeys) throws -> PersonalKeys {
        var question = Self.question
        for _ in 1..<(descriptor == nil ? Self.tries : 1) {
            if let keys = try attempt(locked, question) { return keys }
            // Said with the question, when nothing typed shows any more: whoever reads it may
            // already be typing.
            question = "That is not it. Try again.\n" + Self.question
        }
        return try locked.unlock(with: ask(question))
    }

    private static let question = "Passphrase of your keys: "

    /// `nil` where the passphrase is another.
    private func attempt(_ locked: LockedPersonalKeys, _ question: String) throws -> PersonalKeys? {
        let passphrase = try ask(question)
        do {
            return try locked.unlock(with: passphrase)
        } catch {
            guard case VaultError.keyFile(.wrongPassphrase, _) = error else { throw error }
            return nil
        }
    }

    /// A new passphrase, said twice by a person and once by a script.
    public func askForNew() throws -> Passphrase {
        let first = try ask(
            "New passphrase, at least \(Passphrase.fewestCharacters) characters: ")
        guard first.isLongEnough else { throw PassphraseError.tooShort }
        guard descriptor == nil else { return first }
        guard try ask("The same again: ").matches(first) else { throw PassphraseError.unlike }
        return first
    }

    private func ask(_ question: String) throws -> Passphrase {
        try descriptor.map(Self.line) ?? onTerminal(question)
    }

    // MARK: - A script

    /// One line of `descriptor`, byte by byte: the next line is the next question's.
    private static func line(of descriptor: Int32) throws -> Passphrase {
        try Passphrase { room throws(PassphraseError) in
            var count = 0
            while true {
                var byte: UInt8 = 0
                let got = read(descriptor, &byte, 1)
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw .badDescriptor }
                guard got == 1, byte != UInt8(ascii: "\n") else { break }
                guard count < room.count else { throw .tooLong }
                room[count] = byte
                count += 1
            }
            guard count > 0 else { throw .nothingSaid }
            return count
        }
    }

    // MARK: - A person

    private static let terminalPath = "/dev/tty"

    private func onTerminal(_ question: String) throws -> Passphrase {
        let terminal = open(Self.terminalPath, O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw PassphraseError.noTerminal }
        defer { close(terminal) }
        return try Passphrase { room throws(PassphraseError) in
            while true {
                let count = earshot_read_unseen(
                    terminal, question, room.bindMemory(to: UInt8.self).baseAddress,
                    Int32(room.count))
                if count >= 0 { return Int(count) }
                // Stopped and continued: the question is gone from the screen. Any other signal
                // that left the process alive asked it to stop in its own way.
                guard count == -1, errno == EINTR, earshot_unseen_was_stopped() != 0 else {
                    throw .interrupted
                }
            }
        }
    }
}

/// Why no passphrase was taken.
public enum PassphraseError: Error, Equatable, CustomStringConvertible {
    case noTerminal
    case interrupted
    case badDescriptor
    case nothingSaid
    case tooLong
    case tooShort
    case unlike
    case noneToRemove

    public var description: String {
        switch self {
        case .noTerminal:
            "these keys are behind a passphrase, and there is no terminal to ask for it; say it on"
                + " a terminal, or give --passphrase-fd N"
        case .interrupted: "interrupted before the passphrase was said; nothing was done"
        case .badDescriptor:
            "the descriptor for the passphrase cannot be read; open it in the shell that calls,"
                + " as in: earshot status --passphrase-fd 3 3< FILE"
        case .nothingSaid:
            "nothing came from the descriptor for the passphrase; write one line to it"
        case .tooLong:
            "what came as a passphrase is longer than \(Passphrase.mostBytes) bytes; write one"
                + " line to the descriptor"
        case .tooShort:
            "a passphrase shorter than \(Passphrase.fewestCharacters) characters is guessed too"
                + " soon; take a longer one, such as four words"
        case .unlike: "the two were not alike, so nothing was changed; try again"
        case .noneToRemove: "there is no passphrase on these keys; nothing is to be done"
        }
    }
}
