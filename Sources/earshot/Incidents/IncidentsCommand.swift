// `earshot incidents`: what was flagged, until somebody has really dealt with it.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct IncidentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "Answer for what reviewers flagged.",
        discussion: """
            For supervisors and officers. A flag of P0 to P2 opens an incident. Somebody has to \
            take it in time, and decide how it ends; what would end with nothing done, and what \
            is told to an authority, takes a second person. 'earshot watch' tells whoever is on \
            the ladder when nobody does.

              earshot incidents
              earshot incidents list
              earshot incidents ack 3f2a9c1d
              earshot incidents show 3f2a9c1d
              earshot incidents close 3f2a9c1d --as referred --reason "child protection, called"
              earshot incidents confirm 3f2a9c1d

            Reasons and notes are sealed for those who answer for incidents. '--reason -' reads \
            them from standard input, which other programs of this account cannot see.
            """,
        subcommands: [
            IncidentDeskCommand.self, IncidentList.self, IncidentShow.self, IncidentAck.self,
            IncidentHandOver.self,
            IncidentNote.self, IncidentSeverity.self, IncidentHoldCommand.self,
            IncidentAgree.self, IncidentEndHold.self, IncidentClose.self, IncidentConfirm.self,
            IncidentDecline.self, IncidentReopen.self, IncidentExport.self, IncidentVerify.self,
        ], defaultSubcommand: IncidentDeskCommand.self)
}

/// An incident on the command line, and the workspace it is in.
struct IncidentOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The incident.", valueName: "id"))
    var id: NamedID<IncidentSubject>
    @OptionGroup var place: WorkspaceOptions

    /// Takes one step and says how it stands then.
    @discardableResult
    func take(
        _ act: (IncidentHandling, KeptIncident) throws -> CustodyAct
    ) throws -> KeptIncident {
        let seat = try place.seat()
        let handling = IncidentHandling(seat: seat)
        let kept = try handling.one(id.resolved(in: seat))
        let after = try handling.take(act(handling, kept), on: kept, now: .now)
        seat.log.settle()
        Output.line(IncidentLine.standing(after.glance, try handling.names(), .now))
        return after
    }
}

/// Words for an incident, as an option or from standard input.
struct ReasonOption: ParsableArguments {
    @Option(help: ArgumentHelp("In a few words; '-' reads them from standard input."))
    var reason: String

    var text: CustodyText {
        get throws { .open(try ReasonText.read(reason)) }
    }
}

/// Reads words that may come by standard input.
enum ReasonText {
    /// Bytes that are read at most: more are no note.
    private static let most = 64 * 1024

    static func read(_ said: String) throws -> String {
        guard said == "-" else { return said }
        let bytes = try FileHandle.standardInput.read(upToCount: most) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
