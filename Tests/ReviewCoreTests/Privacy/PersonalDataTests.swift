// What has the shape of personal data is found however it is spaced; what has not is let be.
import Testing

@testable import ReviewCore

@Suite struct PersonalDataTests {
    func types(_ text: String) -> [PersonalDataType] {
        PersonalDataScanner.matches(in: text).map(\.type)
    }

    @Test(arguments: [
        ("write to ana.mora@example.com please", PersonalDataType.email),
        ("ana @ example.co.cr", .email),
        ("ana\u{FF20}example.org", .email),
        ("josé@correo.es", .email),
        ("call 8888-7777", .phone),
        ("call +506 8888 7777 now", .phone),
        ("call (415) 555-0132", .phone),
        ("call 415.555.0132", .phone),
        ("06 12 34 56 78", .phone),
        ("+33 6 12 34 56 78", .phone),
        ("0722 123 456", .phone),
        ("5 5 5 1 2 3 4", .phone),
        ("५५५१२३४५६७", .phone),
        ("555\u{200B}123\u{200B}4567", .phone),
        ("555\u{2011}123\u{2013}4567", .phone),
        ("tel5551234567x", .deviceSerial),
        (
            "5\u{FE0F}\u{20E3}5\u{FE0F}\u{20E3}5\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}2\u{FE0F}\u{20E3}3\u{FE0F}\u{20E3}4",
            .phone
        ),
        ("4111111111111111", .cardNumber),
        ("4111 1111 1111 1111", .cardNumber),
        ("3782-822463-10005", .cardNumber),
        ("4111 1111 1111 1111 12 27 123", .cardNumber),
        ("GB82WEST12345698765432", .bankAccountNumber),
        ("ro49 aaaa 1b31 0075 9384 0000", .bankAccountNumber),
        ("CR05 0152 0200 1026 2840 66", .bankAccountNumber),
        ("123-45-6789", .socialSecurity),
        ("192.168.1.110", .ipAddress),
        ("fe80:0:0:0:202:b3ff:fe1e:8329", .ipAddress),
        ("a0:b1:c2:d3:e4:f5", .deviceSerial),
        ("G090LF1180440ABC", .deviceSerial),
        ("550e8400-e29b-41d4-a716-446655440000", .deviceSerial),
        ("1234 5678 9012 3456 7890", .accountID),
    ])
    func found(_ text: String, _ type: PersonalDataType) {
        #expect(types(text) == [type], "\(text)")
    }

    @Test(arguments: [
        "set an alarm for six thirty", "7:30", "wake me at 7 30 and 8 30", "on 2026-11-21",
        "on 21/11/2026", "1 000 000 people", "25.000.000", "call @NATO", "meet me @ noon",
        "covid19", "mp3player", "room 101", "4111 11", "a@b", "a.b.c", "GB82", "", " ", "@", "@@@@",
        "year 2026 and 2027", "::::", "a:b:c:d:e:f:g:h:ijkl:m",
    ])
    func letBe(_ text: String) {
        #expect(types(text).isEmpty, "\(text): \(types(text))")
    }

    @Test func aWrongCheckDigitIsNoIBAN() {
        #expect(!types("GB83WEST12345698765432").contains(.bankAccountNumber))
        #expect(types("4111 1111 1111 1112") == [.accountID])
    }

    @Test func overlappingFindsLeaveNoPartUncovered() {
        let matches = PersonalDataScanner.matches(in: "call8888 7777 6666")
        #expect(matches.map(\.range) == [0..<18])
        let mails = PersonalDataScanner.matches(in: "a@b.cc@d.ee")
        #expect(mails.map(\.range) == [0..<11])
    }

    @Test func theRangeHoldsTheWholeOfIt() {
        let text = "नमस्ते ana@example.com, +506 8888-7777."
        let characters = Array(text)
        let parts = PersonalDataScanner.matches(in: text).map { String(characters[$0.range]) }
        #expect(parts == ["ana@example.com", "+506 8888-7777"])
    }

