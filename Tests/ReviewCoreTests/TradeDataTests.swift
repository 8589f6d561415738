// The data the trade runs on: it loads, it says what the field says, and bad data is refused.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct TradeDataTests {
    let data: TradeData

    init() throws {
        data = try TradeData.load()
    }

    @Test func everyAxisHasItsCodes() {
        #expect(
            data.judgments.axes.map(\.id) == [
                "activation", "directedness", "speech", "speaker", "error", "response",
            ])
        #expect(data.judgments.axis("error")?.takesSeveral == true)
        #expect(data.judgments.axis("speech")?.codes.count == 6)
        #expect(data.judgments.axis("error")?.codes.count == 11)
    }

    @Test func theSchemaIsMassivePlusOurs() throws {
        let schema = try #require(data.schema(named: "massive"))
        let ours = Set(schema.scenarios.filter(\.isOurs).map(\.id))
        #expect(schema.scenarios.count - ours.count == 18)
        #expect(schema.intents.filter { !ours.contains($0.scenario) }.count == 60)
        #expect(
            schema.intents.filter { ours.contains($0.scenario) }.map(\.id)
                == ["call_place", "call_redial", "message_send"])
        #expect(schema.slotTypes.count == 55)
        #expect(schema.maskedSlotTypes.count == 6)
        #expect(data.schema(named: "none") == nil)
    }

    @Test func titlesCanBeRead() throws {
        let schema = try #require(data.schema(named: "massive"))
        #expect(schema.title(ofIntent: "iot_hue_lightoff") == "Smart home: light off")
        #expect(schema.title(ofIntent: "weather_query") == "Weather: query")
        #expect(schema.title(ofSlot: "playlist_name") == "playlist name")
        #expect(schema.title(ofIntent: "never_heard_of") == "never heard of")
        #expect(schema.intents.allSatisfy { !$0.title.contains("_") && !$0.title.isEmpty })
        #expect(Set(schema.intents.map(\.title)).count == schema.intents.count)
    }

    @Test func onlyIntentsThatNeedThemOpenPrivateContext() throws {
        let schema = try #require(data.schema(named: "massive"))
        #expect(schema.intent("weather_query")?.locationPrecision == 4)
        #expect(schema.intent("transport_query")?.locationPrecision == 6)
        #expect(schema.intent("general_joke")?.needsLocation == false)
        #expect(schema.intent("call_place")?.needsContacts == true)
        #expect(schema.intent("weather_query")?.needsContacts == false)
        // Geohash 7 and finer are never shown.
        #expect(schema.intents.allSatisfy { ($0.locationPrecision ?? 0) <= 6 })
    }

    @Test func severitiesCarryTheirDeadlines() {
        let minutes = data.incidents.severities.map { [$0.acknowledgeMinutes, $0.decideMinutes] }
        #expect(minutes == [[5, 15], [15, 60], [60, 480], [480, 1440]])
        #expect(data.incidents.categories.count == 16)
        #expect(data.incidents.category(forKey: "m")?.id == "medical_emergency")
    }

    @Test func languagesFallBackToCommonRules() {
        #expect(data.languageCodes == ["en", "es", "fr", "hi", "ro"])
        #expect(data.language(for: "es-CR").code == "es")
        #expect(data.language(for: "ES_mx").code == "es")
        let unknown = data.language(for: "tlh")
        #expect(unknown.code.isEmpty)
        #expect(unknown.wakeWords.contains(["alexa"]))
        #expect(unknown.snippets.expansion(before: ";n") != nil)
    }

    @Test(arguments: TradeDataFiles.Name.allCases)
    func aMissingOrBrokenFileIsNamed(_ name: TradeDataFiles.Name) {
        var files = TradeDataFiles.embedded
        files.bytes[name] = nil
        #expect(throws: TradeDataError(file: name, problem: .missing)) { try TradeData(files) }
        files.bytes[name] = Data("{".utf8)
        #expect {
            try TradeData(files)
        } throws: { error in
            (error as? TradeDataError)?.file == name
                && "\(error)".contains("\(name.rawValue).json")
        }
    }

    @Test(arguments: [
        (#"{"axes":[]}"#, TradeDataError.Problem.emptyList("axes")),
        (
            #"{"axes":[{"id":"a","title":"A","several":false,"defaults":[{"codes":["z"]}],"codes":[{"id":"x","title":"X","key":"x"}]}]}"#,
            .unknownID("z")
        ),
        (
            #"{"axes":[{"id":"a","title":"A","several":false,"defaults":[],"codes":[{"id":"x","title":"X","key":"x"},{"id":"y","title":"Y","key":"x"}]}]}"#,
            .duplicateKey("x")
        ),
    ])
    func inconsistentJudgmentsAreRefused(_ json: String, _ problem: TradeDataError.Problem) {
        var files = TradeDataFiles.embedded
        files.bytes[.judgments] = Data(json.utf8)
        #expect(throws: TradeDataError(file: .judgments, problem: problem)) {
            try TradeData(files)
        }
    }

    @Test func aRuleForAnIntentThatIsNotThereIsRefused() throws {
        var files = TradeDataFiles.embedded
        let text = String(decoding: try #require(files.bytes[.massive]), as: UTF8.self)
        files.bytes[.massive] = Data(
            text.replacingOccurrences(of: "\"call_redial\", ", with: "\"call_recall\", ").utf8)
        #expect(throws: TradeDataError.self) { try TradeData(files) }
    }
}
