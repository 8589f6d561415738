// `earshot glass`: who a clip is of, by two people, for a reason, to be accounted for.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

struct GlassCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "glass",
        abstract: "Find out who a clip is of: it takes two people, and is reviewed.",
        discussion: """
            A custodian and an officer each hold half of the key. One asks, the other approves, \
            whoever asked opens it, and somebody else says whether it was right. Until then \
            whoever opened can look at that one again, and ask for no other, have none approved \
            and open none. Every step is logged.

              earshot glass ask --clip ID --reason danger_to_life --incident ID --minutes 30
              earshot glass list
              earshot glass approve ID
              earshot glass open ID
              earshot glass review ID --finding justified
            """,
        subcommands: [Ask.self, List.self, Approve.self, Open.self, Review.self])

    struct Ask: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask to see who a clip is of.",
            discussion: """
                Danger to life takes an incident of this workspace. Of other reasons the incident \
                is the id under which the matter is on file with you.

                  earshot glass ask --clip ID --reason danger_to_life --incident ID
                """)
        @Option(help: ArgumentHelp("The clip.", valueName: "id")) var clip: NamedID<Clip>
        @Option(
            help: ArgumentHelp(
                GlassReason.allCases.map(\.rawValue).joined(separator: ", ") + ".",
                valueName: "code"))
        var reason: GlassReason
        @Option(
            help: ArgumentHelp(
                "The incident's id, or that under which the matter is on file.",
                valueName: "id"))
        var incident: NamedID<Clip>
        @Option(help: ArgumentHelp("Minutes until it is over; 240 at most.", valueName: "n"))
        var minutes = 30
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            guard (1...240).contains(minutes) else {
                throw ValidationError("--minutes is from 1 to 240.")
            }
        }

        func run() throws {
            let seat = try place.seat()
            let glass = try GlassBreaking(seat: seat).ask(
                clip: try clip.resolved(in: seat), reason: reason,
                incident: try incident.resolved(in: seat).uuid, minutes: minutes, now: .now)
            seat.log.settle()
            Output.line(
                "Asked, until \(glass.until.date.formatted(.iso8601)). Somebody who holds the other half:"
            )
            Output.line("  earshot glass approve \(glass.id)")
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give your half for what a colleague asked.",
            discussion: """
                  earshot glass approve ID
                """)
        @Argument(help: "The request; 'earshot glass list' shows it.") var id: NamedID<GlassSubject>
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let glass = try GlassBreaking(seat: seat).approve(id.resolved(in: seat), now: .now)
            seat.log.settle()
            Output.line(
                "Approved, until \(glass.until.date.formatted(.iso8601)). Whoever asked can open it:"
            )
            Output.line("  earshot glass open \(glass.id)")
        }
    }

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "See who the clip is of, once it was approved.",
            discussion: """
                  earshot glass open ID
                """)
        @Argument(help: "The request.") var id: NamedID<GlassSubject>
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let id = try id.resolved(in: seat)
            let identity = try GlassBreaking(seat: seat).open(id, now: .now)
            seat.log.settle()
            Output.lines(
                TextTable.lines([
                    ["Account", identity.accountID ?? "none"],
                    ["Device", identity.deviceID ?? "none"],
                    ["Record", identity.sourceID],
                    ["Consent", identity.consentID ?? "none"],
                    ["File", identity.fileName],
                ]))
            Output.complain("Somebody else must review this: earshot glass review \(id)")
        }
    }

    struct Review: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether it was right to open an identity.",
            discussion: """
                  earshot glass review ID --finding justified
                """)
        @Argument(help: "The request.") var id: NamedID<GlassSubject>
        @Option(
            help: ArgumentHelp(
                GlassFinding.allCases.map(\.rawValue).joined(separator: ", ") + ".",
                valueName: "code"))
        var finding: GlassFinding
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            _ = try GlassBreaking(seat: seat).review(id.resolved(in: seat), finding, now: .now)
            seat.log.settle()
            Output.line("Reviewed: \(finding.rawValue).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List requests, and what is owed a review.",
            discussion: """
                  earshot glass list
                  earshot glass list --json
                """)
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let store = try place.glance().store
            let names = Dictionary(
                uniqueKeysWithValues: try store.people.list().map { ($0.person.id, $0.person.name) }
            )
            let lines = try store.glasses.list().map { GlassLine($0, names, now: .now) }
            if json { return try Output.json(["glass": lines]) }
            guard !lines.isEmpty else { return Output.line("Nobody asked who a clip is of.") }
            Output.lines(TextTable.lines([GlassLine.head] + lines.map(\.row)))
        }
    }
}

/// One request, for people and for scripts.
private struct GlassLine: Encodable {
    let id: String
    let clip: String
    let standing: Glass.Standing
    let reason: GlassReason
    let incident: String
    let askedBy: String
    let approvedBy: String?
    let reviewedBy: String?
    let finding: GlassFinding?
    let until: String
    let reviewOwed: Bool

    init(_ glass: Glass, _ names: [PersonID: String], now: Timestamp) {
        func name(_ person: PersonID) -> String { names[person] ?? person.short }
        id = glass.id.description
        clip = glass.clip.description
        standing = glass.standing(at: now)
        reason = glass.reason
        incident = glass.incident.uuidString.lowercased()
        askedBy = name(glass.requester)
        approvedBy = glass.approver.map(name)
        reviewedBy = glass.reviewer.map(name)
        finding = glass.finding
        until = glass.until.date.formatted(.iso8601)
        reviewOwed = glass.isReviewOwed
    }

    static let head = ["Request", "Clip", "Asked by", "Reason", "Approved by", ""]

    var row: [String] {
        [
            id, String(clip.suffix(8)), askedBy, reason.rawValue, approvedBy ?? "",
            reviewOwed ? "opened, review owed" : finding?.rawValue ?? standing.rawValue,
        ]
    }
}

extension GlassReason: ExpressibleByArgument {}
extension GlassFinding: ExpressibleByArgument {}
