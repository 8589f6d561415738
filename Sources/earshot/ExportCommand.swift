// `earshot export`: training examples out of a queue.
import ArgumentParser
import Foundation
import Interchange
import Workstation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a queue's annotated clips as training examples.",
        discussion: """
            Device, account and reviewer appear as pseudonyms made for this export alone. The \
            sound is written beside the manifest as WAV, so 'english.jsonl' comes with a folder \
            'english.audio'. The files appear whole or not at all.

              earshot export --queue english --format earshot --output english.jsonl
              earshot export --queue english --format nemo --output english.nemo.jsonl
            """)

    @Option(help: ArgumentHelp("The queue.", valueName: "name"))
    var queue: String

    @Option(help: "What to write.")
    var format: ExportFormat = .earshot

    @Option(help: ArgumentHelp("The manifest to write.", valueName: "path"))
    var output: String

    @ArgumentParser.Flag(inversion: .prefixedNo, help: "Write the sound files too.")
    var audio = true

    @ArgumentParser.Flag(help: "Print one JSON document instead of words.")
    var json = false

    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let seat = try place.seat()
        let source = try seat.queue(named: queue)
        let interruption = Interruption()
        let progress = ProgressLine("Exporting \(source.name)")
        var problems = 0
        let report = try Exporter(seat: seat, queue: source, isCancelled: { interruption.isAsked })
            .run(
                to: output, format: format, withAudio: audio,
                onProgress: { progress.show(count: $0, of: "clips", fraction: nil) },
                onProblem: { line in
                    problems += 1
                    progress.finish()
                    Output.complain(line)
                })
        progress.finish()
        if report.interrupted { throw ExitStatus.interrupted }
        try show(report)
        if problems > 0 { throw ExitStatus.partly }
    }

    private func show(_ report: ExportReport) throws {
        if json { return try Output.json(report) }
        Output.line("\(report.output): \(report.written.grouped) clips of \(report.queue)")
        if let audio = report.audio { Output.line("\(audio): their sound") }
        for (reason, count) in report.leftOut.sorted(by: { $0.key < $1.key }) {
            let words = reason.replacingOccurrences(of: "_", with: " ")
            Output.line("\(count.grouped) left out: \(words)")
        }
    }
}

extension ExportFormat: ExpressibleByArgument {}
