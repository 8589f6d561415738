// Secrets in memory and in print: nothing shows, pages are kept out of swap and dumps.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct SecrecyTests {
    /// Everything a careless line of code could do to show a value.
    private func shown<Value>(_ value: Value) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        dump([value], to: &dumped)
        dump(Optional(value), to: &dumped)
        let children = Mirror(reflecting: value).children.map { "\($0)" }
        return
            ([
                "\(value)", String(reflecting: value), "\([value])",
                String(describing: Optional(value)),
            ]
            + [dumped] + children).joined(separator: "\n")
    }

    @Test func keysNeverShowThemselves() throws {
        let world = try World()
        let personal = PersonalKeys.create()
        let classKey = try world.keyring.key(.text, generation: 1)
        let secret = classKey.key.withUnsafeBytes { Data($0) }
        let texts = [
            shown(world.keyring), shown(world.vault), shown(personal), shown(classKey),
            shown(world.vault.openKeys(of: world.clip)), shown(try Border(world.keyring)),
            shown(try world.identity(of: world.clip)),
            shown(try world.vault.openAudio(world.sealedAudio, of: world.clip)),
            shown(
                MachineText(
                    hypothesis: Fixture.incoming.hypothesis, interpretation: nil,
                    response: nil)),
        ]
        let keys = [secret, personal.agreement.rawRepresentation]
        for text in texts {
            #expect(text.contains("(redacted)"))
            for secret in Fixture.secrets { #expect(!text.contains(secret)) }
            for key in keys {
                #expect(!text.contains(key.base64EncodedString()))
                #expect(!text.contains(key.prefix(4).map(String.init).joined(separator: ", ")))
                let hex = key.prefix(4).map { String($0, radix: 16) }.joined()
                #expect(!text.contains(hex))
            }
        }
        #expect(shown(world.keyring).count < 400)
    }

    @Test func errorsSayWhatWhyAndWhatToDoAndNoMore() {
        let item = SealedItem.field(.machineText)
        let errors: [VaultError] = [
            .classNotHeld(.location), .generationNotHeld(.text, generation: 3),
            .keyAbsent(.audio, clip: id(1)), .fieldAbsent(.contacts, clip: id(1)),
            .damaged(item, clip: id(1)), .unknownFormat(item, clip: id(1), format: 9),
            .unreadable(.draft, clip: id(1)), .unwritable(.dataKey(.text), clip: id(1)),
            .grantDamaged(.text, generation: 1), .grantUntrue(.text, generation: 1),
            .publicKeyUnusable, .memoryRefused(byteCount: 9),
            .keyFile(.missing, path: "/k"), .keyFile(.exists, path: "/k"),
            .keyFile(.notOwned, path: "/k"), .keyFile(.notRegularFile, path: "/k"),
            .keyFile(.unknownVersion(3), path: "/k"), .keyFile(.damaged, path: "/k"),
            .keyFile(.system(operation: "write", code: 28), path: "/k"),
        ]
        for error in errors {
            for text in [error.description, String(reflecting: error), error.localizedDescription] {
                #expect(!text.contains("\n") && text.count < 300)
                #expect(!text.hasSuffix("."))
            }
            // One voice with the store's: what and why, then what to do, within one sentence.
            let words = error.description
            #expect(words.split(separator: "; ").count == 2)
            #expect(words.first?.isUppercase == false)
        }
        #expect(Set(errors.map(\.description)).count == errors.count)
    }

    @Test func failedOpeningsTellNothingOfTheContent() throws {
        let world = try World()
        let key = try world.keyring.dataKey(.text, of: world.clip)
        var clip = world.clip
        clip.fields[.machineText] = try SealedBytes.seal(
            Data(#"{"hypothesis":{"text":"Ileana","words":7}}"#.utf8), with: key,
            for: .machineText(clip: clip.id, codes: clip.codes))
        let error = try #require(
            #expect(throws: VaultError.self) { try world.vault.open(clip) })
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!(dumped + "\(error)" + String(reflecting: error)).contains("Ileana"))
    }

    @Test func takingBytesWipesWhereTheyCameFrom() throws {
        var source = Fixture.audio
        source[0] = 77
        let expected = Data(source.map { $0 })
        let secret = try SecretBytes(taking: &source)
        #expect(source == Data(count: expected.count))
        #expect(secret.copy == expected)
    }

    @Test func pagesAreLockedAndLeftOutOfDumps() throws {
        let secret = try SecretBytes(count: 10_000) { bytes in
            for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index) }
        }
        let report = SecretBytes.memoryLock
        #expect((secret.isLocked ? report.lockedBytes : report.unlockedBytes) >= 10_000)
        let address = secret.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        let flags = try #require(try flags(ofPagesAt: address))
        #expect(flags.contains("dd"), "left out of core dumps")
        #expect(flags.contains("lo") == secret.isLocked)
        #expect(secret.copy.last == UInt8(truncatingIfNeeded: 9_999))
    }

    /// The kernel's own word on a page: the `VmFlags` of its mapping.
    private func flags(ofPagesAt address: UInt) throws -> [Substring]? {
        // Foundation's readers of whole files stop early in /proc, where sizes are zero.
        let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
        let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        var inside = false
        for line in maps.split(separator: "\n") {
            if line.hasPrefix("VmFlags:") {
                if inside { return line.dropFirst("VmFlags:".count).split(separator: " ") }
                continue
            }
            let range = line.prefix { $0 != " " }.split(separator: "-")
            if range.count == 2, let low = UInt(range[0], radix: 16),
                let high = UInt(range[1], radix: 16)
            {
                inside = (low..<high).contains(address)
            }
        }
        return nil
    }
}
