// The parser takes what RFC 8259 calls JSON, refuses the rest, and survives anything.
import Foundation
import Testing

@testable import Interchange

struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue {
        try JSONParser.parse(Array(text.utf8).span)
    }

    @Test(arguments: [
        (#""\u00e9\ud83d\ude00\/\n""#, "é😀/\n"),
        (#""plain""#, "plain"),
        (#""ends in a backslash \\""#, "ends in a backslash \\"),
        (#""""#, ""),
        (#""दस \"मिनट\"""#, "दस \"मिनट\""),
    ])
    func strings(json: String, meant: String) throws {
        #expect(try parse(json) == .string(meant))
    }

    @Test(arguments: [
        "0", "-0", "1", "-17", "3.25", "0.1", "1e3", "1E-7", "123456789012345678901234567890",
        "0.123456789012345678", "9007199254740993", "2.2250738585072014e-308", "5e-324",
        "179.99999999999997", "-90.0", "0.30000000000000004",
    ])
    func numbersAreTheNearestDouble(json: String) throws {
        #expect(try parse(json) == .number(try #require(Double(json))))
    }

    @Test func decimalsOfEveryLengthReadAsSwiftReadsThem() throws {
        var chance = Chance(11)
        for _ in 0..<5000 {
            let whole = String(chance.below(1 << chance.below(40)))
            let decimals = (0..<(1 + chance.below(17))).map { _ in String(chance.below(10)) }
            let text = (chance.happens() ? "-" : "") + whole + "." + decimals.joined()
            #expect(try parse(text) == .number(try #require(Double(text))), "\(text)")
        }
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "'a'", "\"a", "\"\t\"",
        "01", "1.", ".5", "+1", "1e", "--1", "NaN", "Infinity", "tru", "nulll", "1 2", "[1 2]",
        #""\x""#, #""\u12""#, #""\ud83d""#, #""\ude00""#, #""\ud83d\u0041""#, "1e999", "\u{FEFF}1",
        "/* no */ 1", "{\"a\":1}{\"b\":2}", "\"\\", "[", "[\"", "-",
    ])
    func refusesWhatIsNotJSON(json: String) {
        #expect(throws: JSONFault.self) { try parse(json) }
    }

    @Test func refusesAKeyGivenTwiceWhereverItIs() {
        #expect(throws: JSONFault.repeatedKey("id")) { try parse(#"{"id":1,"x":2,"id":3}"#) }
        #expect(throws: JSONFault.repeatedKey("id")) { try parse(#"[{"id":1,"\u0069d":3}]"#) }
    }

    @Test func boundsDepthAndFields() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONFault.tooDeep) { try parse(deep) }
        let fields = { (count: Int) in
            "{" + (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",") + "}"
        }
        #expect(throws: JSONFault.tooManyFields) { try parse(fields(65)) }
        guard case .object(let members) = try parse(fields(64)) else {
            Issue.record("64 fields are allowed")
            return
        }
        #expect(members.count == 64)
    }

    @Test(arguments: [[0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0xAF]])
    func refusesInvalidUTF8(bytes: [UInt8]) {
        let line = [0x22] + bytes + [0x22]
        #expect(throws: JSONFault.notUTF8(column: 2)) { try JSONParser.parse(line.span) }
        let escaped = [0x22, 0x5C, 0x6E] + bytes + [0x22]
        #expect(throws: JSONFault.notUTF8(column: 2)) { try JSONParser.parse(escaped.span) }
    }

    @Test func agreesWithFoundationOnDamagedLines() throws {
        var chance = Chance(5)
        let line = Array(Samples.line().utf8)
        for _ in 0..<4000 {
            var damaged = line
            for _ in 0...chance.below(3) {
                let at = chance.below(damaged.count)
                switch chance.below(3) {
                case 0: damaged[at] = UInt8(chance.below(256))
                case 1: damaged.remove(at: at)
                default: damaged.insert(UInt8(chance.below(256)), at: at)
                }
            }
            let ours = try? JSONParser.parse(damaged.span)
            // We may refuse more (repeated keys), never accept what Foundation does not.
            if ours != nil {
                let theirs = try? JSONSerialization.jsonObject(
                    with: Data(damaged), options: .fragmentsAllowed)
                #expect(theirs != nil, "\(String(decoding: damaged, as: UTF8.self))")
            }
        }
    }
}
