// The steps of an incident as commands, one each.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct IncidentAck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Take an incident: from then on you answer for it.",
        discussion: """
              earshot incidents ack 3f2a9c1d
            """)
    @OptionGroup var incident: IncidentOptions

    func run() throws { try incident.take { _, _ in .acknowledged } }
}

struct IncidentHandOver: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over", abstract: "Let a colleague answer for it; the clock goes on.",
        discussion: """
              earshot incidents hand-over 3f2a9c1d --to olga
            """)
    @Option(help: ArgumentHelp("A supervisor or an officer.", valueName: "name")) var to: String
    @OptionGroup var incident: IncidentOptions

    func run() throws {
        try incident.take { handling, _ in .handedOver(to: try handling.person(named: to)) }
    }
}

struct IncidentNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Add a note to its story.",
        discussion: """
              earshot incidents note 3f2a9c1d --reason "called the helpline, case open"
              earshot incidents note 3f2a9c1d --reason - < note.txt
            """)
    @OptionGroup var said: ReasonOption
    @OptionGroup var incident: IncidentOptions

    func run() throws { try incident.take { _, _ in .noted(try said.text) } }
}

struct IncidentSeverity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "severity", abstract: "Call it graver or milder, and say why.",
        discussion: """
            A graver one begins the clock of its own; a milder one keeps the clock.

              earshot incidents severity 3f2a9c1d --to P0 --reason "it is going on now"
            """)
    @Option(help: ArgumentHelp("P0, P1, P2 or P3.", valueName: "severity")) var to: Severity
    @OptionGroup var said: ReasonOption
    @OptionGroup var incident: IncidentOptions

    func run() throws {
        try incident.take { _, _ in .severityChanged(to, reason: try said.text) }
    }
}

struct IncidentHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Ask for a legal hold of its clip.",
        discussion: """
            It counts once an officer who is not you agreed: earshot incidents agree. From then \
            on the clip is neither erased nor handed out nor exported. What is past its end is \
            not let go by itself: you are told, and somebody ends it.

              earshot incidents hold 3f2a9c1d --days 90 --reason "court order on file"
            """)
    @Option(help: ArgumentHelp("Days until it should end; 1 to 3650.", valueName: "n"))
    var days: Int
    @OptionGroup var said: ReasonOption
    @OptionGroup var incident: IncidentOptions

    func validate() throws {
        guard (1...3650).contains(days) else {
            throw ValidationError("--days is from 1 to 3650.")
        }
    }

    func run() throws {
        let until = Timestamp.now.advanced(bySeconds: Double(days) * 86400)
        let after = try incident.take { _, _ in
            .held(IncidentHold(reason: try said.text, until: until))
        }
        Output.line(
            "A hold until \(until.shortDay) is asked for. It counts once an officer who is not you"
                + " agrees:")
        Output.line("  earshot incidents agree \(after.id.short)")
    }
}

struct IncidentAgree: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agree", abstract: "Agree, as second person, to the hold of its clip.",
        discussion: """
              earshot incidents agree 3f2a9c1d
            """)
    @OptionGroup var incident: IncidentOptions

    func run() throws {
        let after = try incident.take { _, _ in .holdAgreed }
        Output.line("Its clip is held: neither erased nor handed out nor exported. To let it go:")
        Output.line("  earshot incidents end-hold \(after.id.short)")
    }
}

struct IncidentEndHold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-hold", abstract: "Let its clip go; an erasure that waited is run.",
        discussion: """
              earshot incidents end-hold 3f2a9c1d
            """)
    @OptionGroup var incident: IncidentOptions

    func run() throws {
        try incident.take { _, _ in .holdEnded }
        Output.line("Its clip is let go.")
        try Erasing.resume(incident.place.seat())
    }
}

