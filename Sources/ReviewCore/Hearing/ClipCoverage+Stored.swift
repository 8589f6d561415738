// Coverage as it is stored: a version, the plays, and four whole numbers for each stretch.
import Foundation

extension ClipCoverage: Codable {
    enum CodingKeys: String, CodingKey {
        case version = "v"
        case plays = "p"
        case stretches = "s"
    }

    /// The shape described at `encode`.
    static let version = 1
    /// More stretches than any listening makes; no more are written, and of a hostile record no
    /// more are read.
    static let mostStretches = 20_000

    /// `{"v":1,"p":2,"s":[0,2400,100,2, 900,1400,75,1]}`: start and end in milliseconds, speed in
    /// per cent, times heard; by speed, then by start. A clip heard once is some 25 bytes.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.version, forKey: .version)
        try values.encode(plays, forKey: .plays)
        try values.encode(numbers, forKey: .stretches)
    }

    /// What was stored is put through the rules of hearing, so no stored value can break them;
    /// a version that is not known is refused.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard try values.decode(Int.self, forKey: .version) == Self.version else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: values, debugDescription: "a coverage of a newer version")
        }
        self.init(
            plays: try values.decode(Int.self, forKey: .plays),
            numbers: try values.decode([Int].self, forKey: .stretches))
    }

    /// The stretches as they are stored: four numbers each, as `encode` describes them.
    public var numbers: [Int] {
        var numbers: [Int] = []
        for (speed, track) in tracks.sorted(by: { $0.key < $1.key }) {
            for stretch in track.stretches {
                numbers += [stretch.start, stretch.end, speed, stretch.times]
            }
        }
        return Array(numbers.prefix(Self.mostStretches * 4))
    }

    /// From a record's numbers, whatever they are: see `init(from:)`.
    public init(plays: Int, numbers: [Int]) {
        var tracks: [Int: CountTrack] = [:]
        for row in stride(from: 0, to: min(numbers.count - 3, Self.mostStretches * 4), by: 4) {
            let start = min(max(0, numbers[row]), Self.longest)
            let end = min(max(0, numbers[row + 1]), Self.longest)
            let speed = min(max(Self.speeds.lowerBound, numbers[row + 2]), Self.speeds.upperBound)
            let times = min(max(0, numbers[row + 3]), CountTrack.mostTimes)
            guard end > start, times > 0 else { continue }
            tracks[speed, default: CountTrack()].add(start, end, times: times)
        }
        self.init(tracks: tracks, plays: min(max(0, plays), CountTrack.mostTimes))
    }

    /// Whether nothing was heard, or nobody kept what was.
    public var isEmpty: Bool { tracks.isEmpty && plays == 0 }

    /// What `encode` describes, always in the same bytes: to be stored and sealed.
    public var text: String {
        let list = numbers.map(String.init).joined(separator: ",")
        return "{\"v\":\(Self.version),\"p\":\(plays),\"s\":[\(list)]}"
    }

    /// Reads `text`; throws where it is none, or one of a newer version.
    public init(text: String) throws {
        self = try JSONDecoder().decode(ClipCoverage.self, from: Data(text.utf8))
    }
}
