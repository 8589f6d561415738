// The rules of the house, read off the package's own description and every import in it.
import Foundation
import Testing

/// What each module may import of ours; the design's table, and the only copy of it in code.
private let mayImport: [String: Set<String>] = [
    "ReviewCore": [],
    "TerminalUI": [],
    "LockedMemory": [],
    "Vault": ["ReviewCore", "LockedMemory"],
    "Store": ["ReviewCore", "Vault"],
    "Interchange": ["ReviewCore"],
    "Notify": ["ReviewCore"],
    "AudioEngine": ["ReviewCore", "LockedMemory"],
    "NcursesTerminal": ["TerminalUI"],
    "Screens": ["ReviewCore", "TerminalUI"],
    "Workstation": [
        "ReviewCore", "Vault", "Store", "Interchange", "Notify", "AudioEngine", "TerminalUI",
        "NcursesTerminal", "Screens", "LockedMemory",
    ],
    "earshot": [
        "Workstation", "ReviewCore", "Vault", "Store", "Interchange", "Notify", "AudioEngine",
        "TerminalUI", "Screens",
    ],
]

private struct PackageDescription: Decodable {
    struct Target: Decodable {
        struct Dependency: Decodable {
            let byName: [String?]?
        }
        let name: String
        let type: String
        let path: String?
        let dependencies: [Dependency]

        var ours: Set<String> { Set(dependencies.compactMap { $0.byName?.first ?? nil }) }
    }
    let targets: [Target]

    static func read() throws -> PackageDescription {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "earshot-manifest-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path,
            "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(PackageDescription.self, from: data)
    }
}

private let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private struct SourceFile {
    let module: String
    let path: String
    let lines: [Substring]

    var imports: Set<String> {
        Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import"), at <= 2, at + 1 < words.count,
                    words[..<at].allSatisfy({ $0.hasPrefix("@") || $0 == "public" })
                else { return nil }
                return String(words.last ?? "").split(separator: ".").first.map(String.init)
            })
    }

    static func all(below folder: String) throws -> [SourceFile] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
        else { return [] }
        return try walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            url in
            let relative = url.path.dropFirst(base.path.count + 1)
            return SourceFile(
                module: String(relative.split(separator: "/")[0]), path: "\(folder)/\(relative)",
                lines: try String(contentsOf: url, encoding: .utf8)
                    .split(separator: "\n", omittingEmptySubsequences: false))
        }
    }
}

@Suite struct HouseRulesTests {
    @Test func everyModuleOfTheDesignIsThereAndNoOther() throws {
        let targets = try PackageDescription.read().targets
        let modules = targets.filter { target in
            ["regular", "executable"].contains(target.type) && !target.name.hasPrefix("C")
                && target.path?.hasPrefix("Tests") != true
                && target.path?.hasPrefix("Benchmarks") != true
        }
        #expect(Set(modules.map(\.name)) == Set(mayImport.keys))
    }

    @Test func declaredDependenciesPointInward() throws {
        for target in try PackageDescription.read().targets {
            guard let allowed = mayImport[target.name] else { continue }
            let ours = target.ours.filter { mayImport[$0] != nil }
            #expect(
                ours.isSubset(of: allowed), "\(target.name) depends on \(ours.subtracting(allowed))"
            )
        }
    }

    @Test func importsPointInward() throws {
        for file in try SourceFile.all(below: "Sources") {
            guard let allowed = mayImport[file.module] else { continue }
            let ours = file.imports.filter { mayImport[$0] != nil }
            #expect(ours.isSubset(of: allowed), "\(file.path) imports \(ours.subtracting(allowed))")
        }
    }

    @Test func eachCLibraryHasOneImporter() throws {
        var importers: [String: Set<String>] = [:]
        for file in try SourceFile.all(below: "Sources") {
            for name in file.imports where name.hasPrefix("C") && isCTarget(name) {
                importers[name, default: []].insert(file.module)
            }
        }
        #expect(importers.isEmpty == false)
        for (library, modules) in importers {
            #expect(modules.count == 1, "\(library) is imported by \(modules.sorted())")
        }
    }

    private func isCTarget(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "Sources/\(name)").path)
    }

    @Test func everyFileSaysWhatItIsAndStaysReadable() throws {
        for file in try SourceFile.all(below: "Sources") + SourceFile.all(below: "Tests") {
            #expect(file.lines.first?.hasPrefix("// ") == true, "\(file.path): no line of purpose")
            #expect(file.lines.count <= 400, "\(file.path): \(file.lines.count) lines")
        }
    }

    @Test func nothingInTheProgramTrapsOnPurpose() throws {
        let traps = ["try!", "as!", "fatalError(", "preconditionFailure(", "TODO", "FIXME"]
        for file in try SourceFile.all(below: "Sources") {
            for (index, line) in file.lines.enumerated() {
                for trap in traps where line.contains(trap) {
                    Issue.record("\(file.path):\(index + 1): \(trap)")
                }
            }
        }
    }
}