    /// Every card number is found whatever stands between its digits.
    @Test(arguments: 0..<100)
    func cardsAreFoundInAnySpacing(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var digits = (0..<15).map { _ in Int.random(in: 0...9, using: &random) }
        digits[0] = 4
        let last = (0...9).first { Checksums.passesLuhn(digits + [$0]) } ?? 0
        let spaces = ["", "", " ", "-", ".", "\u{A0}", "\u{200B}"]
        let text = (digits + [last]).map { digit in
            "\(digit)" + (spaces.randomElement(using: &random) ?? "")
        }.joined()
        #expect(types("my card is " + text + " thanks") == [.cardNumber], "\(text)")
    }

    @Test(arguments: 0..<60)
    func matchesNeverOverlapOrLeaveTheText(_ seed: UInt64) {
        var random = SeededGenerator(seed: 500 + seed)
        let text = random.hostileText(pieces: 100)
        var end = 0
        for match in PersonalDataScanner.matches(in: text) {
            #expect(match.range.lowerBound >= end && !match.range.isEmpty)
            end = match.range.upperBound
        }
        #expect(end <= text.count)
    }
}

@Suite struct SpokenDataTests {
    let data: TradeData

    init() throws {
        data = try TradeData.load()
    }

    func matches(_ text: String, _ locale: String) -> [PersonalDataMatch] {
        SpokenDataScanner.matches(
            in: Transcript(text), language: data.language(for: locale))
    }

    @Test(arguments: [
        ("en-US", "call five five five %um one two three four please", PersonalDataType.phone),
        ("es-CR", "llama al ocho ocho ocho siete seis cinco cuatro tres", .phone),
        ("ro-RO", "zero șapte doi doi unu doi trei patru cinci șase", .phone),
        ("hi-IN", "नौ आठ सात छह पाँच चार तीन दो एक एक", .phone),
        ("fr-FR", "zéro six un deux trois quatre cinq", .phone),
        (
            "en", "four one one one one one one one one one one one one one one one",
            .cardNumber
        ),
    ])
    func numbersSaidDigitByDigit(_ locale: String, _ text: String, _ type: PersonalDataType) {
        let found = matches(text, locale)
        #expect(found.map(\.type) == [type])
        #expect(found.first?.certainty == .sure)
    }

    @Test(arguments: [
        "one two three four five six seven eight nine", "nine eight seven six five four three",
        "set a timer for five minutes", "one two one two",
    ])
    func countingIsNobodysNumber(_ text: String) {
        #expect(matches(text, "en").isEmpty)
    }

    @Test func aSpokenAddressIsLikely() {
        let found = matches("send it to ana at example dot com", "en")
        #expect(found.map(\.type) == [.email])
        #expect(found.first?.certainty == .likely)
        #expect(matches("meet me at the dot", "en").isEmpty)
        #expect(matches("at", "en").isEmpty)
    }
}

@Suite struct MaskedTextTests {
    let data: TradeData

    init() throws {
        data = try TradeData.load()
    }

    @Test func valuesOfMaskedSlotsAndNumbersStandBehindMasks() throws {
        let schema = try #require(data.schema(named: "massive"))
        let masked = MaskedText(
            "Call Ana María at 8888-7777 tomorrow",
            slots: [
                Slot(type: "person", value: "ana maría"), Slot(type: "date", value: "tomorrow"),
            ], schema: schema, language: data.language(for: "en"))
        #expect(masked.shown() == "Call ‹person› at ‹phone number› tomorrow")
        #expect(masked.shown(revealing: [1]) == "Call Ana María at ‹phone number› tomorrow")
    }

    @Test func keptWordsOfTagsAreMaskedAndBareTagsShow() {
        #expect(MaskedText("hi [PII:NAME Ana] [PII:PHONE]").shown() == "hi ‹name› [PII:PHONE]")
        #expect(!MaskedText("play jazz").hasMasks)
        #expect(MaskedText("").segments.isEmpty)
    }

    /// Revealing all gives back the text; segments lie end to end.
    @Test(arguments: 0..<40)
    func nothingIsLostBehindMasks(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = random.hostileText(pieces: 60)
        let masked = MaskedText(text)
        #expect(masked.shown(revealing: Set(masked.segments.indices)) == text)
        var end = 0
        for segment in masked.segments {
            #expect(segment.range.lowerBound == end)
            end = segment.range.upperBound
        }
        #expect(end == text.count)
    }
}
