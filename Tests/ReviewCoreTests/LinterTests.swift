// Each rule fires where it should, stays silent where it should, and never repeats what it found.
import Testing

@testable import ReviewCore

@Suite struct LinterTests {
    let data: TradeData

    init() throws {
        data = try TradeData.load()
    }

    func check(
        _ text: String, locale: String = "en-US", change: (inout LintInput) -> Void = { _ in }
    ) -> [LintFinding] {
        var input = LintInput(reference: text, language: data.language(for: locale))
        change(&input)
        return Linter.check(input)
    }

    func rules(
        _ text: String, locale: String = "en-US", change: (inout LintInput) -> Void = { _ in }
    ) -> [LintRule] { check(text, locale: locale, change: change).map(\.rule) }

    @Test(arguments: [
        ("en-US", "set an alarm for six thirty"),
        ("en-US", "%um ~F ~B ~I and @NATO, don't go absolu- +nucular *zoomies {laugh}"),
        ("en-US", "[music/] ((maybe)) (( )) [/music] <fr bonjour à tous> <ov>yes</ov>"),
        ("en-US", "call [PII:NAME Ana] on [PII:PHONE 8888-7777] or [PII:EMAIL a@b.cr]"),
        ("en-US", "I want a wake-up call\nat noon"),
        ("es-CR", "¿qué tiempo hará mañana?"),
        ("ro-RO", "%ă mâine dimineață la șase"),
        ("hi-IN", "कृपया मौसम बताओ।"),
        ("hi-IN", "<en play> गाना [PII:NAME] %अ"),
        ("fr-FR", "%euh qu'est-ce que c'est"),
        ("en-US", "[noise]"),
    ])
    func goodTextIsLeftAlone(_ locale: String, _ text: String) {
        #expect(check(text, locale: locale) == [])
    }

    @Test(
        arguments: [
            ("alarm at 7", "en-US", LintRule.digits, 9..<10),
            ("छह बजे ७", "hi-IN", .digits, 6..<7),
            ("a [door] b", "en-US", .unknownTag, 2..<8),
            ("a {burp} b", "en-US", .unknownTag, 2..<8),
            ("a [PII:SHOE b]", "en-US", .unknownTag, 2..<11),
            ("a [noise/] b", "en-US", .unbalancedTag, 2..<10),
            ("a { b", "en-US", .unbalancedTag, 2..<3),
            ("%euh yes", "en-US", .unknownFiller, 0..<4),
            ("the FBI came", "en-US", .letters, 4..<7),
            ("the ~FBI came", "en-US", .letters, 4..<8),
            ("[PII:NAME a [PII:NAME b]]", "en-US", .nestedPersonalData, 12..<21),
            ("wait - no", "en-US", .strayMark, 5..<6),
            ("wait ~ no", "en-US", .strayMark, 5..<6),
            ("two  spaces", "en-US", .whitespace, 3..<5),
            ("a\tb", "en-US", .whitespace, 1..<2),
            ("a\u{202E}b", "en-US", .whitespace, 1..<2),
            ("a\u{0}b", "en-US", .whitespace, 1..<2),
            ("a\r\nb", "en-US", .whitespace, 1..<2),
            ("yes; no", "en-US", .punctuation, 3..<4),
            ("cafe\u{301} now", "en-US", .encoding, 3..<4),
            ("p\u{430}ypal", "en-US", .encoding, 0..<6),
            ("भरत play", "hi-IN", .encoding, 4..<8),
        ] as [(String, String, LintRule, Range<Int>)])
    func eachRuleSaysWhere(
        _ text: String, _ locale: String, _ rule: LintRule, _ range: Range<Int>
    ) {
        let found = check(text, locale: locale).filter { $0.rule == rule }
        #expect(found.map(\.range) == [range], "\(check(text, locale: locale))")
    }

    @Test func personalDataBlocksUnlessTagged() {
        let bad = check("mail ana@example.com")
        #expect(bad.map(\.rule) == [.personalData])
        #expect(bad.first?.severity == .blocks)
        #expect(bad.first?.range == 5..<20)
        #expect(check("mail [PII:EMAIL ana@example.com]") == [])
        // Neither an open tag nor one of no known type protects.
        #expect(rules("mail [PII:EMAIL ana@example.com").contains(.personalData))
        #expect(rules("mail [PII:MAIL ana@example.com]").contains(.personalData))
        // A tag around half of it does not either.
        #expect(rules("[PII:PHONE +506] 8888-7777").contains(.personalData))
        #expect(check("five five five one two three four").map(\.severity) == [.blocks])
        #expect(check("[PII:PHONE five five five one two three four]") == [])
    }

    @Test func eachOfManyTagsProtectsItsOwn() {
        let tagged = Array(repeating: "[PII:PHONE 8888-7777]", count: 3).joined(separator: " ")
        #expect(check(tagged) == [])
        #expect(check(tagged + " 8888-7777 " + tagged).filter { $0.severity == .blocks }.count == 1)
        #expect(check("8888-7777 " + tagged).first?.rule == .personalData)
        #expect(rules("[PII:NAME Ana [PII:PHONE 8888-7777] María]") == [.nestedPersonalData])
    }

