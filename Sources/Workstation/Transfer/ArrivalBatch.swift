// Records on their way in, gathered until they are worth a trip to the disk.
import Foundation
import Interchange
import ReviewCore

/// A record of the source and where in it it stood.
struct Arrival: Sendable {
    let clip: IncomingClip
    let place: ImportProblem.Place
}

/// Records that are read, sealed and stored together: few enough, and of files small enough, to
/// be in memory twice over.
struct ArrivalBatch {
    static let mostClips = 256
    static let mostBytes = 64 << 20

    private(set) var arrivals: [Arrival] = []
    private var bytes = 0

    var isFull: Bool { arrivals.count >= Self.mostClips || bytes >= Self.mostBytes }

    mutating func append(_ arrival: Arrival) {
        arrivals.append(arrival)
        var facts = stat()
        // What is not there costs no memory; it is named when it is to be read.
        if stat(arrival.clip.audio.path, &facts) == 0 { bytes += Int(facts.st_size) }
    }
}
