// A passphrase on the key file: what opens, what does not, and what a hostile file may ask for.
import Crypto
import Foundation
import Testing

@testable import Vault

/// Scrypt takes 128 MB a try, so one test at a time.
@Suite(.serialized) final class PassphraseTests {
    let directory = NSTemporaryDirectory() + "passphrase-\(UUID().uuidString)"
    var path: String { directory + "/me.key" }
    let keys = PersonalKeys.create()

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    static func passphrase(_ text: String) throws -> Passphrase {
        try Passphrase { (room) throws(VaultError) in
            room.copyBytes(from: text.utf8)
            return text.utf8.count
        }
    }

    private let right = "four plain words here"

    private func protect() throws -> LockedPersonalKeys {
        try keys.save(to: path, replacing: true, protectedBy: Self.passphrase(right))
        return try locked()
    }

    private func locked() throws -> LockedPersonalKeys {
        guard case .locked(let locked) = try PersonalKeysFile.read(path) else {
            throw VaultError.keyFile(.missing, path: path)
        }
        return locked
    }

    private func edit(_ change: (inout [String: Any]) -> Void) throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var document = try #require(
            JSONSerialization.jsonObject(with: whole) as? [String: Any])
        change(&document)
        try JSONSerialization.data(withJSONObject: document)
            .write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
    }

    @Test func theRightWordsOpenAndOthersDoNot() throws {
        let locked = try protect()
        #expect(locked.publicKeys == keys.publicKeys)
        let opened = try locked.unlock(with: Self.passphrase(right))
        #expect(opened.agreement.rawRepresentation == keys.agreement.rawRepresentation)
        #expect(opened.signing.rawRepresentation == keys.signing.rawRepresentation)
        for wrong in ["four plain words her", "four plain words here ", ""] {
            #expect(throws: VaultError.keyFile(.wrongPassphrase, path: path)) {
                try locked.unlock(with: Self.passphrase(wrong))
            }
        }
        #expect(throws: VaultError.keyFile(.locked, path: path)) {
            try PersonalKeys.load(from: self.path)
        }
    }

    @Test func thePrivateHalvesAreNowhereInTheFile() throws {
        _ = try protect()
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacingOccurrences(of: "\\/", with: "/")
        let raw = try Data(contentsOf: URL(fileURLWithPath: path))
        for secret in [keys.agreement.rawRepresentation, keys.signing.rawRepresentation] {
            #expect(!text.contains(secret.base64EncodedString()))
            #expect(raw.range(of: secret) == nil)
        }
        #expect(!text.contains("plain words"))
        #expect(text.contains(keys.publicKeys.signing.base64EncodedString()))
    }

    /// Another's public halves in the file would have grants sealed to them.
    @Test func swappedPublicHalvesAreFoundOut() throws {
        _ = try protect()
        let stranger = PersonalKeys.create().publicKeys
        try edit { document in
            document["publicKeys"] = [
                "agreement": stranger.agreement.base64EncodedString(),
                "signing": stranger.signing.base64EncodedString(),
            ]
        }
        #expect(throws: VaultError.keyFile(.wrongPassphrase, path: path)) {
            try self.locked().unlock(with: Self.passphrase(self.right))
        }
    }

    /// A file that asks for all the memory, for a day, or for a key that costs nothing.
    @Test func hostileTermsAreDamage() throws {
        _ = try protect()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for (name, value) in [
            ("rounds", 1 << 30), ("rounds", 1 << 21), ("rounds", 1 << 13), ("rounds", 0),
            ("rounds", -131_072), ("rounds", Int.min), ("rounds", 131_073), ("blockSize", 1 << 20),
            ("blockSize", 0), ("parallelism", 1000), ("parallelism", 0),
        ] {
            try whole.write(to: URL(fileURLWithPath: path))
            try edit { document in
                var terms = document["scrypt"] as? [String: Any] ?? [:]
                terms[name] = value
                document["scrypt"] = terms
            }
            #expect(throws: VaultError.keyFile(.damaged, path: path), "\(name) \(value)") {
                try PersonalKeysFile.read(self.path)
            }
        }
    }

    @Test func cheaperTermsDoNotOpen() throws {
        _ = try protect()
        try edit { document in
            var terms = document["scrypt"] as? [String: Any] ?? [:]
            terms["rounds"] = 1 << 14
            document["scrypt"] = terms
        }
        #expect(throws: VaultError.keyFile(.wrongPassphrase, path: path)) {
            try self.locked().unlock(with: Self.passphrase(self.right))
        }
    }

    @Test func takenOffTheFileOpensByItself() throws {
        let opened = try protect().unlock(with: Self.passphrase(right))
        try opened.save(to: path, replacing: true)
        #expect(try PersonalKeys.load(from: path).publicKeys == keys.publicKeys)
    }

    @Test func aShortOneIsRefusedAndLengthIsInCharacters() throws {
        #expect(throws: VaultError.keyFile(.passphraseTooShort, path: path)) {
            try self.keys.save(to: self.path, protectedBy: Self.passphrase("elevenchars"))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try !Self.passphrase("șțăâîșțăâîș").isLongEnough)
        #expect(try Self.passphrase("șțăâîșțăâîșț").isLongEnough)
    }

    @Test func saltsDifferAndNothingPrintsThem() throws {
        let first = try protect()
        let second = try protect()
        #expect(first.terms.salt != second.terms.salt)
        let phrase = try Self.passphrase(right)
        #expect(!"\(phrase) \(String(reflecting: phrase)) \(first)".contains("plain"))
        #expect(try phrase.matches(Self.passphrase(right)))
        #expect(try !phrase.matches(Self.passphrase("four plain words hero")))
    }
}
