// `earshot audit verify`: the whole log checked, and the first bad entry named.
import ArgumentParser
import Foundation
import Vault
import Workstation

extension AuditCommand {
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the whole log and name the first bad entry.",
            discussion: """
                Checks every hash, every link, every signature, every checkpoint that was kept, \
                and every receipt of an erasure. Signatures you found good before are not checked again where the hash of \
                all they cover is the same; --full checks them too. Exit 1 when something is \
                wrong.

                  earshot audit verify
                  earshot audit verify --full --against /somewhere/else/today.checkpoint
                """)
        @ArgumentParser.Flag(help: "Check every signature again.") var full = false
        @Option(
            help: ArgumentHelp(
                "A checkpoint that was kept elsewhere; may be repeated.", valueName: "file"))
        var against: [String] = []
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let workspace = try place.open()
            let kept = against.map { CheckpointFiles.read(URL(filePath: $0)) }
            let interruption = Interruption()
            let progress = ProgressLine("Verifying the log")
            // Whoever has no keys here can check too, and holds nothing against a key of theirs.
            let (mine, unheld) = own(in: workspace)
            let result = try LogCheck(
                workspace, keeper: mine?.keeper, isCancelled: { interruption.isAsked }
            ).run(inFull: full, against: kept, founder: mine?.founder) { done, size in
                progress.show(
                    count: Int(done), of: "entries",
                    fraction: size > 0 ? Double(done) / Double(size) : nil)
            }
            progress.finish()
            if result.wasInterrupted { throw ExitStatus.interrupted }
            if json {
                try Output.json(VerificationDocument(result, workspace.directory.path))
            } else {
                show(result, unheld)
            }
            guard result.report.isSound else { throw ExitStatus.failed }
        }

        /// Whoever checks, or why nothing is held against a key of theirs.
        private func own(
            in workspace: Workspace
        ) -> (mine: (keeper: LogKeeper, founder: AuditKey?)?, unheld: String?) {
            do {
                let unlock = try place.passphrase.asking().unlock
                return (
                    try Seat.log(in: workspace, surroundings: .current(), unlock: unlock), nil
                )
            } catch WorkspaceError.nobodyHere, WorkspaceError.noKeys {
                return (nil, "you have none here.")
            } catch {
                return (nil, "\(error).")
            }
        }

        private func show(_ result: LogCheckResult, _ unheld: String?) {
            let report = result.report
            for finding in report.findings { Output.line("\(finding)") }
            if let steps = report.clockSteps { Output.line("Note: \(steps)") }
            if report.more > 0 { Output.line("and \(report.more) more") }
            if let first = report.findings.first {
                Output.complain(
                    "earshot: the log is not whole: \(first); keep the workspace as it is, and"
                        + " compare it with a backup and with checkpoints kept elsewhere")
                return
            }
            let entries = Int(report.head.size)
            Output.line("The log is whole: \(entries.counted("entry", "entries"))")
            Output.line("Root         \(report.head.root.hex)")
            Output.line("Checkpoints  \(report.checkpointsAgreeing) kept, all agree")
            if report.receiptsAgreeing > 0 {
                Output.line("Receipts     \(report.receiptsAgreeing) of erasures, all agree")
            }
            let checked = Int(report.signaturesChecked).grouped
            let before = Int(result.rememberedEntries)
            Output.line(
                "Signatures   \(checked) checked"
                    + (before > 0 ? ", \(before.grouped) found good before" : ""))
            if let unheld { Output.line("Your own key was not held against it: \(unheld)") }
        }
    }
}

/// What a check found, for scripts.
private struct VerificationDocument: Encodable {
    struct Finding: Encodable {
        let code: String
        let entry: Int64?
        let text: String
    }

    let workspace: String
    let sound: Bool
    let entries: Int64
    let root: String
    let signaturesChecked: Int64
    let foundGoodBefore: Int64
    let checkpoints: Int
    let receipts: Int
    let seconds: Double
    let findings: [Finding]
    let more: Int
    let clockWentBack: Int

    init(_ result: LogCheckResult, _ workspace: String) {
        let report = result.report
        self.workspace = workspace
        sound = report.isSound
        entries = report.head.size
        root = report.head.root.hex
        signaturesChecked = report.signaturesChecked
        foundGoodBefore = result.rememberedEntries
        checkpoints = report.checkpointsAgreeing
        receipts = report.receiptsAgreeing
        seconds = result.seconds
        findings = report.findings.map {
            Finding(code: $0.code, entry: $0.sequence, text: "\($0)")
        }
        more = report.more
        clockWentBack = report.clockSteps?.count ?? 0
    }
}
