// Short recordings and their manifest, made for one measurement.
import Foundation

/// A number of WAV files and the Earshot manifest that names them.
struct Recordings {
    var count: Int
    /// Their lengths are spread over this range.
    var seconds: ClosedRange<Double>
    var priority = 0
    /// Words of the hypothesis; every clip also says its number.
    var text = "set an alarm for seven in the morning"

    private static let rate = 16_000

    /// Writes them into a new folder; answers the manifest's path.
    func make(in folder: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let longest = Tone(seconds: seconds.upperBound, rate: Self.rate)
        var lines = Data()
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        for index in 0..<count {
            let share = count > 1 ? Double(index * 7919 % count) / Double(count - 1) : 0
            let length =
                seconds.lowerBound
                + (seconds.upperBound - seconds.lowerBound) * min(1, share)
            let name = "\(index).wav"
            try longest.wave(seconds: length).write(to: URL(filePath: "\(folder)/\(name)"))
            lines += try encoder.encode(record(index, name, length)) + Data("\n".utf8)
        }
        let manifest = "\(folder)/clips.jsonl"
        try lines.write(to: URL(filePath: manifest))
        return manifest
    }

    private func record(_ index: Int, _ name: String, _ length: Double) -> Record {
        let words = "\(text) \(Self.spelled(index))"
        return Record(
            id: "bench-\(index)", audio: name, duration: length, deviceId: "device-\(index % 50)",
            accountId: "account-\(index % 70)",
            hypothesis: Record.Hypothesis(
                text: words, confidence: 0.93,
                words: words.split(separator: " ").map {
                    Record.Word(text: String($0), confidence: 0.9)
                },
                nbest: [
                    Record.Guess(text: words, confidence: 0.93),
                    Record.Guess(text: words + " please", confidence: 0.04),
                ]),
            priority: priority)
    }

    /// A number in letters, as digits would be an error of the transcript.
    static func spelled(_ number: Int) -> String {
        let digits = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        ]
        return String(number).compactMap(\.wholeNumberValue).map { digits[$0] }
            .joined(separator: " ")
    }
}

/// A line of the native manifest.
private struct Record: Encodable {
    struct Word: Encodable {
        let text: String
        let confidence: Double
    }
    typealias Guess = Word
    struct Hypothesis: Encodable {
        let text: String
        let confidence: Double
        let words: [Word]
        let nbest: [Guess]
    }
    struct Slot: Encodable {
        let type: String
        let value: String
    }
    struct Interpretation: Encodable {
        let domain = "alarm"
        let intent = "alarm_set"
        let confidence = 0.9
        let slots = [Slot(type: "time", value: "seven")]
    }
    struct Response: Encodable {
        let text = "The alarm is set."
        let action = "alarm"
    }
    struct Consent: Encodable {
        let id = "consent"
        let granted = true
    }

    let id: String
    let audio: String
    let locale = Site.locale
    let capturedAt = "2026-05-01T10:00:00Z"
    let duration: Double
    let deviceId: String
    let accountId: String
    let consent = Consent()
    let hypothesis: Hypothesis
    let interpretation = Interpretation()
    let response = Response()
    let priority: Int
}

/// A tone that is loud from its first sample, so that its beginning can be seen in a recording.
struct Tone {
    private let samples: [Int16]
    private let rate: Int

    init(seconds: Double, rate: Int) {
        self.rate = rate
        samples = (0..<Int(seconds * Double(rate)) + 1).map { index in
            let angle = Double(index) * 440 * 2 * .pi / Double(rate)
            return Int16(8000 * cos(angle) + Double((index &* 7919) % 400))
        }
    }

    func wave(seconds: Double) -> Data {
        let count = min(samples.count, Int(seconds * Double(rate)))
        var file = Data("RIFF".utf8)
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { file.append(contentsOf: $0) }
        }
        append(UInt32(36 + count * 2))
        file += Data("WAVEfmt ".utf8)
        append(UInt32(16))
        append(UInt16(1))
        append(UInt16(1))
        append(UInt32(rate))
        append(UInt32(rate * 2))
        append(UInt16(2))
        append(UInt16(16))
        file += Data("data".utf8)
        append(UInt32(count * 2))
        samples.prefix(count).withUnsafeBytes { file.append(contentsOf: $0) }
        return file
    }
}
