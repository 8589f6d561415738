// Whole sittings by key: what was pressed is what is in the store afterwards.
import Foundation
import ReviewCore
import Screens
import Store
import Testing

@testable import Workstation

@Suite struct DeskScriptTests {
    @Test func aSittingOfEveryOutcome() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(
            [
                "agree with me", "correct me", "wrong intent", "not meant", "be distressed",
                "skip me",
            ],
            into: queue)
        let sitting = try DeskSitting(office, queue)
        let ending = sitting.run([
            Step("agree", when: When.heard(done: 0), keys: ["enter"]),
            Step(
                "correct", when: When.heard(done: 1),
                keys: ["e", "end"] + Keys.typed(" please") + ["enter"]),
            Step(
                "intent", when: When.heard(done: 2),
                keys: ["w"] + Keys.typed("alarmset") + ["enter"]),
            Step("submit it", when: { $0.work?.correction != nil }, keys: ["enter"]),
            Step("accident", when: When.heard(done: 3), keys: ["a"]),
            Step("distress", when: When.heard(done: 4), keys: ["x", "g", "3", "enter"]),
            Step("skip", when: When.heard(done: 5), keys: ["s", "c"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        #expect(ending == .left)
        let counts = try office.counts()
        #expect(counts.annotated == 5)
        #expect(counts.skipped == 1)
        #expect(counts.flagged == 1)
        #expect(counts.leased == 0)
        let contents = try office.annotations(queue).map(\.1)
        #expect(
            contents.map(\.reference).prefix(3) == [
                "agree with me", "correct me please", "wrong intent",
            ])
        #expect(contents[2].correction?.intent == "alarm_set")
        // The accidental one is to be deleted, and nobody trains on it.
        #expect(counts.deletionWanted == 1)
        #expect(!contents.contains { $0.queuesDeletion })
        let hidden = try #require(contents.last)
        #expect(hidden.flag == Flag(category: "grief_distress", severity: .p3))
        // Nobody checked the machine's words of a clip that was hidden.
        #expect(hidden.reference.isEmpty)
        #expect(office.drafts(queue).isEmpty)
    }

    @Test func undoBringsTheLastOneBackWithItsWords() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        try DeskSitting(office, queue).run([
            Step(
                "correct", when: When.heard(done: 0),
                keys: ["e", "end"] + Keys.typed(" here") + ["enter"]),
            Step("undo", when: When.heard(done: 1), keys: ["u"]),
            Step(
                "it is back", when: When.text("first clip here"),
                keys: ["e", "end"] + Keys.typed(" now")),
            Step("play it", when: When.silent("first clip here now"), keys: ["esc", "r"]),
            Step("submit", when: When.heard, keys: ["enter"]),
            Step(
                "the other", when: { When.heard($0) && $0.work?.reference.text == "second clip" },
                keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        let contents = try office.annotations(queue).map(\.1.reference)
        #expect(contents == ["first clip here now", "second clip"])
        let clip = try office.annotations(queue)[0].0.clip.id
        #expect(
            try office.seat.store.records.history(clip).map(\.standing) == [.withdrawn, .current])
    }

    @Test func anEarlierClipIsAmendedAndWhatItReplacedIsKept() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        try DeskSitting(office, queue).run([
            Step("agree", when: When.heard(done: 0), keys: ["enter"]),
            Step("history", when: When.heard(done: 1), keys: ["p", "enter"]),
            Step(
                "amend", when: { $0.work?.amends == 1 },
                keys: ["e", "end"] + Keys.typed(" amended")),
            Step("play it", when: When.silent("first clip amended"), keys: ["esc", "r"]),
            Step("submit", when: When.heard, keys: ["enter"]),
            Step("back", when: When.silent("second clip"), keys: ["r"]),
            Step("submit", when: When.heard, keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        let first = try office.annotations(queue)[0]
        #expect(first.1.reference == "first clip amended")
        #expect(first.0.record.revision == 2)
        let history = try office.seat.store.records.history(first.0.clip.id)
        #expect(history.map(\.standing) == [.replaced, .current])
    }

    @Test func workThatWasLeftIsThereNextTime() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one clip", "two clip", "three clip"], into: queue)
        try DeskSitting(office, queue).run([
            Step(
                "type", when: { $0.work?.sound.duration != nil },
                keys: ["e", "end"] + Keys.typed(" half")),
            Step("leave", when: When.text("one clip half"), keys: ["esc"] + Keys.leave),
        ])
        // What was only claimed ahead went back; what was worked on is kept for this person.
        #expect(try office.counts().leased == 1)
        #expect(try office.counts().waiting == 2)
        try DeskSitting(office, queue, seat: office.another()).run([
            Step("it is there", when: When.text("one clip half"), keys: Keys.leave)
        ])
    }

    @Test func leavingGivesEverythingBack() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring((0..<5).map { "clip \($0)" }, into: queue)
        // At once, while the first claim is still under way.
        #expect(try DeskSitting(office, queue).run([Step("leave", keys: ["q"])]) == .left)
        #expect(try office.counts().leased == 0)
        #expect(try office.counts().waiting == 5)
        let person = try office.seat.store.records.status(.now, .now).people.first
        #expect(person?.onShift == false)
    }

    @Test func anEmptyQueueGoesOnByItselfWhenAnotherProcessImports() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["the only one"], into: queue)
        let other = try office.another()
        try DeskSitting(office, queue).run([
            Step("agree", when: When.heard(done: 0), keys: ["enter"]),
            Step(
                "more comes", when: When.empty,
                act: { engine in
                    let name = office.folder.appending(path: "more.jsonl")
                    try Data((Office.line("later", text: "later clip") + "\n").utf8).write(to: name)
                    _ = try Importer(seat: other, queue: queue).run(
                        path: name.path, format: nil, onProgress: { _ in }, onProblem: { _ in })
                    // The timer that asks again is set; it rings now instead of in a while.
                    #expect(engine.timers.deadline(of: .desk(.claim)) != nil)
                    engine.timers.set(.desk(.claim), at: 0)
                }),
            Step(
                "agree", when: { When.heard($0) && $0.work?.reference.text == "later clip" },
                keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        #expect(try office.counts().annotated == 2)
    }

    @Test func aQueueThatRunsDryIsAskedAgainThoughAClipIsOnTheDesk() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one", "two"], into: queue)
        try DeskSitting(office, queue).run([
            Step(
                "dry",
                when: { $0.work != nil && $0.ahead.count == 1 && $0.claim.condition == .empty },
                act: { engine in
                    try office.bring(["three"], into: queue, prefix: "later")
                    engine.timers.set(.desk(.claim), at: 0)
                }),
            Step("the third is there", when: { $0.ahead.count == 2 }, keys: ["q"]),
        ])
    }
}

extension Office {
    /// Drafts that are still kept of a queue's finished clips.
    func drafts(_ queue: ReviewCore.Queue) -> [ClipID] {
        var left: [ClipID] = []
        _ = try? seat.store.records.forEachExported(in: queue.id) { reviewed in
            let draft = try seat.store.drafts.load(reviewed.clip.id, seat.person.id)
            if draft != nil { left.append(reviewed.clip.id) }
        }
        return left
    }
}
