// Clips of a few tenths of a second, each with words of its own, and the manifest of a queue of them.

import Foundation

/// A clip for tests: a tone of its own, and what the machine made of it.
struct TinyClip {
    var id: String
    /// The machine's words. No two clips of a queue have the same, so the screen tells them apart.
    var text: String
    var locale = "en-US"
    var sound: [UInt8]
    var file: String

    /// A clip of a sine tone.
    init(
        _ text: String, number: Int = 0, seconds: Double = 0.3, rate: Int = 16_000,
        locale: String = "en-US"
    ) {
        self.init(
            text, number: number, locale: locale,
            sound: WaveBytes.tone(hertz: 300 + 20 * Double(number), seconds: seconds, rate: rate))
    }

    /// A clip of any bytes.
    init(
        _ text: String, number: Int = 0, locale: String = "en-US", sound: [UInt8],
        ending: String = "wav"
    ) {
        id = "tiny-\(number)"
        self.text = text
        self.locale = locale
        self.sound = sound
        file = "tiny-\(number).\(ending)"
    }

    /// Up to 64 clips with different words.
    static func many(_ count: Int, seconds: Double = 0.3) -> [TinyClip] {
        let colours = ["amber", "beige", "coral", "denim", "ebony", "fawn", "golden", "hazel"]
        let animals = ["badger", "camel", "dolphin", "eagle", "falcon", "gopher", "heron", "ibex"]
        return (0..<min(count, 64)).map { number in
            TinyClip(
                "\(colours[number / 8]) \(animals[number % 8])", number: number, seconds: seconds)
        }
    }

    var manifestLine: Data {
        get throws {
            let record: [String: Any] = [
                "id": id, "audio": file, "locale": locale, "captured_at": "2026-03-02T08:47:00Z",
                "consent": ["id": "consent-\(id)", "granted": true],
                "hypothesis": ["text": text, "confidence": 0.9],
                "interpretation": [
                    "domain": "alarm", "intent": "alarm_set", "confidence": 0.9,
                    "slots": [[String: String]](),
                ],
                "response": ["text": "Done.", "action": "alarm_set"],
            ]
            return try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys])
                + Data("\n".utf8)
        }
    }
}

/// Sound files in memory, and what is in them.
enum WaveBytes {
    /// A sine tone that ends where it began, so that every sample of it is part of the sound.
    static func tone(
        hertz: Double, seconds: Double, rate: Int, amplitude: Double = 0.25
    ) -> [UInt8] {
        let count = Int(seconds * Double(rate))
        return pcm16(
            (0..<count).map { sin(2 * .pi * hertz * Double($0) / Double(rate)) * amplitude },
            rate: rate)
    }

    /// A mono WAV file of 16-bit samples (RIFF, format 1).
    static func pcm16(_ samples: [Double], rate: Int) -> [UInt8] {
        let body = samples.flatMap { sample in
            bytes(UInt16(bitPattern: Int16(max(-1, min(1, sample)) * 32_767)))
        }
        return Array("RIFF".utf8) + bytes(UInt32(36 + body.count)) + Array("WAVEfmt ".utf8)
            + bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(UInt16(1)) + bytes(UInt32(rate))
            + bytes(UInt32(rate * 2)) + bytes(UInt16(2)) + bytes(UInt16(16)) + Array("data".utf8)
            + bytes(UInt32(body.count)) + body
    }

    private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
