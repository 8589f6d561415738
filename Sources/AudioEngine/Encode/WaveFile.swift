// Sound as a WAV file in memory: 16-bit mono at its own rate, nothing in it but samples.
import Foundation

/// Writes what exports and cut segments are made of.
public enum WaveFile {
    /// A whole RIFF WAVE file. Samples are scaled by 32,768 and rounded, as they were read.
    public static func encode(_ sound: PCM) -> Data {
        let header = WaveHeader(sampleRate: sound.sampleRate, dataBytes: sound.samples.count * 2)
        var file = Data(capacity: WaveHeader.size + sound.samples.count * 2)
        file.append(contentsOf: header.bytes)
        let samples = sound.samples.withSamples { samples in
            samples.map { WaveHeader.sixteenBits($0).littleEndian }
        }
        samples.withUnsafeBytes { file.append(contentsOf: $0) }
        return file
    }
}

/// The 44 bytes before the samples of a 16-bit mono WAV file.
struct WaveHeader {
    static let size = 44
    let bytes: [UInt8]

    /// Sizes have 32 bits in this format; a longer recording keeps the largest.
    init(sampleRate: Int, dataBytes: Int) {
        let size = UInt32(clamping: dataBytes)
        let rate = UInt32(clamping: sampleRate)
        bytes =
            Array("RIFF".utf8) + Self.little(size.addingReportingOverflow(36).partialValue)
            + Array("WAVEfmt ".utf8) + Self.little(UInt32(16)) + Self.little(UInt16(1))
            + Self.little(UInt16(1)) + Self.little(rate)
            + Self.little(rate.multipliedReportingOverflow(by: 2).partialValue)
            + Self.little(UInt16(2)) + Self.little(UInt16(16)) + Array("data".utf8)
            + Self.little(size)
    }

    static func sixteenBits(_ sample: Float) -> Int16 {
        Int16(min(max((sample * 32_768).rounded(), -32_768), 32_767))
    }

    private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
