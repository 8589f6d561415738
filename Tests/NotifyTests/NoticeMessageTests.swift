// What a notice says, and above all what it does not.
import Foundation
import ReviewCore
import Testing

@testable import Notify

@Suite struct NoticeMessageTests {
    @Test func itsJSONHasTheseKeysAndNoOther() throws {
        for message in [Notices.message(), Notices.message(.closed, step: 0, missed: nil)] {
            let object = try JSONSerialization.jsonObject(with: message.json())
            let keys = try #require(object as? [String: Any]).keys
            #expect(
                Set(keys) == [
                    "version", "incident", "severity", "stage", "step", "group", "missed", "due",
                    "opened_at", "sent_at", "answer", "test",
                ])
        }
        let text = String(decoding: try Notices.message().json(), as: UTF8.self)
        #expect(text.contains(#""due":"2026-09-21T14:23:20Z""#), "\(text)")
        #expect(text.contains(#""answer":"earshot incidents ack 01020304-0506-7008-800a-"#))
        #expect(text.contains(#""severity":"P0""#) && text.contains(#""stage":"triggered""#))
    }

    @Test func itReadsBackAsItWas() throws {
        for message in [
            Notices.message(), Notices.message(.closed, step: 0, missed: nil),
            Notices.message(.decided, step: 7, missed: .decide, isTest: true),
        ] {
            #expect(try JSONDecoder().decode(NoticeMessage.self, from: message.json()) == message)
        }
    }

    @Test func aMomentThatIsNoneIsRefused() throws {
        let text = String(decoding: try Notices.message().json(), as: UTF8.self)
            .replacingOccurrences(of: "2026-09-21T14:13:20Z", with: "yesterday")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(NoticeMessage.self, from: Data(text.utf8))
        }
    }

    @Test func everyFailureHasACodeOfItsOwnAndOneLine() {
        let failures: [SendFailure] = [
            .exit(1), .signal(9), .timedOut, .cannotStart("/bin/x", 2), .noMailer("/bin/x", 2),
            .http(302), .http(500), .smtp(535),
            .smtp(451), .unreachable, .notTrusted, .secret("/run/secret", "is empty"), .notSent,
            .gone, .halted,
        ]
        #expect(Set(failures.map(\.code)).count == failures.count)
        for failure in failures {
            #expect(failure.code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
            #expect(!failure.description.contains("\n") && !failure.code.contains("secret/"))
        }
    }
}
