// `earshot import`: clips into a queue.
import ArgumentParser
import Foundation
import Interchange
import ReviewCore
import Workstation

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring clips into a queue.",
        discussion: """
            PATH is an Earshot or NeMo manifest (one JSON record a line), or a folder of sound \
            files. What is wrong with a line or file is said with its number, the line is left \
            out, and the rest goes in (exit 3); of many alike the first are said and the rest \
            counted. Importing the same again adds nothing; an import that was interrupted goes \
            on where it was.

            NeMo manifests and folders carry no consent. For them, say on what basis you hold it: \
            a code of your own, which is sealed with each clip.

              earshot import clips.jsonl --queue english
              earshot import nemo.jsonl --queue english --locale en-US --consent-basis study-7
              earshot import recordings/ --queue romanian --locale ro-RO --consent-basis study-7
            """)

    @Argument(help: "A manifest or a folder of sound files.")
    var path: String

    @Option(help: ArgumentHelp("The queue; it is made when it is not there.", valueName: "name"))
    var queue: String

    @Option(
        help: ArgumentHelp(
            "What PATH is; told from its name and first line when left out.",
            valueName: "format"))
    var format: ManifestFormat?

    @Option(
        help: ArgumentHelp(
            "A new queue's language, such as en-US; an Earshot manifest tells it.",
            valueName: "tag"))
    var locale: String?

    @Option(
        help: ArgumentHelp(
            "Where consent is on file, for formats that carry none.", valueName: "code"))
    var consentBasis: ConsentBasis?

    @ArgumentParser.Flag(help: "Print one JSON document instead of words.")
    var json = false

    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let seat = try place.seat()
        // Whoever may make a queue and fill none must not leave an empty one behind.
        try seat.demand(.bringIn)
        let queue = try queueToFill(seat)
        let interruption = Interruption()
        let progress = ProgressLine("Importing into \(queue.name)")
        let importer = Importer(
            seat: seat, queue: queue, consentBasis: consentBasis,
            isCancelled: { interruption.isAsked })
        let report = try seat.workspace.importing {
            try importer.run(
                path: path, format: format,
                onProgress: { progress.show(count: $0.done, of: "clips", fraction: $0.fraction) },
                onProblem: { line in
                    progress.finish()
                    // A JSON document has them, with their codes.
                    if !json { Output.complain(line) }
                })
        }
        progress.finish()
        try show(report)
        if report.interrupted {
            Output.complain("earshot: interrupted; the same command goes on from here")
            throw ExitStatus.interrupted
        }
        if report.leftOut > 0 { throw ExitStatus.partly }
    }

    private func queueToFill(_ seat: Seat) throws -> Queue {
        if let there = try seat.store.queues.named(queue) {
            if let locale, locale != there.locale {
                throw QueueError.otherLocale(queue, there.locale)
            }
            return there
        }
        try QueueName.check(queue)
        // A path that leads nowhere must not leave an empty queue behind.
        let reader = try ManifestReader(path: path, format: format, locale: locale)
        try ConsentBasis.check(consentBasis, for: reader.format)
        guard let locale = try locale ?? ManifestPeek(path: path).locale else {
            throw QueueError.localeNeeded(queue)
        }
        var random = SystemRandomNumberGenerator()
        let made = Queue(id: QueueID(at: .now, using: &random), name: queue, locale: locale)
        try seat.store.queues.create(made, .now)
        return made
    }

    private func show(_ report: ImportReport) throws {
        if json { return try Output.json(report) }
        Output.line(
            "\(SanitizedText(report.queue).text): \(report.added.grouped) new, \(report.known.grouped) there already,"
                + " \(report.leftOut.grouped) left out")
        for (field, count) in report.droppedFields.sorted(by: { $0.key < $1.key }) {
            Output.line("  field '\(field)' is not kept (\(count.counted("record")))")
        }
    }
}

extension ManifestFormat: ExpressibleByArgument {}

extension ConsentBasis: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// Why a queue could not be found or made.
enum QueueError: Error, CustomStringConvertible {
    case localeNeeded(String)
    case otherLocale(String, String)
    case noSuchQueue(String, [String])
    case noQueues
    case reserved(String)

    var description: String {
        func safe(_ name: String) -> String { SanitizedText(name).text }
        return switch self {
        case .localeNeeded(let name):
            "the queue '\(safe(name))' is new, so say its language: --locale en-US"
        case .otherLocale(let name, let locale):
            "the queue '\(safe(name))' is for \(locale); use another queue for another language"
        case .noSuchQueue(let name, let names):
            "there is no queue '\(safe(name))'; there is \(safe(names.joined(separator: ", ")))"
        case .noQueues:
            "there are no queues yet; bring clips in with 'earshot import'"
        case .reserved(let name):
            "the queue '\(safe(name))' is kept for others at the moment; review another queue, or"
                + " ask a supervisor"
        }
    }
}
