// `earshot incidents`, `incidents export` and `incidents verify`: the desk, and case files.
import ArgumentParser
import Foundation
import ReviewCore
import Vault
import Workstation

struct IncidentDeskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Open the incident desk; 'earshot incidents' alone does the same.",
        discussion: """
            What is late stands first, with the time that is left. Enter shows a story, a takes an \
            incident, d decides, ? shows every key.

              earshot incidents
              EARSHOT_AUDIO=null earshot incidents
            """)
    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let opening = try IncidentOpening(.current())
        Output.complain(opening.complaints)
        let ending = try opening.run(
            place.seat(), elsewise: "use 'earshot incidents list', or 'earshot incidents show'")
        if ending == .ended { throw ExitStatus.interrupted }
    }
}

struct IncidentExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a signed case file to a new folder.",
        discussion: """
            For officers. The record, its story with the chain of hashes, proofs that the log has \
            each event, who was told, and a manifest signed with your key. Sound and text are in \
            it only where the incident was closed as told to an authority and names them. Its \
            story says that you took it.

              earshot incidents export 3f2a9c1d --output case
            """)
    @Option(help: ArgumentHelp("A new folder.", valueName: "dir"))
    var output: String
    @OptionGroup var incident: IncidentOptions

    func run() throws {
        let seat = try incident.place.seat()
        try seat.demand(.answerIncident)
        try seat.demand(.readLog)
        let kept = try IncidentHandling(seat: seat).one(incident.id.resolved(in: seat))
        let (written, _) = try CaseFileExport(seat: seat)
            .run(kept, to: URL(filePath: output), now: .now)
        let released = written.released.map(\.rawValue).joined(separator: ", ")
        Output.line(
            "\(SanitizedText(output).text): case file of \(kept.id.short),"
                + " \(written.files.counted("file")),"
                + (released.isEmpty ? " nothing of the clip" : " released: \(released)"))
        guard written.leftOut.isEmpty else {
            for what in written.leftOut { Output.complain("earshot: left out: \(what)") }
            throw ExitStatus.partly
        }
    }
}

struct IncidentVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a case file: digests, signature, chain, proofs.",
        discussion: """
            Needs nothing but the folder. Where its workspace is at hand it also says whose \
            signature it is; elsewhere the key is printed, to be compared with what the workspace \
            says. Exit 1 when something is wrong.

              earshot incidents verify case
            """)
    @Argument(help: ArgumentHelp("The folder of the case file.", valueName: "dir"))
    var folder: String
    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        // An outsider has no workspace, and needs none.
        let check = try CaseFileCheck(of: URL(filePath: folder), in: try? place.open())
        for problem in check.checked.problems { Output.complain("earshot: \(problem)") }
        if let manifest = check.checked.manifest { show(manifest, check) }
        guard check.isSound else { throw ExitStatus.failed }
        Output.line("It holds: signature, files, story and proofs.")
    }

    private func show(_ manifest: CaseManifest, _ check: CaseFileCheck) {
        Output.line("incident  \(SanitizedText(manifest.incident).text)")
        Output.line("exported  \(SanitizedText(manifest.exportedAt).text)")
        switch check.signer {
        case .known(let name): Output.line("signed by \(SanitizedText(name).text)")
        case .unknown: Output.line("signed by the key \(SanitizedText(manifest.key).text)")
        case .nobody:
            Output.complain("earshot: the workspace knows no such key of the person it names")
        }
        if let incident = check.checked.incident {
            let end = incident.disposition.map { ", \($0.code.rawValue)" } ?? ""
            Output.line(
                "story     \(incident.record.events.count.counted("event")),"
                    + " \(incident.stage.rawValue)\(end)")
        }
    }
}
