// Links lead somewhere, and pictures are pictures.
import Foundation
import FoundationXML
import Testing

@Suite struct LinksTests {
    @Test(arguments: Document.all)
    func everyLinkLeadsSomewhere(document: Document) throws {
        let folder = Document.root.appending(path: document.path).deletingLastPathComponent()
        for link in document.links where !link.contains("://") && !link.hasPrefix("mailto:") {
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let target = parts[0].isEmpty ? document.path : nil
            let file =
                target.map { Document.root.appending(path: $0) }
                ?? folder.appending(path: String(parts[0])).standardizedFileURL
            guard FileManager.default.fileExists(atPath: file.path) else {
                Issue.record("\(document.path): \(link) is not there")
                continue
            }
            guard parts.count == 2 else { continue }
            let page = String(file.path.dropFirst(Document.root.path.count + 1))
            #expect(
                try Document(page).anchors.contains(String(parts[1])),
                "\(document.path): \(link) names no heading")
        }
    }

    @Test func thePagesAreRead() {
        let pages = Set(Document.all.map(\.path))
        #expect(pages.isSuperset(of: ["README.md", "SECURITY.md", "docs/reviewer.md"]))
        #expect(Document.all.allSatisfy { !$0.lines.isEmpty })
    }

    @Test func everyPageIsReachedFromTheFirst() throws {
        let linked = Set(try Document.named("README.md").links.map { $0.prefix { $0 != "#" } })
        for document in Document.all where document.path != "README.md" {
            #expect(linked.contains(document.path[...]), "README.md does not lead there")
        }
    }

    @Test func picturesAreDrawings() throws {
        let folder = Document.root.appending(path: "docs/pictures")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.isEmpty)
        for name in names {
            let parser = XMLParser(data: try Data(contentsOf: folder.appending(path: name)))
            #expect(name.hasSuffix(".svg") && parser.parse(), "\(name) is not a drawing")
        }
    }
}
