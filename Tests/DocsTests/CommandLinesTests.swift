// Commands, make targets and variables that the documents name are there.
import Foundation
import Testing

@Suite struct CommandLinesTests {
    @Test func everyCommandInTheDocumentsExists() throws {
        let tree = try CommandTree.ofTheProgram()
        var seen = 0
        for document in Document.all {
            for call in document.calls {
                seen += 1
                if let objection = tree.objection(to: call) {
                    Issue.record("\(document.path): \(objection)")
                }
            }
        }
        #expect(seen > 40)
    }

    @Test func inventedCommandsAreNoticed() throws {
        let tree = try CommandTree.ofTheProgram()
        #expect(tree.objection(to: ["polish"]) != nil)
        #expect(tree.objection(to: ["person", "polish", "ana"]) != nil)
        #expect(tree.objection(to: ["status", "--loudly"]) != nil)
        #expect(tree.objection(to: ["person", "add", "ana", "--role", "reviewer"]) == nil)
    }

    @Test func everyMakeTargetExists() throws {
        let makefile = try String(
            contentsOf: Document.root.appending(path: "Makefile"), encoding: .utf8)
        let targets = Set(makefile.matches(of: /(?m)^([a-z]+):/).map { String($0.1) })
        for document in Document.all {
            for line in document.typed {
                guard let named = line.wholeMatch(of: /make ([a-z]+)\s*(#.*)?/) else { continue }
                #expect(targets.contains(String(named.1)), "\(document.path): \(line)")
            }
        }
    }

    @Test func theFirstScreenSaysHowToBegin() throws {
        let readme = try Document.named("README.md")
        let typed = readme.blocks.first?.text ?? ""
        #expect(typed.contains("make demo") && typed.contains("make test"))
        #expect(readme.links.first == "docs/pictures/desk-120x40-dusk.svg")
    }

    @Test func everyVariableIsReadSomewhere() throws {
        let named = Set(
            Document.all.flatMap { document in
                (document.typed + document.blocks.map(\.text)).flatMap { text in
                    text.matches(of: /EARSHOT_[A-Z_]+/).map { String($0.0) }
                }
            })
        let code = try Self.text(of: ["Sources", "Tests"], named: "swift")
        #expect(named.contains("EARSHOT_WORKSPACE"))
        for name in named {
            let isRead = code.contains("\"\(name)\"")
            #expect(isRead, "nothing reads \(name)")
        }
    }

    private static func text(of folders: [String], named suffix: String) throws -> String {
        var text = ""
        for folder in folders {
            let base = Document.root.appending(path: folder)
            let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
            while let file = walk?.nextObject() as? URL {
                guard file.pathExtension == suffix, !file.path.contains("DocsTests") else {
                    continue
                }
                text += try String(contentsOf: file, encoding: .utf8)
            }
        }
        return text
    }
}
