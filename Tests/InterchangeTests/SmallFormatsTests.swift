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
        ("ca-valencia", "ca-valencia"),
    ])
    func languageTags(text: String, customary: String) {
        #expect(LocaleTag(text)?.text == customary)
    }

    @Test(arguments: [
        "", "e", "english", "en_US", "en-", "-en", "en--US", "en-x", "12-US", "en-US-toolongpart1",
        "en-é", "x-klingon-really", "en-x-private", "en-US-x-ileana-popescu", "en-u-ca-buddhist",
        "en-US-a-myext", "en-abcd-efgh", "../..", "en-US\n",
    ])
    func notLanguageTags(text: String) {
        #expect(LocaleTag(text) == nil)
    }

    @Test(arguments: [
        ("plain", "plain"),
        ("a\tb\nc\r\nd", "a b c d"),
        ("\u{1B}[1;31mred\u{1B}[m", "red"),
        ("\u{1B}]52;c;AAAA\u{1B}\\after", "after"),
        ("\u{202E}abc\u{2066}d\u{FEFF}", "abcd"),
        ("क्\u{200D}ष 👩🏽‍🚒 é ñ — “q” £", "क्\u{200D}ष 👩🏽‍🚒 é ñ — “q” £"),
    ])
    func fieldsAreOneCleanLine(raw: String, clean: String) {
        #expect(CleanText.clean(raw) == clean)
        #expect(CleanText.isClean(raw) == (raw == clean))
    }

    @Test func namesNeedNoNormalForm() {
        #expect(CleanText.isClean("cafe\u{301}.wav") && CleanText.isClean("café.wav"))
        #expect(!CleanText.isClean("a\u{0}") && !CleanText.isClean("a\nb"))
    }
}
