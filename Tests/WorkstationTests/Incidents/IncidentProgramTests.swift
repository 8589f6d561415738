// The incident desk at work: real loop, store, vault and player, no person.
import Foundation
import ReviewCore
import Screens
import Store
import TerminalUI
import Testing

@testable import Workstation

/// Drives the incident desk on a scripted terminal.
private final class IncidentSitting {
    let program: IncidentProgram
    private let terminal: ScriptedTerminal
    private var steps: [(when: (IncidentDeskState) -> Bool, keys: [String])] = []
    private var moved = ContinuousClock.now

    /// A script that hangs is ended and fails; nothing else depends on the clock.
    private static let patience = Duration.seconds(60)

    init(_ office: Office, _ seat: Seat) throws {
        let size = Size(width: 120, height: 40)
        terminal = try ScriptedTerminal(size: size)
        program = try IncidentOpening(office.surroundings).program(seat, size: size)
    }

    /// Presses the keys of each step once what it waits for is there, then leaves.
    func run(_ script: [(when: (IncidentDeskState) -> Bool, keys: [String])]) throws {
        steps = script + [({ $0.pending == nil }, ["q"])]
        moved = .now
        terminal.reviewer = { [unowned self] in next() }
        // The script is asked when the screen changes; what a step waits for may be elsewhere.
        let pulse = DispatchSource.makeTimerSource(queue: .global())
        let mailbox = program.mailbox
        pulse.schedule(deadline: .now(), repeating: .milliseconds(20))
        pulse.setEventHandler { mailbox.post(.action(.timerFired(.toast))) }
        pulse.resume()
        defer { pulse.cancel() }
        ScreenLoop(terminal: terminal.terminal, signals: try Signals.quiet()).run(program)
        #expect(steps.isEmpty, "left before its end: \(terminal.lastFrame?.canvas.text ?? "")")
    }

    private func next() -> [InputEvent] {
        guard let step = steps.first else { return [] }
        guard step.when(program.state) else {
            if ContinuousClock.now - moved > Self.patience {
                Issue.record("hung:\n\(terminal.lastFrame?.canvas.text ?? "")")
                steps = []
                return [.key(.init(.escape)), .key(.init(.character("q")))]
            }
            return []
        }
        steps.removeFirst()
        moved = .now
        return step.keys.compactMap { name in
            (try? KeyChord(parsing: name)).map { .key($0) }
        }
    }
}

@Suite struct IncidentProgramTests {
    private let office: Office
    private let second: Seat

    init() throws {
        office = try Office()
        _ = try office.seat.add(
            person: "olga", roles: [.officer], surroundings: office.surroundings, now: .now)
        second = try office.another("olga")
        let queue = try office.queue()
        try office.bring(["somebody help me"], into: queue)
        try office.flagNext(in: queue, Flag(category: "domestic_violence", severity: .p1))
    }

    private func kept() throws -> KeptIncident {
        let open = try second.store.incidents.open()
        let closed = try second.store.incidents.closed(Timestamp(microseconds: 0), 9)
        let id = try #require((open + closed).first?.id)
        return try #require(try second.store.incidents.one(id))
    }

    private static func at(_ stage: IncidentStage) -> (IncidentDeskState) -> Bool {
        { $0.shown?.incident.stage == stage && $0.pending == nil }
    }

    private static func typed(_ text: String) -> [String] {
        text.map { $0 == " " ? "space" : String($0) }
    }

    @Test func anIncidentIsTakenDecidedAndConfirmedByTwo() throws {
        try IncidentSitting(office, office.seat).run([
            (Self.at(.triggered), ["a"]),
            (Self.at(.owned), ["n"] + Self.typed("they know") + ["enter"]),
            (
                { $0.shown?.seen == 3 && $0.pending == nil },
                ["d", "f"] + Self.typed("a film") + ["enter", "y"]
            ),
            (Self.at(.decided), ["c"]),
        ])
        #expect(try kept().incident.stage == .decided)
        try IncidentSitting(office, second).run([
            (Self.at(.decided), ["c", "y"]),
            ({ $0.rows?.isEmpty == true }, []),
        ])
        let kept = try kept()
        #expect(kept.incident.stage == .closed)
        #expect(
            kept.incident.record.events.map(\.act.code) == [
                .opened, .acknowledged, .noted, .decided, .confirmed,
            ])
        // Words are nowhere readable in the store, and on the screen of who answers they are.
        #expect(kept.incident.record.events[2].act.text?.readable == nil)
        let words = IncidentHandling(seat: second).words(
            of: kept.incident.record.events[2], in: kept.incident)
        #expect(words == .read("they know"))
    }

    @Test func theStoryIsToldBeforeTheSoundIsOpened() throws {
        let sitting = try IncidentSitting(office, second)
        var soundedUntold = false
        try sitting.run([
            (Self.at(.triggered), ["L", "y"]),
            (
                { state in
                    guard let sound = state.sound, case .ready = sound.condition else {
                        return false
                    }
                    soundedUntold = state.shown?.incident.record.events.last?.act != .listened
                    return sound.isMuffled
                }, ["m", "."]
            ),
        ])
        #expect(!soundedUntold)
        #expect(try kept().incident.record.events.map(\.act.code) == [.opened, .listened])
    }

    @Test func whatAColleagueDidIsSeenAndNotOverwritten() throws {
        let sitting = try IncidentSitting(office, second)
        let ana = office.seat
        try sitting.run([
            (
                { state in
                    guard Self.at(.triggered)(state) else { return false }
                    // Ana takes it at her own desk.
                    _ = try? IncidentHandling(seat: ana).take(
                        .acknowledged, on: try self.kept(), now: .now)
                    return true
                }, []
            ),
            (Self.at(.owned), ["a"]),
        ])
        #expect(try kept().incident.owner == office.seat.person.id)
        #expect(try kept().seen == 2)
    }

    @Test func whoMaySeeNoIncidentsIsRefused() throws {
        _ = try office.seat.add(
            person: "rea", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        let rea = try office.another("rea")
        #expect(throws: DeedRefusal(.seeIncidents, roles: [.reviewer])) {
            try IncidentOpening(office.surroundings).run(rea, elsewise: "")
        }
    }
}
