// `earshot audit`: who did what, whether the log is whole, and checkpoints to keep elsewhere.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read and verify the log of who did what.",
        discussion: """
            Every entry is signed by whoever acted and stands in a Merkle tree (RFC 9162). \
            Checkpoints of it are kept under 'log' in the workspace; one that is kept elsewhere \
            shows even when the whole workspace is put back to an older state.

              earshot audit list --actor ana --since 2h
              earshot audit verify
              earshot audit checkpoint > /somewhere/else/today.checkpoint
              earshot audit verify --against /somewhere/else/today.checkpoint
            """,
        subcommands: [List.self, Verify.self, MakeCheckpoint.self, Prove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List entries, oldest first.",
            discussion: """
                For officers and custodians. Verifying is for everybody.

                  earshot audit list --last 20
                  earshot audit list --action export.made --since 2026-11-01
                  earshot audit list --follow
                """)

        @Option(help: ArgumentHelp("Only what this person did.", valueName: "handle"))
        var actor: String?
        @Option(help: ArgumentHelp("Only this action, such as export.made.", valueName: "code"))
        var action: AuditAction?
        @Option(
            help: ArgumentHelp(
                "Only from then on: 2026-11-21, 2026-11-21T08:00:00Z, or 30m, 2h, 7d ago.",
                valueName: "time"))
        var since: PastMoment?
        @Option(help: ArgumentHelp("Only what is about this clip.", valueName: "id"))
        var clip: NamedID<Clip>?
        @Option(help: ArgumentHelp("Only the newest of them.", valueName: "count"))
        var last: Int?
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @ArgumentParser.Flag(help: "Go on printing as entries come, until interrupted.")
        var follow = false
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            if json && follow {
                throw ValidationError("--json prints one document; leave out --follow.")
            }
            if let last, last < 1 { throw ValidationError("--last takes a count from 1 on.") }
        }

        func run() throws {
            let seat = try place.seat()
            let store = seat.store
            let filter = AuditFilter(
                actor: try actor.map { try AuditListing.person($0, in: store) },
                action: action, since: since?.time,
                subject: try clip.map { .clip(try $0.resolved(in: seat)) })
            let listing = AuditListing(store, filter: filter, last: last)
            if json { return try listing.printJSON() }
            let interruption = Interruption()
            var next = try listing.printLines(isStopped: { interruption.isAsked })
            while follow, !interruption.isAsked, !Output.isBroken {
                interruption.wait(seconds: 0.5)
                next = try listing.printLines(from: next, isStopped: { interruption.isAsked })
            }
            if interruption.isAsked { throw ExitStatus.interrupted }
        }
    }

    struct MakeCheckpoint: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Sign a checkpoint of the log and print it, to be kept elsewhere.",
            discussion: """
                The form is C2SP tlog-checkpoint. Mail it to yourself, print it, keep it on \
                another machine: 'audit verify --against' holds the log to it.

                  earshot audit checkpoint
                """)
        @ArgumentParser.Flag(
            help: "Sign although the log is not the one you last saw, as after a restore.")
        var anew = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.take(anew: anew)
            guard let note = try seat.log.checkpoint(anew: anew) else {
                throw AuditCommandError.nothingLogged
            }
            Output.text(note.serialized)
        }
    }

    struct Prove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the proof that an entry is in the log, as JSON.",
            discussion: """
                The proof is RFC 9162's: whoever holds the checkpoint needs nothing else of the \
                workspace to check it.

                  earshot audit prove 12
                """)
        @Argument(help: "The entry's number.") var sequence: Int64
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            guard let proof = try seat.store.audit.inclusion(sequence) else {
                throw AuditCommandError.noSuchEntry(sequence)
            }
            try Output.json(
                ProofDocument(proof, checkpoint: try seat.log.signer.checkpoint(proof.head)))
        }
    }
}

/// Why the log could not be shown.
enum AuditCommandError: Error, CustomStringConvertible {
    case nothingLogged
    case noSuchEntry(Int64)

    var description: String {
        switch self {
        case .nothingLogged:
            "nothing was logged here yet, so there is nothing to sign; do something first"
        case .noSuchEntry(let sequence):
            "the log has no entry \(sequence); 'earshot audit list --last 1' shows the newest"
        }
    }
}

/// An inclusion proof on its own.
struct ProofDocument: Encodable {
    let sequence: Int64
    /// Base 64, like everything that is bytes.
    let entry: String
    let signature: String
    let leaf: String
    let path: [String]
    let checkpoint: String

    init(_ proof: AuditProof, checkpoint: SignedNote) {
        sequence = proof.sequence
        entry = proof.entry.bytes.base64EncodedString()
        signature = proof.entry.signature.base64EncodedString()
        leaf = proof.entry.leaf.bytes.base64EncodedString()
        path = proof.path.map { $0.bytes.base64EncodedString() }
        self.checkpoint = checkpoint.serialized
    }
}

// MARK: - Arguments

extension AuditAction: ExpressibleByArgument {}

/// A moment in the past, as people type it.
struct PastMoment: ExpressibleByArgument {
    let time: Timestamp

    init?(argument: String) {
        if let ago = Self.ago(argument) {
            time = Timestamp.now.advanced(bySeconds: -ago)
        } else if let moment = try? Date(argument, strategy: .iso8601) {
            time = Timestamp(moment)
        } else if let day = Self.day(argument) {
            time = Timestamp(day)
        } else {
            return nil
        }
    }

    /// `30m`, `2h`, `7d` in seconds.
    private static func ago(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (0...100_000).contains(count)
        else { return nil }
        return Double(count) * unit
    }

    /// The beginning of a day where the person sits.
    private static func day(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        let components = DateComponents(year: year, month: month, day: day)
        guard components.isValidDate(in: .current) else { return nil }
        return Calendar.current.date(from: components)
    }
}
