// The watch's lines: one each, the same facts for people and programs, and no more than codes.
import Foundation
import Notify
import ReviewCore
import Testing

@testable import Workstation

@Suite struct WatchLineTests {
    private static let id = IncidentID(
        uuid: UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16)))
    private static let attempt = NoticeTry(
        notice: IncidentNotice(incident: id, step: 1, group: "safety"), severity: .p0,
        channel: "webhook", attempts: 2)

    private static let news: [(WatchNews, event: String, words: String)] = [
        (.told(attempt, code: "http-204"), "told", "P0, step 1: safety was told by webhook"),
        (
            .notTold(attempt, .http(500)), "not_told",
            "was not told by webhook (http-500); again in 20 s"
        ),
        (.unreached(["legal", "authority"]), "unreached", "nobody is told in legal and authority"),
        (.storeAway(reason: "the disk is full"), "store_away", "the disk is full"),
        (.broken([id]), "broken", "what is kept of 0d0e0f10 is not what was written"),
        (.storeBack, "store_back", "the store is back"),
        (.settingsTaken, "settings_taken", "were read again"),
        (.settingsRefused(reason: "no"), "settings_refused", "stay as they were: no"),
    ]

    @Test(arguments: news.indices)
    func eachIsOneLineForPeopleAndOneForPrograms(index: Int) throws {
        let (news, event, words) = Self.news[index]
        let line = WatchLine(news, at: Timestamp(microseconds: 1_790_000_000_000_000))
        #expect(line.plain.contains(words), "\(line.plain)")
        #expect(!line.plain.contains("\n"))
        let json = try line.json()
        #expect(!json.contains("\n"))
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(object?["event"] as? String == event)
        #expect(object?["at"] as? String == "2026-09-21T14:13:20Z")
    }
}
