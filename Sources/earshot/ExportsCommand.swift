// `earshot exports`: what left the workspace, and what must be taken out of it again.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct ExportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exports",
        abstract: "List what was exported, and what must be taken out of it again.",
        discussion: """
            For engineers and custodians.

              earshot exports list
            """,
        subcommands: [List.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List exports, oldest first.",
            discussion: """
                Where records must be taken out, the list of them is under 'tombstones' in the \
                workspace, named after the export.

                  earshot exports list
                """)
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            try Leftovers.sweep(seat)
            let exports = try seat.store.exports.list().map { Entry($0, in: seat) }
            if json { return try Output.json(exports) }
            guard !exports.isEmpty else { return Output.line("Nothing was exported yet.") }
            Output.lines(
                TextTable.lines(
                    exports.map { export in
                        [
                            export.id, export.at, export.by ?? "", export.queue, export.format,
                            export.clips.counted("clip"), export.manifest ?? "",
                            export.toTakeOut > 0
                                ? "\(export.toTakeOut.grouped) to take out" : "",
                            export.standing == .made ? "" : export.standing.rawValue,
                        ].map { SanitizedText($0).text }
                    }))
        }
    }

    private struct Entry: Encodable {
        let id: String
        let at: String
        let by: String?
        let queue: String
        let format: String
        /// Whether it was made, is under way or ended unfinished.
        let standing: ExportStanding
        let clips: Int
        /// Where whoever lists it may see it.
        let manifest: String?
        let toTakeOut: Int
        let tombstones: String?

        init(_ export: StoredExport, in seat: Seat) {
            id = export.id.uuidString.lowercased()
            at = export.at.isoText
            by = export.person
            queue = export.queue
            format = export.format.rawValue
            standing = export.standing
            clips = export.clips
            manifest = try? seat.vault.openExport(export.id, sealedKey: export.sealedKey)
                .manifest(export.manifest)
            toTakeOut = export.tombstones
            tombstones =
                toTakeOut > 0 ? TombstoneFiles.path(of: export.id) : nil
        }
    }
}

/// What exports and people's copies left that were killed: whoever exports next takes it away.
enum Leftovers {
    static func sweep(_ seat: Seat) throws {
        let sweep = try StagingNotes(of: seat.workspace.directory).sweep(seat)
        for id in sweep.swept {
            Output.complain(
                "Export \(id.uuidString.lowercased()) had been cut off; what it left is taken away,"
                    + " and the log says so.")
        }
        for left in sweep.outOfReach {
            Output.complain(
                "Export \(left.id.uuidString.lowercased()) was cut off, and its folder cannot be"
                    + " reached; 'earshot doctor' says which, and what it left is readable.")
        }
    }
}
