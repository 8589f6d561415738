// A good native line, and the same with one thing changed.
import Foundation

enum Samples {
    /// A word that stands for personal data; no reason may ever repeat it.
    static let secret = "Ottoline-0017"

    static func line(
        id: String = "u-1", audio: String = "clip.wav", _ changes: [String: String] = [:]
    ) -> String {
        var fields: [(String, String)] = [
            ("id", "\"\(id)\""),
            ("audio", "\"\(audio)\""),
            ("locale", #""en-US""#),
            ("captured_at", #""2026-03-09T14:05:30Z""#),
            ("duration", "2.5"),
            ("device_id", "\"dev-\(secret)\""),
            ("account_id", "\"acc-\(secret)\""),
            ("consent", #"{"id":"c-9","granted":true}"#),
            (
                "hypothesis",
                #"{"text":"call \#(secret)","confidence":0.9,"#
                    + #""words":[{"text":"call","confidence":0.8,"start":0.1,"end":0.4},"#
                    + #"{"text":"\#(secret)"}],"nbest":[{"text":"call","confidence":0.9}]}"#
            ),
            (
                "interpretation",
                #"{"domain":"call","intent":"call_place","confidence":0.7,"#
                    + #""slots":[{"type":"person","value":"\#(secret)"}]}"#
            ),
            ("response", #"{"text":"Calling \#(secret)","action":"call.place"}"#),
            (
                "context",
                #"{"location":{"lat":9.93,"lon":-84.08},"#
                    + #""contacts":[{"name":"\#(secret)","phone":"1","relation":"aunt"}]}"#
            ),
            ("priority", "3"),
        ]
        for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
            fields.removeAll { $0.0 == key }
            if !value.isEmpty { fields.append((key, value)) }
        }
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
}
