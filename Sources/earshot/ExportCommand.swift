// `earshot export`: training examples out of a queue.
import ArgumentParser
import Foundation
import Interchange
import ReviewCore
import Workstation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a queue's annotated clips as training examples.",
        discussion: """
            Device, account and reviewer appear as pseudonyms made for this export alone. The \
            sound is written beside the manifest as WAV, so 'english.jsonl' comes with a folder \
            'english.audio'. The files appear whole or not at all.

            What a reviewer tagged as personal, what has the shape of it, and the values of slots \
            such as names and places stay behind: '[PII:NAME]' stands in every text, a tone in \
            the sound. Sound in which nothing tells when a personal word was said is left out.

              earshot export --queue english --format earshot --output english.jsonl
              earshot export --queue english --format nemo --output english.nemo.jsonl
              earshot export --queue english --output nlu.jsonl --slot-values plain
            """)

    @Option(help: ArgumentHelp("The queue.", valueName: "name"))
    var queue: String

    @Option(help: "What to write.")
    var format: ExportFormat = .earshot

    @Option(help: ArgumentHelp("The manifest to write.", valueName: "path"))
    var output: String

    @ArgumentParser.Flag(inversion: .prefixedNo, help: "Write the sound files too.")
    var audio = true

    @Option(
        help: ArgumentHelp("What covers personal words in the sound.", valueName: "cover"))
    var piiAudio: PersonalSound = .bleep

    @Option(
        help: ArgumentHelp(
            "Values of slots such as names and places: as tags, or as they are.",
            valueName: "how"))
    var slotValues: SlotValues = .tagged

    @Option(help: ArgumentHelp("How exactly moments leave.", valueName: "precision"))
    var times: TimePrecision = .week

    @ArgumentParser.Flag(help: "Print one JSON document instead of words.")
    var json = false

    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let seat = try place.seat()
        try seat.demand(.export)
        try Leftovers.sweep(seat)
        let source = try seat.queue(named: queue)
        let interruption = Interruption()
        let progress = ProgressLine("Exporting \(source.name)")
        var problems = 0
        let choices = ExportChoices(
            personalSound: piiAudio, slotValues: slotValues, times: times)
        let exporter = Exporter(
            seat: seat, queue: source, choices: choices, isCancelled: { interruption.isAsked })
        let report =
            try exporter.run(
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
        func safe(_ name: String) -> String { SanitizedText(name).text }
        let clips = "\(report.written.counted("clip")) of \(safe(report.queue))"
        Output.line("\(safe(report.output)): \(clips)")
        if let audio = report.audio {
            let covered = report.soundCovered
            let note = covered > 0 ? ", personal words covered in \(covered.grouped)" : ""
            Output.line("\(safe(audio)): their sound\(note)")
            for (reason, count) in report.soundLeftOut.sorted(by: { $0.key < $1.key }) {
                let words = reason.replacingOccurrences(of: "_", with: " ")
                Output.line("\(count.grouped) without sound: \(words)")
            }
        }
        for (reason, count) in report.leftOut.sorted(by: { $0.key < $1.key }) {
            let words = reason.replacingOccurrences(of: "_", with: " ")
            Output.line("\(count.grouped) left out: \(words)")
        }
    }
}

extension ExportFormat: ExpressibleByArgument {}
extension PersonalSound: ExpressibleByArgument {}
extension SlotValues: ExpressibleByArgument {}
extension TimePrecision: ExpressibleByArgument {}
