// What is personal in one text of a clip is found in all of them.
import Testing

@testable import ReviewCore

@Suite struct PersonalWordsTests {
    private func words(
        _ reference: String, readings: [String] = [], slots: [Slot] = [], locale: String = "en-US"
    ) throws -> PersonalWords {
        PersonalWords(
            reference: reference, readings: readings, slots: slots,
            language: try TradeData.load().language(for: locale))
    }

    @Test(arguments: [
        ("call [PII:NAME ana maria] now", "call [PII:NAME] now"),
        ("[PII:PHONE] is it", "[PII:PHONE] is it"),
        ("a [PII:NAME ana [PII:PHONE one two] bo] z", "a [PII:NAME] z"),
        ("a [PII:SECRET ana] x [PII:PIN one] z", "a [PII:SECRET] x [PII:PIN] z"),
        ("never closed [PII:NAME ana maria", "never closed [PII:NAME]"),
        ("👩🏽‍🚒 é [PII:NAME दस] [music] ((x))", "👩🏽‍🚒 é [PII:NAME] [music] ((x))"),
        ("nothing personal {breath}", "nothing personal {breath}"),
        ("ana and [PII:NAME ana]", "[PII:NAME] and [PII:NAME]"),
        ("mail ana@example.com", "mail [PII:EMAIL]"),
        ("it is +506 8888 7777 yes", "it is [PII:PHONE] yes"),
        ("GB82 WEST 1234 5698 7654 32", "[PII:BANK_ACCOUNT_NUMBER]"),
        ("card 4111 1111 1111 1111", "card [PII:CREDIT_DEBIT_NUMBER]"),
        ("serial G0B1-2345-6789-XY", "serial [PII:DEVICE_SERIAL]"),
        ("five five five one two three nine", "[PII:PHONE]"),
    ])
    func referencesLeaveWithTags(written: String, leaves: String) throws {
        #expect(try words(written).leaving(written) == leaves)
    }

    @Test(arguments: [
        // As it was heard, wherever it stands.
        ("Calling Ileana Popescu.", "Calling [PII:NAME]."),
        ("Calling ILEANA POPESCU", "Calling [PII:NAME]"),
        ("Is that Ileana, or Popescu's office?", "Is that [PII:NAME], or [PII:NAME] office?"),
        ("IleanaPopescu", "[PII:NAME]"),
        ("contact ileana_popescu_2", "contact [PII:NAME]_2"),
        ("ileana-popescu", "[PII:NAME]"),
        ("Íleána Popéscu", "[PII:NAME]"),
        ("I l e a n a P o p e s c u", "[PII:NAME]"),
        ("Calling nobody at home", "Calling nobody at home"),
        ("a popes", "a popes"),
    ])
    func taggedWordsAreFoundInAnyText(text: String, leaves: String) throws {
        let words = try words("call [PII:NAME Ileana Popescu] at home")
        #expect(words.leaving(text) == leaves)
    }

    @Test(arguments: [
        ("call elena pop esco at home", "call [PII:NAME] at home"),
        ("call popescu at home", "call [PII:NAME] at home"),
        ("call at home", "call at home"),
        ("tall elena pope at home", "[PII:NAME] at home"),
        ("call ileana popescu at home", "call [PII:NAME] at home"),
    ])
    func whatStandsForATaggedWordInAReadingGoesToo(reading: String, leaves: String) throws {
        let words = try words("call [PII:NAME ileana popescu] at home", readings: [reading])
        #expect(words.leaving(reading: reading) == leaves)
    }

    @Test func aMisheardNameIsFoundInTheAnswer() throws {
        let heard = "call elena pop esco at home"
        let words = try words("call [PII:NAME ileana popescu] at home", readings: [heard])
        #expect(words.leaving("Calling Elena Pop Esco") == "Calling [PII:NAME]")
        #expect(words.leaving("Calling elenapopesco") == "Calling [PII:NAME]")
    }

    /// A bare tag keeps no words: what the machine made of them is known by its place.
    @Test func aBareTagCoversWhatTheMachineHeardThere() throws {
        let heard = "call ileana popescu at home"
        let words = try words("call [PII:NAME] at home", readings: [heard])
        #expect(words.leaving(reading: heard) == "call [PII:NAME] at home")
        #expect(words.leaving("Calling Ileana Popescu") == "Calling [PII:NAME]")
    }

    @Test(arguments: [
        ("your pin 4711 is set", "your pin [PII:PIN] is set"),
        ("your pin 4 7 1 1 is set", "your pin [PII:PIN] is set"),
        ("in 14711 days", "in 14711 days"),
    ])
    func digitsSaidAreFoundInDigits(text: String, leaves: String) throws {
        let words = try words("my pin is [PII:PIN four seven one one]")
        #expect(words.leaving(text) == leaves)
    }