    @Test func anOpenPersonalDataTagBlocks() {
        #expect(check("call [PII:NAME Ana").map(\.severity) == [.blocks])
    }

    @Test func capitalsOfARecogniserAreNotAcronyms() {
        #expect(check("PLAY SOME JAZZ") == [])
        #expect(rules("play OK GO").filter { $0 == .letters }.count == 2)
    }

    @Test func textAndSpeechMustAgree() {
        #expect(rules("") == [.speechMismatch])
        #expect(rules("hello") { $0.judgments["speech"] = ["no_speech"] } == [.speechMismatch])
        #expect(rules("[music]") { $0.judgments["speech"] = ["no_speech"] }.isEmpty)
        for quiet in ["no_speech", "unintelligible"] {
            #expect(rules("") { $0.judgments["speech"] = [quiet] }.isEmpty)
        }
        #expect(rules("") { $0.judgments["activation"] = ["false_wake"] }.isEmpty)
    }

    @Test(arguments: [
        (0.5, true), (2.0, false), (60.0, true), (0.0, false), (Double.infinity, false),
        (Double.nan, false), (-1.0, false),
    ])
    func textFitsTheTime(_ duration: Double, _ isOdd: Bool) {
        #expect(rules("turn the lights") { $0.duration = duration } == (isOdd ? [.rate] : []))
    }

    @Test func theWakeWordIsMissedOnlyWhereItBelongs() {
        let intended = Judgments(["activation": ["intended"]])
        #expect(rules("play jazz") { $0.judgments = intended }.isEmpty)
        #expect(
            rules("play jazz") {
                $0.judgments = intended
                $0.hypothesis = "Alexa, play jazz"
            } == [.wakeWord])
        #expect(
            rules("play jazz") {
                $0.judgments = intended
                $0.style.expectsWakeWord = true
            } == [.wakeWord])
        #expect(
            rules("Hey Google, play jazz") {
                $0.judgments = intended
                $0.style.expectsWakeWord = true
            }.isEmpty)
        #expect(
            rules("play jazz") {
                $0.judgments = Judgments(["activation": ["false_wake"]])
                $0.style.expectsWakeWord = true
            }.isEmpty)
    }

    @Test func acceptingUnheardIsNoticed() {
        func stamped(
            _ share: Double?, _ hypothesis: String, silence: [ClosedRange<Double>] = []
        ) -> Bool {
            rules("play jazz") {
                $0.duration = 2
                $0.listening = share.map { share in
                    var listening = ClipCoverage()
                    listening.beginPlay()
                    listening.hear(from: 0, to: share * 2)
                    return listening
                }
                $0.silence = silence
                $0.hypothesis = hypothesis
            }.contains(.rubberStamp)
        }
        #expect(stamped(0.4, "play jazz"))
        #expect(!stamped(1, "play jazz"))
        #expect(!stamped(nil, "play jazz"))
        #expect(!stamped(0.4, "play chess"))
        // Silence that was passed over leaves nothing to hear; of an unheard clip it does not count.
        #expect(!stamped(0.4, "play jazz", silence: [0.7...2]))
        #expect(stamped(0.4, "play jazz", silence: [0.9...1.5]))
        #expect(stamped(0, "play jazz", silence: [0...2]))
    }

    @Test func slotValuesAreLookedForAsWords() {
        func missing(_ value: String, in text: String) -> Int {
            rules(text) { $0.slots = [Slot(type: "person", value: value)] }
                .filter { $0 == .slotValue }.count
        }
        #expect(missing("Ana", in: "call ana now") == 0)
        #expect(missing("an", in: "call ana now") == 1)
        #expect(missing("ana maría", in: "call [PII:NAME Ana María] now") == 0)
        #expect(missing("pedro", in: "call [PII:NAME] now") == 0)
        #expect(missing("", in: "call ana now") == 0)
    }

    /// No message repeats a secret, whichever rule found it.
    @Test(arguments: [
        "ana.secreta@example.com", "8888-7777 zz", "[Secretaria]", "%secreto", "SECRETA",
        "[PII:SECRET x]", "p\u{430}ssword",
    ])
    func messagesRepeatNothing(_ text: String) {
        let findings = check(text) {
            $0.slots = [Slot(type: "person", value: "Quetzalcoatl")]
            $0.hypothesis = "alexa"
        }
        #expect(!findings.isEmpty)
        for finding in findings {
            for part in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
            where part.count > 3 {
                #expect(!finding.message.localizedLowercase.contains(part.lowercased()))
            }
            #expect(!finding.message.contains("Quetzalcoatl"))
        }
    }

    @Test(arguments: 0..<60)
    func anyTextCanBeLinted(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = random.hostileText(pieces: 60)
        let count = text.count
        for finding in check(text, locale: ["en", "hi", "xx"][Int(seed % 3)]) {
            #expect(finding.range.lowerBound >= 0 && finding.range.upperBound <= count)
            #expect(!finding.message.isEmpty)
        }
    }

    @Test func aNoteIsOnlyCheckedForPersonalData() {
        let english = data.language(for: "en")
        #expect(Linter.checkNote("2 people;  ASAP", language: english).isEmpty)
        #expect(
            Linter.checkNote("ring 8888-7777", language: english).map(\.rule) == [.personalData])
    }
}
