// Made-up accounts around two sample clips: enough of them that a cell is shared and can be shown.
import Foundation
import Interchange
import ReviewCore

/// Twenty accounts share every cell that is shown, and the sample clips come from seven.
struct DemoCrowd {
    let seat: Seat
    let samples: URL
    /// Where its manifest is written; goes with the demonstration.
    let directory: URL

    /// A queue of its own, closed, so that nobody reviews it.
    static let queue = "made-up-crowd"
    /// Around `weather-tomorrow` of en-US and `clima-en-cartago` of es-CR. The other places have
    /// no crowd, and show what is shown then.
    private static let places = [(39.7392, -104.9903), (9.8644, -83.9194)]
    private static let sound = "en-US/kitchen-lights-off.wav"

    /// Nothing comes where the samples are others.
    func bring() throws {
        let sound = samples.appending(path: Self.sound)
        guard FileManager.default.fileExists(atPath: sound.path) else { return }
        try Workspace.makePrivateDirectory(directory)
        try FileManager.default.copyItem(at: sound, to: directory.appending(path: "crowd.wav"))
        let manifest = directory.appending(path: "manifest.jsonl")
        let lines = Self.places.enumerated().flatMap { place, point in
            (0..<ShownPlace.leastSharing).map { Self.line("\(place)-\($0)", point) }
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: manifest)
        var random = SystemRandomNumberGenerator()
        let queue = Queue(id: QueueID(at: .now, using: &random), name: Self.queue, locale: "en-US")
        try seat.store.queues.create(queue, .now)
        _ = try Importer(seat: seat, queue: queue).run(
            path: manifest.path, format: .earshot, onProgress: { _ in }, onProblem: { _ in })
        try seat.store.queues.setOpen(queue.id, false, .now)
    }

    private static func line(_ id: String, _ point: (Double, Double)) -> String {
        """
        {"id":"crowd-\(id)","audio":"crowd.wav","locale":"en-US",\
        "account_id":"made-up-crowd-\(id)","consent":{"id":"made-up-\(id)","granted":true},\
        "hypothesis":{"text":""},"context":{"location":{"lat":\(point.0),"lon":\(point.1)}}}
        """
    }
}
