// Nothing from outside can steer the terminal, and nothing a language needs is lost.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct SanitizedTextTests {
    @Test(arguments: [
        ("play \u{1B}[31mjazz\u{1B}[0m", "play jazz"),
        ("\u{1B}]0;owned\u{07}hi", "hi"),
        ("\u{1B}]52;c;c2VjcmV0\u{1B}\\hi", "hi"),
        ("\u{1B}Pq#0\u{1B}\\hi", "hi"),
        ("\u{9B}2Jhi", "hi"), ("\u{1B}(0hi", "hi"), ("\u{1B}chi", "hi"),
        // A string that never ends does not swallow what follows.
        ("\u{1B}]0;hello", "0;hello"),
        ("\u{1B}", ""), ("\u{1B}[", ""), ("\u{1B}[12;", ""),
        ("a\u{202E}b\u{2066}c\u{200F}", "abc"), ("a\u{200B}\u{FEFF}b", "ab"), ("a\0\u{7F}b", "ab"),
        ("a\tb\r\nc\rd\u{2028}e", "a b\nc\nd\ne"),
        ("e\u{301}", "\u{E9}"),
        ("\u{E000}\u{FFFF}\u{E0041}x", "x"),
    ])
    func harmIsRemoved(_ outside: String, _ clean: String) {
        #expect(SanitizedText(outside).text == clean)
    }

    @Test(arguments: [
        "play jazz", "क्\u{200D}ष नमस्ते", "می\u{200C}خواهم",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        "\u{1F1E8}\u{1F1F7}", "Việt Nam", "漢字かな", "ș ț ă", "two\nlines", "",
    ])
    func whatLanguagesNeedIsKept(_ text: String) {
        let result = SanitizedText(text)
        #expect(result.text.unicodeScalars.elementsEqual(text.unicodeScalars))
        #expect(result.removedCount == 0)
    }

    @Test func aStormOfMarksIsCutToTheStreamSafeLimit() {
        let result = SanitizedText("\(Hostile.combiningStorm)b")
        #expect(result.text.unicodeScalars.count <= 2 + SanitizedText.longestMarkRun)
        #expect(result.removedCount == 10_000 - SanitizedText.longestMarkRun)
        #expect(result.text.count == 2)
    }

    @Test(arguments: 0..<80)
    func cleanTextHasNoControlsAndStaysClean(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let once = SanitizedText(random.hostileText(pieces: 80))
        let twice = SanitizedText(once.text)
        #expect(twice.text.unicodeScalars.elementsEqual(once.text.unicodeScalars))
        #expect(twice.removedCount == 0)
        for scalar in once.text.unicodeScalars where scalar != "\n" {
            #expect(scalar.properties.generalCategory != .control)
            #expect(!(0x202A...0x202E).contains(scalar.value))
            #expect(!(0x2066...0x2069).contains(scalar.value))
        }
    }
}
