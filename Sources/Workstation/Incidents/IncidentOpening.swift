// Opens the incident desk on this process's terminal.
import Foundation
import ReviewCore
import Screens
import Store
import TerminalUI

/// The incident desk as `earshot incidents` opens it.
public struct IncidentOpening {
    private let surroundings: Surroundings
    private let personal: Personalisation

    public init(_ surroundings: Surroundings) throws {
        self.surroundings = surroundings
        personal = try Personalisation(surroundings)
    }

    /// What is wrong with the person's own files, to be said before the screen is taken.
    public var complaints: [String] { personal.complaints }

    /// Runs until the person leaves. Refused to whoever may not see incidents.
    public func run(_ seat: Seat, elsewise: String) throws -> DeskEnding {
        try seat.demand(.seeIncidents)
        let full = try FullScreen.take(
            theme: personal.theme, surroundings: surroundings, log: "incidents.log",
            elsewise: elsewise)
        let program = try program(seat, theme: full.theme, size: full.terminal.size())
        ScreenLoop(terminal: full.terminal, signals: full.signals).run(program)
        seat.log.settle()
        return program.ending ?? .left
    }

    /// The desk for any terminal: the tests' too.
    func program(_ seat: Seat, theme: Theme? = nil, size: Size) throws -> IncidentProgram {
        try IncidentProgram(
            seat: seat, surroundings: surroundings, commands: personal.incidentCommands,
            theme: theme ?? personal.theme, size: size)
    }
}

extension IncidentSetting {
    /// The workplace as whoever sits here knows it.
    init(_ seat: Seat) throws {
        let trade = try TradeData.load()
        let people = try seat.store.people.list().map { member in
            Colleague(
                id: member.person.id, name: member.person.name,
                answers: RolePolicy.may(member.person.roles, .answerIncident))
        }
        self.init(
            workspace: seat.workspace.directory.lastPathComponent, me: seat.person.id,
            roles: seat.person.roles, people: people, policy: try seat.workspace.incidentPolicy,
            taxonomy: trade.incidents,
            deafness: seat.missingKeys.contains(.audio)
                ? "Your key of the sound is gone from the database; ask a custodian" : nil,
            hidesAfter: seat.workspace.settings.lockMinutes * 60,
            clock: { $0.plain("%H:%M", .here) }, date: { $0.plain("%e %b %Y", .here).leftTrimmed })
    }
}

extension String {
    /// Without the blank before a day of one figure.
    fileprivate var leftTrimmed: String { hasPrefix(" ") ? String(dropFirst()) : self }
}
