// Keys on the incident desk: what they ask of the store, and what they never do.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct IncidentStepsTests {
    private let ben = SampleIncident.ben
    private let cleo = SampleIncident.cleo

    /// A desk with one incident after these acts.
    private func desk(
        _ acts: [(PersonID?, CustodyAct)] = [], me: PersonID = SampleIncident.ben,
        roles: Set<Role> = [.supervisor, .officer], deafness: String? = nil
    ) throws -> IncidentSitting {
        let incident = try SampleIncident.incident(1, "sexual_assault", .p1, at: -20, acts)
        return try IncidentSitting(
            setting: SampleIncident.setting(me: me, roles: roles, deafness: deafness),
            stories: [SampleIncident.story(incident)])
    }

    private var owned: [(PersonID?, CustodyAct)] { [(ben, .acknowledged)] }

    @Test func theMostUrgentIsUnderTheHandAndOneKeyTakesIt() throws {
        var sitting = try IncidentSitting()
        #expect(sitting.desk.selected?.glance.severity == .p1)
        #expect(
            sitting.desk.selected?.glance.isBreached(at: sitting.now, sitting.desk.setting.policy)
                == true
        )
        let id = sitting.desk.selected?.id
        try sitting.press("a")
        #expect(sitting.acts == [.acknowledged])
        #expect(sitting.desk.selected?.id == id)
        #expect(sitting.desk.shown?.incident.owner == ben)
        #expect(sitting.desk.pending == nil)
    }

    @Test(arguments: [
        ("d n 'seen_it' enter y", CustodyAct.decided(.noAction(reason: .open("seen it")))),
        ("d f 'film' enter y", .decided(.falsePositive(reason: .open("film")))),
        ("d r 'shelter' enter y", .decided(.referred(to: .open("shelter")))),
        (
            "d a 'police' enter d a space down space enter y",
            .decided(
                .disclosed(
                    IncidentDisclosure(
                        authority: .open("police"), basis: .dsaArticle18, fields: [.text])))
        ),
        ("n 'a_note' enter", .noted(.open("a note"))),
        ("s 0 'now' enter", .severityChanged(.p0, reason: .open("now"))),
        ("h 'cl' enter", .handedOver(to: SampleIncident.cleo)),
        (
            "k 'police' enter m y",
            .held(
                IncidentHold(
                    reason: .open("police"),
                    until: SampleIncident.start.advanced(bySeconds: 30 * 86_400)))
        ),
    ])
    func keysBecomeActs(keys: String, act: CustodyAct) throws {
        var sitting = try desk(owned)
        try sitting.press(keys)
        #expect(sitting.acts == [act])
        #expect(sitting.desk.form == nil && sitting.desk.pending == nil)
    }

    @Test(arguments: [
        "d n 'seen' enter n", "d n 'seen' enter esc", "d n esc", "d esc", "h esc",
        "k 'x' enter esc",
        "d n enter", "n '___' enter", "s 1", "l n",
    ])
    func whatWasNotSaidOrNotMeantIsNotDone(keys: String) throws {
        var sitting = try desk(owned)
        try sitting.press(keys)
        #expect(sitting.acts.isEmpty)
        #expect(sitting.desk.sound == nil)
    }

    @Test func aSecondPersonIsSomebodyElse() throws {
        let decided = owned + [(ben, .decided(.falsePositive(reason: .open("film"))))]
        var mine = try desk(decided)
        try mine.press("c b")
        #expect(mine.acts.isEmpty && mine.desk.form == nil)
        #expect(mine.desk.toast?.text.contains("second person") == true)
        var hers = try desk(decided, me: cleo)
        try hers.press("c y")
        #expect(hers.acts == [.confirmed])
        #expect(hers.stories[0].incident.stage == .closed)
        var no = try desk(decided, me: cleo)
        try no.press("b 'no_film' enter")
        #expect(no.acts == [.declined(reason: .open("no film"))])
    }

    @Test func whoDoesNotOwnItTakesItOverBeforeDeciding() throws {
        var hers = try desk(owned, me: cleo)
        try hers.press("d")
        #expect(hers.desk.form == nil)
        #expect(hers.desk.toast?.text.contains("owner") == true)
        try hers.press("t")
        #expect(hers.acts == [.handedOver(to: cleo)])
        try hers.press("d")
        #expect(hers.desk.form != nil)
    }

    /// The story under the eyes is never exchanged for another's.
    @Test func whatWasClosedLeavesTheListInView() throws {
        var sitting = try IncidentSitting()
        try sitting.press("down down enter")
        let id = try #require(sitting.desk.selected?.id)
        try sitting.press("d r 'shelter' enter y")
        #expect(sitting.desk.selected?.id != id)
        #expect(sitting.desk.focus == .list)
        #expect(sitting.desk.toast?.text.hasPrefix(id.short) == true)
    }

    @Test func aHoldTakesTwo() throws {
        let hold = IncidentHold(reason: .open("police"), until: SampleIncident.minute(9000))
        let held = owned + [(ben, .held(hold))]
        var mine = try desk(held)
        try mine.press("y")
        #expect(mine.acts.isEmpty)
        var hers = try desk(held, me: cleo)
        try hers.press("y y")
        #expect(hers.acts == [.holdAgreed])
        try hers.press("y")
        #expect(hers.acts.isEmpty)
        try hers.press("e y")
        #expect(hers.acts == [.holdEnded])
    }

    @Test func aClosedOneIsOnItsOwnShelfAndCanBeOpenedAgain() throws {
        var sitting = try desk(owned + [(ben, .decided(.referred(to: .open("shelter"))))])
        #expect(sitting.desk.rows?.isEmpty == true)
        try sitting.press("tab enter r 'more_came' enter")
        #expect(sitting.acts == [.reopened(reason: .open("more came"))])
        #expect(sitting.desk.rows?.isEmpty == true)
        try sitting.press("esc tab")
        #expect(sitting.desk.rows?.count == 1)
    }

    /// Where somebody was faster, what was typed is still there to be sent.
    @Test func aRefusedTextComesBack() throws {
        var sitting = try desk(owned)
        let story = sitting.stories[0]
        try sitting.press("n 'long_words'")
        // A colleague notes something meanwhile; this desk has not read it.
        sitting.stories[0] = SampleIncident.story(
            try story.incident.taking(.noted(.open("theirs")), by: cleo, at: sitting.now))
        try sitting.press("enter")
        guard case .text(.note, let editor) = sitting.desk.form else {
            Issue.record("what was typed is gone")
            return
        }
        #expect(editor.text == "long words")
        #expect(sitting.desk.toast?.text == "somebody was faster")
        try sitting.press("enter")
        #expect(sitting.stories[0].seen == story.seen + 2)
    }

    @Test func nothingSoundsBeforeTheStorySaysSo() throws {
        var sitting = try desk(owned)
        try sitting.press("l y")
        let listened = try #require(
            sitting.effects.firstIndex { if case .listen = $0 { true } else { false } })
        let played = try #require(sitting.effects.firstIndex(of: .sound(.play)))
        #expect(listened < played)
        #expect(sitting.stories[0].incident.record.events.last?.act == .listened)
        try sitting.press("space m .")
        #expect(
            sitting.effects.filter { if case .sound = $0 { true } else { false } }
                == [.sound(.pause), .sound(.muffle(true)), .sound(.stop)])
        #expect(sitting.desk.sound == nil)
    }

    @Test func aSoundOfARefusedStepIsNotWaitedFor() throws {
        var sitting = try desk(owned)
        let story = sitting.stories[0]
        sitting.stories[0] = SampleIncident.story(
            try story.incident.taking(.noted(.open("theirs")), by: cleo, at: sitting.now))
        try sitting.press("l y")
        #expect(sitting.desk.sound == nil)
        #expect(!sitting.effects.contains(.sound(.play)))
    }

    @Test func whoHoldsNoKeyOfSoundIsToldSo() throws {
        var sitting = try desk(owned, deafness: "You hold no key of the sound")
        try sitting.press("l L")
        #expect(sitting.desk.form == nil)
        #expect(sitting.desk.toast?.text == "You hold no key of the sound")
    }

    @Test func aSupervisorCannotHearOrAgreeToAHold() throws {
        var sitting = try desk(owned, roles: [.supervisor])
        for key in ["y", "e"] {
            try sitting.press(key)
            #expect(sitting.desk.form == nil, "\(key)")
            #expect(sitting.desk.toast?.text.contains("role") == true)
        }
    }

    @Test func aFolderIsAskedForAndMayBeChanged() throws {
        var sitting = try desk(owned)
        let id = try #require(sitting.desk.selected?.id)
        try sitting.press("x enter")
        #expect(sitting.effects.contains(.export(id, folder: "incident-\(id.short)")))
        try sitting.press("x ctrl-u 'elsewhere' enter")
        #expect(sitting.effects.contains(.export(id, folder: "elsewhere")))
    }

    @Test func theIncidentUnderTheHandStaysThoughTheOrderChanges() throws {
        var sitting = try IncidentSitting()
        try sitting.press("down")
        let held = sitting.desk.selected?.id
        // Within six minutes another one becomes late and goes to the top.
        try sitting.wait(360)
        #expect(sitting.desk.selected?.id == held)
        try sitting.take(.storeChanged)
        #expect(sitting.desk.selected?.id == held)
    }

    @Test func aClockSetBackGivesNobodyMoreTime() throws {
        var sitting = try IncidentSitting()
        try sitting.wait(30)
        let before = sitting.desk.now
        sitting.now = sitting.now.advanced(bySeconds: -3600)
        try sitting.take(.timerFired(.clock))
        #expect(sitting.desk.now == before)
    }

    @Test func anAnswerOlderThanWhatIsHereChangesNothing() throws {
        var sitting = try desk()
        let old = sitting.stories[0]
        try sitting.press("a")
        try sitting.take(.told(old))
        #expect(sitting.desk.shown?.incident.stage == .owned)
    }

    @Test func aStoreThatIsAwayIsToldOfAndAskedAgain() throws {
        var sitting = try desk()
        sitting.effects = []
        try sitting.take(.storeFailed("the disk is full"))
        #expect(sitting.desk.trouble == "the disk is full")
        #expect(
            sitting.effects.contains { if case .schedule(.retry, _) = $0 { true } else { false } })
        try sitting.take(.timerFired(.retry))
        #expect(sitting.desk.trouble == nil)
    }

    @Test func whoWentAwayLeavesNothingInSight() throws {
        var sitting = try IncidentSitting(
            setting: SampleIncident.setting(hidesAfter: 600))
        #expect(sitting.effects.contains(.schedule(.idle, after: 600)))
        try sitting.press("down down l y")
        try sitting.take(.timerFired(.idle))
        #expect(sitting.desk.sound == nil)
        let text = sitting.screen().canvas.text
        for word in ["Sexual", "P1", "ben", "voices"] { #expect(!text.contains(word)) }
        // The first key, whatever it is, does nothing else.
        try sitting.press("a")
        #expect(sitting.acts.isEmpty && !sitting.desk.isHidden)
        #expect(sitting.screen().canvas.text.contains("Sexual"))
    }

    @Test func aGroupThatNoWayLeadsToIsSaidSo() throws {
        let notice = StoryNotice(
            group: "safety_lead", channel: "", madeAt: SampleIncident.start, attempts: 0,
            lastCode: nil, deliveredAt: nil)
        let told = try SampleIncident.setting().words(notice)
        #expect(told.text == "safety lead cannot be told: no way is set" && !told.arrived)
    }

    // MARK: - Commands

    @Test func everyCommandIsDocumentedAndUnique() throws {
        let table = try IncidentCommands.table()
        #expect(Set(table.commands.map(\.id)).count == table.commands.count)
        for command in table.commands {
            #expect(!command.title.isEmpty && command.help.hasSuffix("."), "\(command.id)")
            #expect(!command.keys.values.joined().isEmpty, "\(command.id) has no key")
        }
    }

    @Test func choicesKeepTheirLetters() throws {
        let sitting = try desk(owned)
        let table = sitting.input.table
        let all: [IncidentChoosing] = [
            .severity, .disposition, .holdEnd(reason: "r"), .basis(authority: "a"),
            .fields(authority: "a", .consent, []),
        ]
        for what in all {
            let keys = sitting.desk.choices(of: what).map(\.key)
            #expect(Set(keys).count == keys.count)
            for key in keys { #expect(table.command(for: .key(key), in: .choosing) == nil) }
        }
    }

    @Test(arguments: ["", "enter", "n", "d", "h", "?", ":", "k 'x' enter", "l"])
    func theBarOffersOnlyWhatWorks(keys: String) throws {
        var sitting = try desk(owned)
        try sitting.press(keys)
        for offer in IncidentCommands.offers(in: sitting.desk) {
            #expect(sitting.input.table.command(id: offer.id) != nil, "\(offer.id)")
        }
        let bar = sitting.screen().canvas.rowText(sitting.desk.size.height - 1)
        #expect(bar.contains { $0 != " " } || keys == "l")
    }

    /// Random keys, sizes and answers: nothing traps, and no act leaves without its words.
    @Test(arguments: 1...8) func nothingBreaksTheDesk(seed: Int) throws {
        var random = Sample.Counter(state: UInt64(seed) &* 91)
        var sitting = try IncidentSitting()
        let table = sitting.input.table
        let bound = IncidentMode.allCases.flatMap { mode in
            table.commands.flatMap { table.keys(of: $0.id, in: mode) }
        }
        let chords =
            Array(Set(bound)).sorted { $0.name < $1.name }
            + "abcdefghijklmnopqrstuvwxyz0123 ñक".map { KeyChord(.character($0)) }
        let sizes = [(120, 40), (80, 24), (40, 10), (1, 1), (0, 0), (61, 17), (200, 5)]
        for step in 0..<800 {
            sitting.effects = []
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let (width, height) = sizes[step % sizes.count]
                try sitting.event(.resize(Size(width: width, height: height)))
            case 1: try sitting.event(.paste("क्षि \n e\u{301}"))
            case 2:
                let point = Point(x: step % 130 - 2, y: step % 45 - 2)
                try sitting.event(
                    .mouse(MouseEvent(step % 2 == 0 ? .press : .wheelDown, at: point)))
            case 3: try sitting.take(.storeChanged)
            case 4: try sitting.wait(Double(step % 90))
            default:
                try sitting.event(
                    .key(chords[Int.random(in: 0..<chords.count, using: &random)]))
            }
            for act in sitting.acts { #expect(act.text?.isBlank != true) }
            if step % 10 == 0 { _ = sitting.screen() }
        }
    }
}
