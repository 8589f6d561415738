// What a text warns of, in several languages, and the harmless requests that it must not.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct WarningTests {
    let lexicon: WarningLexicon

    init() throws {
        lexicon = try TradeData.load().warnings
    }

    @Test(arguments: [
        ("en-US", "please help he has a gun", "weapon_or_gunshot"),
        ("en-GB", "Stop hitting me!", "domestic_violence"),
        ("en-US", "I can’t breathe", "medical_emergency"),
        ("en-US", "i am having suicidal thoughts", "suicide_self_harm"),
        ("es-CR", "llama a la policia por favor", "imminent_threat_to_life"),
        ("es-ES", "quiero MORIRME", "suicide_self_harm"),
        ("hi-IN", "मुझे मत मारो", "domestic_violence"),
        ("ro-RO", "te rog nu ma lovi", "domestic_violence"),
        ("de-DE", "er hat mich geschlagen", "domestic_violence"),
        ("fr-FR", "appelez une ambulance vite", "medical_emergency"),
    ])
    func warns(_ locale: String, _ text: String, _ category: String) throws {
        let found = try #require(lexicon.expectation(in: text, locale: locale))
        #expect(found.categories.contains(category), "\(found)")
    }

    @Test(arguments: [
        ("en-US", "kill the lights in the kitchen"), ("en-US", "shoot a photo of the dog"),
        ("en-US", "play stayin alive"), ("en-US", "what is the weather at the gun range"),
        ("en-US", "set an alarm for the drum and bass party"), ("en-US", "bomb the bass playlist"),
        ("en-US", "remind me to hit the gym"), ("en-US", "died"), ("en-US", ""),
        ("es-CR", "mata la luz de la sala"), ("es-CR", "pon una alarma para morirse de risa"),
        ("de-DE", "schalte das licht aus"), ("de-DE", "spiel schlager"),
        ("ro-RO", "stinge lumina"), ("fr-FR", "éteins la lumière"),
        ("hi-IN", "बत्ती बंद करो"), ("ja-JP", "help me he has a gun"),
    ])
    func isShy(_ locale: String, _ text: String) {
        #expect(lexicon.expectation(in: text, locale: locale) == nil)
    }

    @Test func theGravestCountsAndAllAreNamed() throws {
        let found = lexicon.expectation(
            in: "grandpa passed away, somebody help me he has a gun", locale: "en-US")
        #expect(found?.severity == .p0)
        #expect(
            found?.categories
                == ["grief_distress", "imminent_threat_to_life", "weapon_or_gunshot"])
    }

    @Test func aCategoryThatIsNotInTheTaxonomyIsRefused() throws {
        var files = TradeDataFiles.embedded
        files.bytes[.warnings] = Data(
            #"{"en": [{"category": "mondays", "severity": "P3", "phrases": ["monday"]}]}"#.utf8)
        #expect(throws: TradeDataError(file: .warnings, problem: .unknownID("mondays"))) {
            try TradeData(files)
        }
    }
}
