// `earshot hold`: what is kept for a lawyer.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keep clips for a lawyer, and let them go again.",
        discussion: """
            For officers. A held clip is kept sealed and out of everyone's reach: it is not handed \
            out, not exported and not erased. An erasure that was asked for waits, and runs when \
            the hold ends.

              earshot hold set --clip ID --reason case-2026-17
              earshot hold list
              earshot hold end --clip ID --reason case-2026-17
            """,
        subcommands: [Set.self, End.self, List.self])

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold clips.",
            discussion: """
                The reason is a code of your own, under which the matter is on file.

                  earshot hold set --clip 0199c3f2-7c1e-7a40-9d1c-2f4b8a6e1d55 --reason case-17
                """)
        @Option(help: ArgumentHelp("A clip; may be repeated.", valueName: "id"))
        var clip: [NamedID<Clip>]
        @Option(help: ArgumentHelp("The code the matter is on file under.", valueName: "code"))
        var reason: HoldReason
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            guard !reason.isOfIncident else {
                throw ValidationError(
                    "Reasons that begin with 'incident-' are those of 'earshot incidents hold'.")
            }
        }

        func run() throws {
            let seat = try place.seat()
            try seat.demand(.hold)
            let clips = try HoldCommand.known(clip, in: seat)
            let answers = try seat.store.work.setAside(clips, .hold(reason), .now)
            seat.log.settle()
            show(answers, of: clips)
            try HoldCommand.leave(answers.map(\.isSetAside))
        }

        private func show(_ answers: [SetAsideAnswer], of clips: [ClipID]) {
            func note(_ these: [SetAsideAnswer], _ words: String) {
                let count = answers.count { these.contains($0) }
                if count > 0 { Output.line("\(count.grouped) \(words)") }
            }
            note([.done, .stoppedErasure], "held; 'earshot hold list' lists what is")
            note([.stoppedErasure], "of them about to be erased: that is stopped by the hold")
            note([.already], "held for this reason before")
            for (clip, answer) in zip(clips, answers) {
                switch answer {
                case .beingErased:
                    Output.complain(
                        "earshot: \(clip) is being erased and its keys are gone: it is not held")
                case .erased: Output.complain("earshot: \(clip) is erased: it is not held")
                case .unknown: Output.complain("earshot: \(clip) is not here: it is not held")
                case .done, .stoppedErasure, .already: break
                }
            }
        }
    }

    struct End: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let held clips go.",
            discussion: """
                A clip that is held for several reasons stays held until the last of them ends; say \
                which do. After that it goes back to where it stood, and one that was to be erased \
                is erased.

                  earshot hold end --clip 0199c3f2-7c1e-7a40-9d1c-2f4b8a6e1d55
                  earshot hold end --clip 0199c3f2-7c1e-7a40-9d1c-2f4b8a6e1d55 --reason case-17
                """)
        @Option(help: ArgumentHelp("A clip; may be repeated.", valueName: "id"))
        var clip: [NamedID<Clip>]
        @Option(
            help: ArgumentHelp(
                "The reason that ends; may be repeated. Needed where there are several.",
                valueName: "code"))
        var reason: [HoldReason] = []
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            try seat.demand(.hold)
            let clips = try HoldCommand.known(clip, in: seat)
            let answers = try seat.store.work.endHold(clips, under: reason, .now)
            seat.log.settle()
            let done = show(answers, of: clips)
            // What the hold kept waiting is erased now.
            try Erasing.resume(seat)
            try HoldCommand.leave(done)
        }

        /// Answers, clip by clip, whether it was done.
        private func show(_ answers: [EndHoldAnswer], of clips: [ClipID]) -> [Bool] {
            let ended = answers.count { $0 == .ended }
            if ended > 0 { Output.line("\(ended.grouped) no longer held") }
            return zip(clips, answers).map { clip, answer in
                switch answer {
                case .ended: return true
                case .heldOtherwise(let reasons):
                    Output.line("\(clip) stays held for \(Self.words(reasons))")
                    return true
                case .severalReasons(let reasons):
                    Output.complain(
                        "earshot: \(clip) is held for \(Self.words(reasons)), so nothing was done;"
                            + " say which ends with --reason")
                case .ofIncident(let reason):
                    Output.complain(
                        "earshot: \(clip) is held for an incident, so nothing was done; end it with:"
                            + " earshot incidents end-hold \(reason.code.suffix(8))")
                case .notHeld:
                    Output.complain(
                        "earshot: \(clip) is not held" + (reason.isEmpty ? "" : " for this reason"))
                case .unknown: Output.complain("earshot: \(clip) is not here")
                }
                return false
            }
        }

        private static func words(_ reasons: [HoldReason]) -> String {
            reasons.map(\.code).joined(separator: ", ")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is held, why, by whom and since when.",
            discussion: """
                  earshot hold list
                """)
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let holds = try place.seat().store.consent.holds()
            if json { return try Output.json(holds.map(Entry.init)) }
            guard !holds.isEmpty else { return Output.line("Nothing is held.") }
            Output.lines(
                TextTable.lines(
                    holds.map { hold in
                        [
                            hold.clip.description, hold.reason.code, hold.queue,
                            hold.person ?? "", "since \(hold.since.shortDay)",
                            hold.erasureWaits ? "to be erased" : "",
                        ].map { SanitizedText($0).text }
                    }))
        }

        private struct Entry: Encodable {
            let hold: String
            let clip: String
            let reason: String
            let queue: String
            let person: String?
            let since: String
            let erasureWaits: Bool

            init(_ hold: LegalHold) {
                self.hold = hold.id.uuidString.lowercased()
                clip = hold.clip.description
                reason = hold.reason.code
                queue = hold.queue
                person = hold.person
                since = hold.since.isoText
                erasureWaits = hold.erasureWaits
            }
        }
    }

    /// Says by the exit code whether it was done, of all, of some or of none.
    private static func leave(_ done: [Bool]) throws {
        guard done.contains(false) else { return }
        throw done.contains(true) ? ExitStatus.partly : ExitStatus.failed
    }

    /// A mistyped id must not pass for a clip that is held.
    private static func known(_ named: [NamedID<Clip>], in seat: Seat) throws -> [ClipID] {
        let clips = try named.map { try $0.resolved(in: seat) }
        let known = try seat.store.upkeep.knownClips(clips)
        if let unknown = clips.first(where: { !known.contains($0) }) {
            throw CustodyCommandError.noSuchClip(unknown)
        }
        return clips
    }
}

/// Why a command of custody did nothing.
enum CustodyCommandError: Error, CustomStringConvertible {
    case noSuchClip(ClipID)

    var description: String {
        switch self {
        case .noSuchClip(let clip):
            "there is no clip \(clip) here, so nothing was done; 'earshot audit list' and 'earshot"
                + " hold list' show those it is about"
        }
    }
}

extension HoldReason: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
