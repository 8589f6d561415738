// A quick look at a clip's bytes: whether they are sound, and how long it lasts.
import CSndFile

extension Decoder {
    /// Seconds of sound in `bytes`. Opens them and decodes the beginning; the header's length is
    /// believed only where it is plausible, else everything is decoded and counted.
    /// - Throws: `DecodeError`, as decoding would.
    public static func probe(_ bytes: [UInt8]) throws(DecodeError) -> Double {
        let look = bytes.withUnsafeBytes { raw in
            Result { () throws(DecodeError) -> Double? in try claimedDuration(raw) }
        }
        let claimed = try look.get()
        if let claimed { return claimed }
        return try decode(bytes).duration
    }

    private static func claimedDuration(
        _ bytes: UnsafeRawBufferPointer
    ) throws(DecodeError) -> Double? {
        guard !bytes.isEmpty else { throw .empty }
        let quiet = QuietLibraries(wanted: QuietLibraries.mayPrint(about: bytes))
        defer { quiet.end() }
        return try MemoryFile.open(bytes) { (file, info) throws(DecodeError) -> Double? in
            let rate = Int(info.samplerate)
            guard (1_000...768_000).contains(rate) else { throw .unsupportedRate(rate) }
            var reader = FrameReader(
                file: file, channels: Int(max(info.channels, 1)), rule: .average)
            defer { reader.release() }
            let wanted = min(rate / 10, Int(clamping: info.frames))
            guard wanted > 0, reader.gather(upTo: wanted) == wanted else { return nil }
            // Lying headers promise more than any codec packs into a byte.
            let isPlausible = info.frames <= mostSamples && info.frames / 1_000 <= bytes.count
            return isPlausible ? Double(info.frames) / Double(rate) : nil
        }
    }
}
