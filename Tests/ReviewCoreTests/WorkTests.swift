// Snippets, with texts that make no sense.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct SnippetTests {
    let data: TradeData

    init() throws {
        data = try TradeData.load()
    }

    @Test(arguments: [
        ("en-US", "ty", "thank you "), ("en-US", "oh Ty", "Thank you "),
        ("en-US", "a\nty", "thank you "),
        ("es-CR", "gr", "gracias "), ("ro-RO", "ms", "mulțumesc "),
        ("fr-FR", "svp", "s'il vous plaît "),
        ("hi-IN", "अब धन", "धन्यवाद "), ("en-US", "x ;u", "(( )) "),
    ])
    func growOnASpace(_ locale: String, _ before: String, _ inserted: String) throws {
        let book = data.language(for: locale).snippets
        let expansion = try #require(book.expansion(before: before))
        #expect(expansion.inserting == inserted)
        let word = before.split(whereSeparator: \.isWhitespace).last
        #expect(expansion.deleting == word?.count)
    }

    @Test(arguments: ["", " ", "ty ", "party", "tyx", "[ty", "thank"])
    func stayAwayFromOrdinaryText(_ before: String) {
        #expect(data.language(for: "en").snippets.expansion(before: before) == nil)
    }

    @Test func onesOwnWin() {
        let book = data.language(for: "en").snippets.adding(["ty": "thank y'all", "": "x", "e": ""])
        #expect(book.expansion(before: "ty")?.inserting == "thank y'all ")
        #expect(book.expansion(before: "e") == nil)
    }
}