    @Test func aNameOfParticlesTakesNoOrdinaryWordsWithIt() throws {
        let words = try words("llama a [PII:NAME Ana de la Cruz]", locale: "es-CR")
        #expect(words.leaving("pon la luz de la sala") == "pon la luz de la sala")
        #expect(words.leaving("Llamando a Ana de la Cruz") == "Llamando a [PII:NAME]")
        #expect(words.leaving("¿Ana o la señora Cruz?") == "¿[PII:NAME] o la señora [PII:NAME]?")
    }

    @Test func theNameOfATagIsNoWord() throws {
        let words = try words("it was [PII:NAME phone] and [PII:PHONE five five five]")
        #expect(words.leaving("it was [PII:PHONE] x") == "it was [PII:PHONE] x")
    }

    @Test func slotsThatAreMaskedLeaveAsTheirType() throws {
        let slot = Slot(type: "place_name", value: "San José")
        let words = try words("weather in San Jose", slots: [slot])
        #expect(words.leaving(slot, isMasked: true).value == "[PII:PLACE_NAME]")
        #expect(words.leaving("weather in San Jose") == "weather in [PII:PLACE_NAME]")
        #expect(words.leaving("weather in san josé") == "weather in [PII:PLACE_NAME]")
        // Where a reviewer tagged it, text and slot say the same.
        let tagged = try self.words("weather in [PII:ADDRESS San Jose]", slots: [slot])
        #expect(tagged.leaving(slot, isMasked: true).value == "[PII:ADDRESS]")
        // A value of signs alone is still a value.
        let signs = Slot(type: "person", value: "—")
        #expect(try self.words("", slots: [signs]).leaving(signs, isMasked: true).value != "—")
    }

    /// Whatever the machine made of it: no word of a tagged name leaves in any reading, and what
    /// leaves once leaves unchanged the second time.
    @Test(arguments: 0..<300)
    func noReadingLetsATaggedWordOut(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = ["zoraida", "quimby", "oleander", "wexford"]
        let plain = ["turn", "on", "the", "light", "call", "at", "home", "please", "now"]
        func some(_ pool: [String], _ most: Int) -> [String] {
            (0..<Int.random(in: 0...most, using: &random)).map { _ in
                pool[Int.random(in: 0..<pool.count, using: &random)]
            }
        }
        let name = names.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
        let (before, after) = (some(plain, 4), some(plain, 4))
        let reference = (before + ["[PII:NAME \(name.joined(separator: " "))]"] + after)
            .joined(separator: " ")
        var heard = before + name + after
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let place = Int.random(in: 0...heard.count, using: &random)
            let word = (plain + Array(name))[Int.random(in: 0..<10, using: &random)]
            heard.insert(word, at: place)
        }
        let reading = heard.joined(separator: " ")
        let words = try words(reference, readings: [reading])
        for text in [
            words.leaving(reading: reading), words.leaving(reference),
            words.leaving("Okay: \(reading.uppercased())!"),
            words.leaving(heard.map { HypothesisWord(text: $0) }).map(\.text)
                .joined(separator: " "),
        ] {
            for part in name { #expect(!text.lowercased().contains(part), "\(text)") }
            #expect(words.leaving(text) == text)
        }
    }

    /// Whatever anyone writes or sends: nothing traps, and no number is let out.
    @Test(arguments: 0..<200)
    func hostileTextsAreCutLikeAnyOther(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let texts = (0..<4).map { _ in random.hostileText(pieces: 25) }
        let slots = [Slot(type: "person", value: texts[3])]
        let words = try words(texts[0], readings: Array(texts[1...2]), slots: slots)
        let timed = texts.enumerated().map {
            HypothesisWord(text: $1, start: Double($0), end: Double($0) + 0.5)
        }
        for text in texts {
            let once = words.leaving(text)
            #expect(PersonalDataScanner.matches(in: once).isEmpty || once.contains("[PII:"))
            _ = words.leaving(reading: text)
        }
        #expect(words.leaving(timed).count <= timed.count)
        _ = words.cover(Hypothesis(text: texts[1], words: timed), duration: 3)
        _ = words.leaving(slots[0], isMasked: true)
    }

    /// Marks that cling to the character before them do not shift what is cut.
    @Test func wordsThatBeginWithAMarkDoNotMoveTheCut() throws {
        let heard = ["\u{301}call", "\u{301}", "", "ileana", "now"].map { HypothesisWord(text: $0) }
        let words = try words("call [PII:NAME ileana] now")
        #expect(!words.leaving(heard).contains { $0.text.contains("ileana") })
        #expect(words.leaving(heard).last?.text == "now")
    }
}
