// Moments, language tags and clean text.
import Foundation
import ReviewCore
import Testing

@testable import Interchange

struct SmallFormatsTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2000-02-29T23:59:59.999999Z", 951_868_799_999_999),
        ("2026-03-09T08:05:30.25-06:00", 1_773_065_130_250_000),
        ("2026-03-09t14:05:30.2500009z", 1_773_065_130_250_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
        ("1969-12-31T23:59:59.5Z", -500_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
    ])
    func moments(text: String, micros: Int64) {
        #expect(RFC3339.timestamp(text)?.microseconds == micros)
    }

    @Test(arguments: [
        "", "2026-03-09", "2026-03-09T14:05Z", "2026-03-09T14:05:30", "2026-3-9T14:05:30Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+0600",
        "2026-01-01T00:00:00ZZ", "2026-01-01 00:00:00Z", "+026-01-01T00:00:00Z",
        "２０２６-01-01T00:00:00Z",
    ])
    func notMoments(text: String) {
        #expect(RFC3339.timestamp(text) == nil)
    }

    @Test func momentsAgreeWithFoundation() throws {
        var chance = Chance(77)
        let formatter = ISO8601DateFormatter()
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -11_676_096_000...253_402_300_799, using: &chance)
            let timestamp = Timestamp(microseconds: seconds * 1_000_000)
            let text = RFC3339.text(timestamp)
            #expect(text == formatter.string(from: timestamp.date))
            #expect(RFC3339.timestamp(text) == timestamp)
        }
        #expect(RFC3339.text(Timestamp(microseconds: .max)) == "9999-12-31T23:59:59.999999Z")
        #expect(RFC3339.text(Timestamp(microseconds: .min)) == "0000-01-01T00:00:00Z")
    }

    @Test(arguments: [
        ("en-us", "en-US"), ("ES-cr", "es-CR"), ("hi-IN", "hi-IN"), ("fr", "fr"),
        ("sr-latn-rs", "sr-Latn-RS"), ("es-419", "es-419"), ("de-1996", "de-1996"),
        ("en-x-private", "en-x-private"), ("ca-valencia", "ca-valencia"),
    ])
    func languageTags(text: String, customary: String) {
        #expect(LocaleTag(text)?.text == customary)
    }

    @Test(arguments: [
        "", "e", "english", "en_US", "en-", "-en", "en--US", "en-x", "12-US", "en-US-toolongpart1",
        "en-é", "x-klingon-really", "../..", "en-US\n",
    ])
    func notLanguageTags(text: String) {
        #expect(LocaleTag(text) == nil)
    }

    @Test(arguments: [
        ("plain", "plain"),
        ("a\tb\r\nc", "a b  c"),
        ("\u{1B}[1;31mred\u{1B}[m", "red"),
        ("\u{1B}]0;title\u{7}after", "after"),
        ("\u{1B}]52;c;AAAA\u{1B}\\after", "after"),
        ("\u{9B}2Jx", "x"),
        ("\u{1B}]unterminated", ""),
        ("end\u{1B}", "end"),
        ("a\u{0}b\u{7F}c\u{85}d", "abc d"),
        ("\u{202E}abc\u{2066}d\u{2069}\u{200F}\u{FEFF}\u{61C}", "abcd"),
        ("क्\u{200D}ष 👩🏽‍🚒 é ñ — “q” £", "क्\u{200D}ष 👩🏽‍🚒 é ñ — “q” £"),
    ])
    func cleanText(raw: String, clean: String) {
        #expect(CleanText.clean(raw) == clean)
        #expect(CleanText.isClean(raw) == (raw == clean))
    }

    @Test func cleaningIsSettledAfterOnce() {
        var chance = Chance(4)
        let scalars: [Unicode.Scalar] = [
            "\u{1B}", "[", "]", "\u{7}", "\\", "\u{9B}", "3", "m", "P", "a", "\u{202E}", " ", "\n",
            "\u{9C}", ";", "é",
        ]
        for _ in 0..<3000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<chance.below(14) { text.append(scalars[chance.below(scalars.count)]) }
            let once = CleanText.clean(String(text))
            #expect(CleanText.clean(once) == once)
            #expect(!once.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B })
        }
    }
}
