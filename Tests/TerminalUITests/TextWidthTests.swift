// Widths against the C library's, and what replaces text that would not survive.

import Glibc
import Testing

@testable import TerminalUI

struct TextWidthTests {
    @Test func everyScalarAgreesWithTheCLibrary() {
        guard let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else {
            Issue.record("the C.UTF-8 locale is part of glibc")
            return
        }
        let before = uselocale(locale)
        defer {
            uselocale(before)
            freelocale(locale)
        }
        // Swift's Glibc module leaves the function out; the library has it.
        guard let symbol = dlsym(nil, "wcwidth") else {
            Issue.record("wcwidth is part of glibc")
            return
        }
        let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Int32).self)
        var differences: [String] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let library = Int(wcwidth(Int32(value)))
            switch ScalarWidth.of(scalar) {
            case .unsafe: continue
            case .combining where library == 0: continue
            case .columns(let columns) where columns == library: continue
            case let ours:
                // An older library that does not know the scalar yet cannot disagree about it.
                if library == -1 { continue }
                differences.append("U+\(String(value, radix: 16)) \(ours), library \(library)")
            }
        }
        #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(20))")
    }

    @Test func textOfTheLocalesInUseIsNeverReplaced() {
        let text =
            "Turn on the lights — ¿qué tal? niño, șțăîâ ȘȚ œuvre à «ici» कल सुबह क्षि ज़रा ॐ १२३ 厨房 €°"
        for scalar in text.unicodeScalars {
            #expect(ScalarWidth.of(scalar) != .unsafe, "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test(arguments: [
        ("a", 1), ("é", 1), ("e\u{301}", 1), ("厨", 2), ("क्षि", 3), ("हि", 2), ("한", 2),
        ("\u{1100}\u{1161}\u{11A8}", 2), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇫🇷", 2), ("❤️", 1),
        ("\u{202E}", 1), ("\u{200B}", 1), ("\t", 1), ("\r\n", 2), ("\u{301}", 1),
        ("\u{FE0F}", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ])
    func columnsOfOneCluster(_ text: String, _ columns: Int) {
        #expect(TextWidth.columns(text) == columns)
    }

    @Test func whatTerminalsDisagreeOnIsReplaced() {
        func shown(_ text: String) -> String {
            text.flatMap { TextWidth.pieces($0).map(\.text) }.joined()
        }
        #expect(shown("👨‍👩‍👧") == "👨")
        #expect(shown("👍🏽") == "👍")
        #expect(shown("🇫🇷") == "FR")
        #expect(shown("a\u{202E}b") == "a\u{FFFD}b")
        #expect(shown("\u{1B}[31m") == "␛[31m")
        #expect(shown("\u{9B}31m") == "\u{FFFD}31m")
        #expect(shown("a\u{7F}") == "a␡")
        #expect(shown("\u{301}") == "◌\u{301}")
        #expect(shown("❤\u{FE0F}") == "❤")
        #expect(shown("क्\u{200D}ष") == "क्\u{200D}ष", "joiners shape Indic words")
    }

    @Test func piecesAreFitForACell() {
        var numbers = SeededNumbers(1)
        for _ in 0..<400 {
            let text = HostileText.make(12, using: &numbers)
            for character in text {
                let pieces = TextWidth.pieces(character)
                #expect(!pieces.isEmpty)
                for piece in pieces {
                    let scalars = Array(piece.text.unicodeScalars)
                    #expect((1...5).contains(scalars.count))
                    #expect(ScalarWidth.of(scalars[0]) == .columns(piece.columns))
                    #expect(scalars.dropFirst().allSatisfy { ScalarWidth.of($0) == .combining })
                }
            }
        }
    }

    @Test func truncationFitsAndKeepsClusters() {
        var numbers = SeededNumbers(2)
        for _ in 0..<400 {
            let text = HostileText.make(9, using: &numbers)
            for room in 0...12 {
                let cut = TextWidth.truncate(text, to: room)
                #expect(TextWidth.columns(cut) <= room)
                let kept = cut.hasSuffix("…") ? String(cut.dropLast()) : cut
                #expect(text.hasPrefix(kept) || kept.isEmpty)
            }
        }
        #expect(TextWidth.truncate("transcript", to: 5) == "tran…")
        #expect(TextWidth.truncate("short", to: 5) == "short")
        #expect(TextWidth.truncate("abc", to: 2, ellipsis: "...") == "ab")
    }
}
