// The key file on a real disk: modes, links, damage, and what is never overwritten.
import Foundation
import Testing

@testable import Vault

@Suite final class PersonalKeysFileTests {
    /// The name is hostile to shells on purpose.
    let directory = NSTemporaryDirectory() + "vault test's \(UUID().uuidString)"
    var path: String { directory + "/earshot/me.json" }
    let keys = PersonalKeys.create()

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func shell(_ command: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func contents() throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    private func replace(with text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
    }

    private func expect(_ problem: KeyFileProblem, at place: String? = nil) {
        #expect(throws: VaultError.keyFile(problem, path: place ?? path)) {
            try PersonalKeys.load(from: path)
        }
    }

    @Test func savedKeysOpenWhatWasSealedToThem() throws {
        let ring = Keyring.create(for: Fixture.workspace)
        let grant = try ring.grant(.audio, to: Fixture.ana, publicKeys: keys.publicKeys)
        try keys.save(to: path)
        let loaded = try PersonalKeys.load(from: path)
        #expect(loaded.publicKeys == keys.publicKeys)
        let opened = try Keyring.open(
            [grant], for: Fixture.ana, in: Fixture.workspace, with: loaded,
            against: ring.commitments)
        #expect(opened.classes == [.audio])
        let signature = try loaded.signing.signature(for: Data("x".utf8))
        #expect(keys.signing.publicKey.isValidSignature(signature, for: Data("x".utf8)))
    }

    @Test func madeForTheOwnerAlone() throws {
        try keys.save(to: path)
        #expect(mode(path) == 0o600)
        #expect(mode(directory + "/earshot") == 0o700 && mode(directory) == 0o700)
        let left = try FileManager.default.contentsOfDirectory(atPath: directory + "/earshot")
        #expect(left == ["me.json"])
    }

    @Test func keysAreNotReplacedByAccident() throws {
        try keys.save(to: path)
        let before = try contents()
        let expected = VaultError.keyFile(.exists, path: path)
        #expect(throws: expected) { try PersonalKeys.create().save(to: self.path) }
        #expect(try contents() == before)
        let newer = PersonalKeys.create()
        try newer.save(to: path, replacing: true)
        #expect(try PersonalKeys.load(from: path).publicKeys == newer.publicKeys)
        #expect(mode(path) == 0o600)
        let left = try FileManager.default.contentsOfDirectory(atPath: directory + "/earshot")
        #expect(left == ["me.json"])
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o610, 0o666] as [UInt16])
    func exposedFileIsRefusedAndTheCommandMendsIt(_ bits: UInt16) throws {
        try keys.save(to: path)
        chmod(path, mode_t(bits))
        let error = try #require(
            #expect(throws: VaultError.self) { try PersonalKeys.load(from: self.path) })
        #expect(error == .keyFile(.fileExposed(mode: bits), path: path))
        let command = try #require(error.description.components(separatedBy: "with: ").last)
        #expect(command.hasPrefix("chmod 600 "))
        #expect(try shell(command) == 0)
        #expect(try PersonalKeys.load(from: path).publicKeys == keys.publicKeys)
    }

    @Test(arguments: [0o755, 0o750, 0o701, 0o770] as [UInt16])
    func exposedDirectoryIsRefusedAndTheCommandMendsIt(_ bits: UInt16) throws {
        try keys.save(to: path)
        chmod(directory + "/earshot", mode_t(bits))
        let expected = VaultError.keyFile(
            .directoryExposed(mode: bits), path: directory + "/earshot")
        #expect(throws: expected) { try PersonalKeys.load(from: self.path) }
        #expect(throws: expected) { try self.keys.save(to: self.path, replacing: true) }
        let command = try #require(expected.description.components(separatedBy: "with: ").last)
        #expect(try shell(command) == 0)
        #expect(try PersonalKeys.load(from: path).publicKeys == keys.publicKeys)
    }

    @Test func whatIsNoPlainFileIsRefused() throws {
        expect(.missing)
        try keys.save(to: path)
        let real = directory + "/earshot/real.json"
        rename(path, real)
        symlink(real, path)
        expect(.notRegularFile)
        unlink(path)
        // Opening a fifo for reading would wait for a writer that never comes.
        mkfifo(path, 0o600)
        expect(.notRegularFile)
        unlink(path)
        mkdir(path, 0o700)
        expect(.notRegularFile)
    }

    @Test func everyCutIsDamage() throws {
        try keys.save(to: path)
        let whole = try contents()
        for count in 0..<whole.count {
            try replace(with: String(whole.prefix(count)))
            expect(.damaged)
        }
    }

    /// Any 32 bytes are a private key; only the public halves can tell.
    @Test func changedKeyIsDamage() throws {
        try keys.save(to: path)
        let whole = try contents()
        let secrets = [keys.agreement.rawRepresentation, keys.signing.rawRepresentation]
        for secret in secrets {
            var changed = secret
            changed[10] ^= 0x40
            try replace(
                with: whole.replacingOccurrences(
                    of: try quoted(secret), with: try quoted(changed)))
            expect(.damaged)
        }
        try replace(with: whole)
        #expect(try PersonalKeys.load(from: path).publicKeys == keys.publicKeys)
    }

    private func quoted(_ bytes: Data) throws -> String {
        String(decoding: try JSONEncoder().encode(bytes), as: UTF8.self)
    }

    @Test func laterVersionsAreNamed() throws {
        try keys.save(to: path)
        let whole = try contents()
        try replace(with: #"{"format":"earshot personal keys","version":7}"#)
        expect(.unknownVersion(7))
        try replace(with: #"{"format":"something else","version":1}"#)
        expect(.damaged)
        try replace(
            with: whole.replacingOccurrences(of: #""none""#, with: #""rot13""#))
        expect(.damaged)
        try replace(with: whole + String(repeating: " ", count: 70_000))
        expect(.damaged)
    }

    @Test func pathsAreShownSafely() {
        #expect(
            ShellPath("/home/ana/.config/k.json", home: "/home/ana").description
                == "~/.config/k.json")
        #expect(ShellPath("/home/anabel/k", home: "/home/ana").description == "/home/anabel/k")
        #expect(ShellPath("/a b/it's", home: "/h").description == #"'/a b/it'\''s'"#)
        #expect(ShellPath("/acasă/हिन्दी", home: "/h").description == "'/acasă/हिन्दी'")
        let hostile = ShellPath("/a\u{1b}]0;x\u{7}\u{202e}\n'\\b", home: "/h").description
        #expect(hostile == #"$'/a\x1b]0;x\x07\xe2\x80\xae\x0a\x27\x5cb'"#)
    }
}
