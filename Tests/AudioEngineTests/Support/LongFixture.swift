// Long recordings, made in little time.
import CSndFile
import Dispatch

@testable import AudioEngine

enum LongFixture {
    /// Ten seconds that no other ten seconds are like, so that a wrong place is noticed: a voice
    /// whose pitch follows from where it stands, and pauses in it.
    static func samples(seconds: Int, rate: Int = 8_000) -> [Float] {
        let voices = [0.0, 1, 2].map { Fixture.voice(seconds: 7, rate: rate, pitch: 110 + 30 * $0) }
        var random = Seeded(7)
        var samples: [Float] = []
        samples.reserveCapacity(seconds * rate)
        while samples.count < seconds * rate {
            let voice = voices.randomElement(using: &random) ?? []
            let loudness = Float.random(in: 0.4...1, using: &random)
            samples.append(contentsOf: voice.lazy.map { $0 * loudness })
            let pause = Int.random(in: rate...3 * rate, using: &random)
            samples.append(contentsOf: repeatElement(0, count: pause))
        }
        return Array(samples.prefix(seconds * rate))
    }

    /// A minute and a half of 8 kHz, for the tests that have shorter clips streamed than the desk
    /// has: what matters is that it is many times what is kept.
    static let usual = samples(seconds: 90)

    /// What `Player.prepare` does, with clips of over half a minute streamed.
    static func prepare(
        _ bytes: some RecordingBytes, segment: ClipSegment? = nil,
        onSurvey: (@Sendable (ClipSurvey) -> Void)? = nil
    ) throws(DecodeError) -> PreparedClip {
        try Streaming.prepare(
            bytes, segment: segment, most: 30 * Engine.rate, onSurvey: onSurvey)
    }

    static func file(_ format: Int, _ samples: [Float] = usual, rate: Int = 8_000) -> PlainBytes {
        PlainBytes(Fixture.encode(samples, format: Int32(format), rate: rate))
    }

    /// Bytes that say when they were let go of.
    final class Watched: RecordingBytes {
        let bytes: PlainBytes

        init(_ bytes: PlainBytes) { self.bytes = bytes }

        var count: Int { bytes.count }

        func withUnsafeBytes<Result, Failure: Error>(
            _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
        ) throws(Failure) -> Result { try bytes.withUnsafeBytes(body) }
    }

    /// Bytes that nobody gets at while the gate is closed.
    final class Gated: RecordingBytes {
        private let bytes: PlainBytes
        private let gate = DispatchSemaphore(value: 1)

        init(_ bytes: PlainBytes) { self.bytes = bytes }

        func close() { gate.wait() }
        func open() { gate.signal() }

        var count: Int { bytes.count }

        func withUnsafeBytes<Result, Failure: Error>(
            _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            gate.wait()
            defer { gate.signal() }
            return try bytes.withUnsafeBytes(body)
        }
    }

    /// A prepared clip and its survey when that is through.
    static func surveyed(
        _ bytes: some RecordingBytes, segment: ClipSegment? = nil
    ) async throws -> (clip: PreparedClip, surveys: [ClipSurvey]) {
        let (stream, feed) = AsyncStream<ClipSurvey>.makeStream()
        let clip = try prepare(bytes, segment: segment) { survey in
            feed.yield(survey)
            if survey.isComplete { feed.finish() }
        }
        var surveys: [ClipSurvey] = []
        if case .streamed = clip.sound {
            for await survey in stream { surveys.append(survey) }
        }
        return (clip, surveys)
    }
}

extension PreparedClip {
    /// The streamed sound; nil of a clip that is held whole.
    var long: LongSound? {
        if case .streamed(let sound) = sound { sound } else { nil }
    }

    /// Frames of the mix, made ready and copied.
    func frames(_ range: Range<Int>, channel: Channel = .mix) -> [Float] {
        let tap = SoundTap(self, channel)
        while !tap.load(range, patience: .seconds(1)) {}
        return [Float](unsafeUninitializedCapacity: range.count) { target, count in
            tap.copy(
                from: range.lowerBound,
                into: UnsafeMutableBufferPointer(rebasing: target[..<range.count]))
            count = range.count
        }
    }
}