struct IncidentClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Decide how it ends.",
        discussion: """
            referred closes it at once. disclosed, no_action_with_reason, duplicate and \
            false_positive wait for a second person: earshot incidents confirm.

              earshot incidents close 3f2a9c1d --as referred --reason "child protection"
              earshot incidents close 3f2a9c1d --as false_positive --reason "a film on TV"
              earshot incidents close 3f2a9c1d --as duplicate --of 77b0c4e2
              earshot incidents close 3f2a9c1d --as disclosed --reason "the police" \\
                --basis dsa_18 --field audio --field text
            """)
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            DispositionCode.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "disposition"))
    var disposition: DispositionCode
    @Option(
        help: ArgumentHelp(
            "The reason, the recipient or the authority; '-' reads it from standard input."))
    var reason: String?
    @Option(help: ArgumentHelp("The incident it is a duplicate of.", valueName: "id"))
    var of: NamedID<IncidentSubject>?
    @Option(
        help: ArgumentHelp(
            LegalBasis.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "basis"))
    var basis: LegalBasis?
    @Option(
        help: ArgumentHelp(
            "A field that is released; may be repeated: "
                + ReleasedField.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "field"))
    var field: [ReleasedField] = []
    @OptionGroup var incident: IncidentOptions

    func validate() throws {
        if disposition == .duplicate {
            guard of != nil else { throw ValidationError("--as duplicate takes --of.") }
        } else {
            guard reason != nil else {
                throw ValidationError("--as \(disposition.rawValue) takes --reason.")
            }
        }
        if disposition == .disclosed {
            guard basis != nil, !field.isEmpty else {
                throw ValidationError("--as disclosed takes --basis and --field.")
            }
        } else if basis != nil || !field.isEmpty {
            throw ValidationError("--basis and --field go with --as disclosed.")
        }
    }

    func run() throws {
        let seat = try incident.place.seat()
        let handling = IncidentHandling(seat: seat)
        let kept = try handling.one(incident.id.resolved(in: seat))
        let after = try handling.take(
            .decided(try decided(in: seat)), on: kept, now: .now)
        seat.log.settle()
        Output.line(IncidentLine.standing(after.glance, try handling.names(), .now))
        if after.glance.stage == .decided {
            Output.line("Somebody else, as second person: earshot incidents confirm \(after.id)")
        }
    }

    private func decided(in seat: Seat) throws -> Disposition {
        let text = CustodyText.open(try reason.map(ReasonText.read) ?? "")
        return switch disposition {
        case .referred: .referred(to: text)
        case .noAction: .noAction(reason: text)
        case .falsePositive: .falsePositive(reason: text)
        case .duplicate:
            .duplicate(of: try of?.resolved(in: seat) ?? incident.id.resolved(in: seat))
        case .disclosed:
            .disclosed(
                IncidentDisclosure(
                    authority: text, basis: basis ?? .consent, fields: Set(field).sorted()))
        }
    }
}

struct IncidentConfirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Agree, as second person, to how it ends.",
        discussion: """
              earshot incidents confirm 3f2a9c1d
            """)
    @OptionGroup var incident: IncidentOptions

    func run() throws { try incident.take { _, _ in .confirmed } }
}

struct IncidentDecline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Send it back to its owner, as second person.",
        discussion: """
              earshot incidents decline 3f2a9c1d --reason "that was no film"
            """)
    @OptionGroup var said: ReasonOption
    @OptionGroup var incident: IncidentOptions

    func run() throws { try incident.take { _, _ in .declined(reason: try said.text) } }
}

struct IncidentReopen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open it again; somebody has to take it anew.",
        discussion: """
              earshot incidents reopen 3f2a9c1d --reason "the same voices came again"
            """)
    @OptionGroup var said: ReasonOption
    @OptionGroup var incident: IncidentOptions

    func run() throws { try incident.take { _, _ in .reopened(reason: try said.text) } }
}

extension Severity: ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
extension DispositionCode: ExpressibleByArgument {}
extension LegalBasis: ExpressibleByArgument {}
extension ReleasedField: ExpressibleByArgument {}
