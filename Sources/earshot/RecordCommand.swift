// `earshot record`: the record of processing, made from the workspace itself.
import ArgumentParser
import Foundation
import ReviewCore
import Workstation

struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Print the record of processing (GDPR Art. 30) of this workspace.",
        discussion: """
            For custodians, officers and supervisors. Purposes, categories, recipients, how long \
            what is kept, security and roles, and the facts an impact assessment asks for. What \
            only the controller knows is named at the end.

              earshot record
              earshot record --json
            """)

    @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let record = try ProcessingRecord(of: place.seat())
        if json { return try Output.json(record) }
        Output.line("Record of processing, workspace \(record.workspace), \(record.made)")
        section("Purposes", record.purposes)
        section("People", record.people)
        section(
            "Data",
            TextTable.lines(
                record.categories.map { category in
                    [
                        category.data, category.sealedUnder.map { "sealed: \($0)" } ?? "readable",
                        category.clips.map { $0.counted("clip") } ?? "",
                    ]
                }))
        section(
            "Kept",
            TextTable.lines(
                record.queues.map { queue in
                    [
                        SanitizedText(queue.name).text, queue.locale,
                        queue.clips.counted("clip"),
                        queue.oldest.map { "oldest \($0.prefix(10))" } ?? "",
                        queue.retentionDays.map { $0.counted("day") } ?? "no limit",
                        "accidental wake-ups \(queue.accidentalDays.counted("day"))",
                    ]
                }))
        section("Recipients", recipients(record))
        section(
            "Roles",
            record.roles.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.grouped)" })
        section("Security", record.security)
        section("For an impact assessment", record.assessment)
        section("So far", counts(record.counts))
        section("To be added by the controller", record.toAdd)
    }

    private func section(_ title: String, _ lines: [String]) {
        Output.line()
        Output.line(title)
        for line in lines.isEmpty ? ["none"] : lines { Output.line("  \(line)") }
    }

    private func recipients(_ record: ProcessingRecord) -> [String] {
        guard let recipients = record.recipients else {
            return ["listed for engineers and custodians alone"]
        }
        return TextTable.lines(
            recipients.map { export in
                [
                    "export \(export.export.suffix(8))", String(export.at.prefix(10)),
                    SanitizedText(export.by ?? "").text, SanitizedText(export.queue).text,
                    export.clips.counted("clip"),
                    export.toTakeOut > 0 ? "\(export.toTakeOut.grouped) to take out" : "",
                ]
            })
    }

    private func counts(_ counts: ProcessingRecord.Counts) -> [String] {
        [
            "\(counts.optedOut.counted("device or account", "devices and accounts")) opted out",
            "\(counts.withdrawnClips.counted("clip")) withdrawn, \(counts.heldClips.grouped) held,"
                + " \(counts.erasedClips.grouped) erased",
            "\(counts.erasuresFinished.counted("erasure")) finished,"
                + " \(counts.erasuresOpen.grouped) open",
            "\(counts.logEntries.counted("entry", "entries")) in the log",
        ]
    }
}
