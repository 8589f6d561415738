// The waveform's picture: lowest and highest sample per column, for any number of columns.
import LockedMemory

/// One column of a waveform.
public struct PeakColumn: Sendable, Equatable, BitwiseCopyable {
    public var low: Float
    public var high: Float
    /// Whether the source holds full-scale runs here.
    public var clipped: Bool

    public init(low: Float, high: Float, clipped: Bool) {
        self.low = low
        self.high = high
        self.clipped = clipped
    }
}

/// A clip's outline, taken once; columns of any width are then cheap enough for every frame.
public struct Peaks: Sendable {
    /// Samples of the source per bin.
    static let binSize = 64
    /// Samples at or beyond this count as full scale (0.01 dB under it).
    static let fullScale: Float = 0.9988
    /// Full-scale samples in a row that count as clipping; a single one may be a true peak.
    static let clippedRun = 3

    private let store: PeakStore
    /// Seconds of the whole clip.
    public let duration: Double
    private let binsPerSecond: Double

    /// Bytes held.
    public var byteCount: Int { store.bins.count * MemoryLayout<PeakColumn>.stride }

    /// Reads the whole clip once; call it off the UI thread.
    public init(_ pcm: PCM) {
        duration = pcm.duration
        binsPerSecond = Double(pcm.sampleRate) / Double(Self.binSize)
        store = PeakStore(count: (pcm.samples.count + Self.binSize - 1) / Self.binSize) { bins in
            pcm.samples.withSamples { samples in
                var run = 0
                for place in bins.indices {
                    let start = place * Self.binSize
                    let end = min(start + Self.binSize, samples.count)
                    bins[place] = Self.bin(samples[start..<end], run: &run)
                }
            }
        }
    }

    /// `count` columns over the clip, or over `span` of it in seconds.
    ///
    /// Every sample of the span is in some column. Where columns are narrower than a bin,
    /// neighbours repeat it.
    public func columns(_ count: Int, over span: ClosedRange<Double>? = nil) -> [PeakColumn] {
        let bins = store.bins
        guard count > 0, !bins.isEmpty else { return [] }
        let whole = span ?? 0...duration
        let first = min(max(0, whole.lowerBound * binsPerSecond), Double(bins.count))
        let last = min(max(first, whole.upperBound * binsPerSecond), Double(bins.count))
        let width = (last - first) / Double(count)
        return (0..<count).map { column in
            let start = min(Int(first + width * Double(column)), bins.count - 1)
            let end = Int((first + width * Double(column + 1)).rounded(.up))
            return Self.merge(bins[start..<min(max(end, start + 1), bins.count)])
        }
    }

    private static func bin(
        _ samples: Slice<UnsafeBufferPointer<Float>>, run: inout Int
    ) -> PeakColumn {
        var column = PeakColumn(low: .infinity, high: -.infinity, clipped: false)
        for sample in samples {
            column.low = min(column.low, sample)
            column.high = max(column.high, sample)
            run = abs(sample) >= fullScale ? run + 1 : 0
            if run >= clippedRun { column.clipped = true }
        }
        return column
    }

    private static func merge(_ bins: Slice<UnsafeBufferPointer<PeakColumn>>) -> PeakColumn {
        bins.reduce(PeakColumn(low: .infinity, high: -.infinity, clipped: false)) { sum, bin in
            PeakColumn(
                low: min(sum.low, bin.low), high: max(sum.high, bin.high),
                clipped: sum.clipped || bin.clipped)
        }
    }
}

/// The memory of an outline, which says as much of the sound as its loudness does.
///
/// Sendable is unchecked because the bins are reached through a pointer; nothing writes to them
/// after `init`.
private final class PeakStore: @unchecked Sendable {
    private let memory: LockedMemory
    let bins: UnsafeBufferPointer<PeakColumn>

    init(count: Int, fill: (UnsafeMutableBufferPointer<PeakColumn>) -> Void) {
        memory = LockedMemory(roomFor: count, of: PeakColumn.self)
        let room = memory.elements(of: PeakColumn.self)
        fill(room)
        bins = UnsafeBufferPointer(room)
    }
}
