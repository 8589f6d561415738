// The linear desk: the same work, in plain lines.
import ReviewCore
import Testing

@testable import Screens

@Suite struct LinesTests {
    private func type(_ lines: [String], on sitting: inout Sitting) throws {
        let linear = DeskLines(table: try DeskCommands.table())
        for line in lines {
            for action in linear.actions(for: line, in: sitting.desk) { sitting.take(action) }
        }
    }

    @Test func aClipIsToldWithoutBoxesAndWithoutWhatIsMasked() throws {
        let sitting = try Sitting()
        let lines = DeskLines(table: try DeskCommands.table()).describe(sitting.desk)
        let text = lines.joined(separator: "\n")
        #expect(lines.contains("Machine, 83 % sure: call (masked) at eleven thirty"))
        #expect(lines.contains("Unsure: eleven"))
        #expect(lines.first?.hasSuffix("312 of 1000, 348 waiting.") == true)
        #expect(!text.contains("mom"))
        #expect(!text.contains("│"))
    }

    @Test func commandsGoByIdTitleAndKey() throws {
        var sitting = try Sitting()
        try type(["type", "call tom at eleven thirty", ""], on: &sitting)
        #expect(sitting.submissions.first?.content.reference == "call tom at eleven thirty")
        sitting = try Sitting()
        try type(["wrong intent", "alarm set"], on: &sitting)
        #expect(sitting.desk.work?.correction?.intent == "alarm_set")
        try type(["f", "g3"], on: &sitting)
        #expect(sitting.desk.work?.flag == Flag(category: "grief_distress", severity: .p3))
        try type(["j", "b", "close", "submit"], on: &sitting)
        #expect(sitting.submissions.first?.content.judgments["activation"] == ["button"])
    }

    @Test func distressHidesHereToo() throws {
        var sitting = try Sitting()
        try type(["x"], on: &sitting)
        let lines = DeskLines(table: try DeskCommands.table()).describe(sitting.desk)
        #expect(!lines.joined().contains("eleven"))
        try type(["m0", ""], on: &sitting)
        #expect(sitting.submissions.first?.content.flag?.category == "medical_emergency")
    }
}
