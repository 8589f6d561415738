// The panel of a disclosure: what it says, when it closes, and that nothing of it stays.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct DisclosureTests {
    private static let until = Sample.start.advanced(bySeconds: 900)
    private static let home = Coordinates(latitude: 52.52, longitude: 13.405)

    private static func place(shared: CellLevel) -> DisclosurePanel.Condition {
        ShownPlace(home, asked: .district) { $0 <= shared }
            .map { .shown(.place($0), until: until) } ?? .failed(reason: "no cell is shared")
    }

    /// What must be seen nowhere.
    private static let secrets = ["Testerson", "Marigold", "Otto", "555 01", "neighbour", "52.5"]

    private static let match = ContactMatch(
        [Slot(type: "relation", value: "mom")],
        in: [
            Contact(name: "Otto Samplewood", phone: "+1 202 555 0142", relation: "neighbour"),
            Contact(name: "Marigold Testerson", phone: "+1 202 555 0117", relation: "mom"),
        ])

    private static let conditions: [(name: String, intent: String, DisclosurePanel.Condition)] = [
        ("place", "weather_query", place(shared: .quarter)),
        ("place-coarsened", "weather_query", place(shared: .region)),
        ("place-unshared", "weather_query", .refused(.tooFew, custodians: [])),
        ("contact", "call_place", .shown(.contact(match), until: until)),
        (
            "disclosure-uncleared", "weather_query",
            .refused(.noClearance, custodians: ["ana", "bo"])
        ),
        ("disclosure-unneeded", "iot_coffee", .refused(.noNeed, custodians: [])),
    ]

    private static func ready(
        _ intent: String, location: Bool = true, contacts: Bool = true
    ) -> ReadyClip {
        var clip = Sample.clip()
        clip.interpretation?.intent = intent
        clip.hasLocation = location
        clip.hasContacts = contacts
        return ReadyClip(clip: clip, sound: .ready(Sample.picture()))
    }

    private func sitting(
        _ intent: String = "weather_query", size: (Int, Int) = (120, 40), location: Bool = true,
        contacts: Bool = true
    ) throws -> Sitting {
        try Sitting(
            try Sample.desk(
                Size(width: size.0, height: size.1),
                first: Self.ready(intent, location: location, contacts: contacts)))
    }

    /// Asked for by its key and answered.
    private func shown(
        _ condition: DisclosurePanel.Condition = place(shared: .quarter)
    ) throws -> Sitting {
        var sitting = try sitting()
        try sitting.press("y")
        sitting.take(.disclosed(Sample.id(1), condition))
        return sitting
    }

    @Test(arguments: [(120, 40), (80, 24), (40, 10)], conditions)
    func panelsAreAsStored(
        size: (Int, Int), scene: (name: String, intent: String, DisclosurePanel.Condition)
    ) throws {
        var sitting = try sitting(scene.intent, size: size)
        try sitting.press("y")
        sitting.take(.disclosed(Sample.id(1), scene.2))
        try Golden.check(sitting.screen(), "\(scene.name)-\(size.0)x\(size.1)")
        for secret in Self.secrets { #expect(!sitting.screen().canvas.text.contains(secret)) }
    }

    @Test(arguments: [
        ("weather_query", DisclosedField.location), ("call_place", .contacts),
        // Neither is needed: the first that is there says so.
        ("iot_coffee", .location),
    ])
    func oneKeyAsksForWhatTheRequestNeeds(intent: String, field: DisclosedField) throws {
        for keys in ["y", "e alt-Y"] {
            var sitting = try sitting(intent)
            try sitting.press(keys)
            #expect(sitting.effects.contains(.disclose(Sample.id(1), field)))
        }
    }

    @Test func withoutAFieldTheKeySaysSoAndAsksNothing() throws {
        var sitting = try sitting(location: false, contacts: false)
        try sitting.press("y")
        #expect(sitting.desk.overlay == nil)
        #expect(!sitting.effects.contains { if case .disclose = $0 { true } else { false } })
        #expect(sitting.desk.toasts.last?.text == "No location and no contacts came with this clip")
    }

    @Test func aSecondPressAsksAgainAfterEscape() throws {
        var sitting = try shown()
        try sitting.press("esc")
        #expect(sitting.desk.overlay == nil)
        try sitting.press("y")
        #expect(sitting.effects.contains(.disclose(Sample.id(1), .location)))
    }

    @Test func itCountsDownAndClosesByItself() throws {
        var sitting = try shown()
        #expect(sitting.effects.contains(.schedule(.disclosure, after: 60)))
        #expect(sitting.screen().canvas.text.contains("in 15 min"))
        sitting.wait(61)
        sitting.take(.timerFired(.disclosure))
        #expect(sitting.screen().canvas.text.contains("in 14 min"))
        sitting.wait(840)
        sitting.take(.timerFired(.disclosure))
        #expect(sitting.desk.overlay == nil)
        #expect(sitting.desk.toasts.last?.text == "The time for seeing it is over")
    }

    /// Whether anything of the state still says where the speaker was.
    private func holds(_ sitting: Sitting) -> Bool { "\(sitting.desk)".contains("u33d") }

    /// Whatever ends it, the state holds nothing of it any more.
    @Test(arguments: ["esc", "x", "ctrl-x", "ctrl-z"])
    func keysThatEndIt(keys: String) throws {
        var sitting = try shown()
        try sitting.press(keys)
        #expect(!holds(sitting))
    }

    @Test func theEmptyChairAndALostClipEndIt() throws {
        var idle = try shown()
        idle.wait(601)
        idle.take(.timerFired(.minute))
        #expect(idle.desk.curtain == .idle)
        try idle.press("q")
        #expect(!holds(idle))
        var lost = try shown()
        lost.take(
            .clipWithdrawn(Sample.id(1), reason: "consent was withdrawn", mayKeepWords: false))
        #expect(!holds(lost))
    }

    @Test func anAnswerToAClosedPanelOrAnotherClipIsLetGo() throws {
        var sitting = try sitting()
        try sitting.press("y esc")
        sitting.take(.disclosed(Sample.id(1), Self.place(shared: .quarter)))
        #expect(sitting.desk.overlay == nil)
        try sitting.press("y")
        sitting.take(.disclosed(Sample.id(2), Self.place(shared: .quarter)))
        #expect(!holds(sitting))
    }

    @Test func plainLinesSayTheSameAndNoMore() throws {
        var sitting = try sitting("call_place")
        try sitting.press("y")
        sitting.take(.disclosed(Sample.id(1), .shown(.contact(Self.match), until: Self.until)))
        let lines = DeskLines(table: try DeskCommands.table())
        let said = lines.describe(sitting.desk)
        #expect(
            said.prefix(2) == [
                "Contacts.", "Number 2 of 2 contacts: M...... T........., its number ends in 17.",
            ])
        for secret in Self.secrets { #expect(!said.joined().contains(secret)) }
        try sitting.press("esc")
        #expect(lines.describe(sitting.desk).first?.hasPrefix("Clip") == true)
        #expect(lines.actions(for: "disclose", in: sitting.desk) == [.disclose])
    }

    @Test func nothingOfItIsInAToast() throws {
        for (_, _, condition) in Self.conditions {
            let sitting = try shown(condition)
            #expect(sitting.desk.toasts.isEmpty)
        }
    }
}
