// Damages good files in ways files get damaged, each way following from a seed.
import CSndFile

@testable import AudioEngine

/// Makes malformed audio without end.
struct Mutator {
    private var random: Seeded
    private let good: [[UInt8]]

    /// Every format of `DecoderTests`, mono and with more channels where it takes them.
    static let goodFiles: [[UInt8]] = DecoderTests.formats.flatMap { format -> [[UInt8]] in
        [1, 2, 6].compactMap { channels in
            let voice = Fixture.voice(seconds: 0.25, rate: format.rate)
            let samples = voice.flatMap { Array(repeating: $0, count: channels) }
            let bytes = Fixture.encode(
                samples, format: Int32(format.code), rate: format.rate, channels: channels)
            return bytes.isEmpty ? nil : bytes
        }
    }

    init(seed: UInt64, good: [[UInt8]] = goodFiles) {
        random = Seeded(seed)
        self.good = good
    }

    mutating func next() -> [UInt8] {
        var bytes = good.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
            damage(&bytes)
        }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        // Headers are where lies hurt: half of the damage goes there.
        let reach = Bool.random(using: &random) ? min(96, bytes.count) : bytes.count
        let place = Int.random(in: 0..<reach, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 3: bytes.remove(at: place)
        case 4: bytes = Array(bytes.prefix(place))
        case 5: lie(at: place, in: &bytes)
        case 6:
            // A stretch once more, as a broken copy leaves it.
            let end = min(bytes.count, place + Int.random(in: 1...400, using: &random))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 7:
            let end = min(bytes.count, place + Int.random(in: 1...400, using: &random))
            for index in place..<end { bytes[index] = 0 }
        case 8:
            // The head of one file on the body of another.
            let other = good.randomElement(using: &random) ?? []
            bytes = Array(bytes.prefix(place)) + other.dropFirst(place)
        default:
            let end = min(bytes.count, place + Int.random(in: 1...64, using: &random))
            bytes[place..<end].shuffle(using: &random)
        }
    }

    /// A number of four bytes that no honest file has there.
    private mutating func lie(at place: Int, in bytes: inout [UInt8]) {
        let lies: [UInt32] = [0, 1, 0xFFFF_FFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF, 44, 0x0100_0000]
        let value = lies.randomElement(using: &random) ?? 0
        for index in 0..<4 where place + index < bytes.count {
            bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
        }
    }
}
