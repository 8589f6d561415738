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

    /// Becomes the outline of both.
    mutating func join(_ other: PeakColumn) {
        low = min(low, other.low)
        high = max(high, other.high)
        clipped = clipped || other.clipped
    }
}

/// A clip's outline, taken once; columns of any width are then cheap enough for every frame.
///
/// Bins are 64 samples, more for long clips, so that there are never more than `mostBins`. Of a
/// clip that is still being gone through, what lies ahead is blank.
public struct Peaks: Sendable {
    /// Samples of the source per bin, at first.
    static let binSize = 64
    /// The most bins that are kept: 3 MB.
    static let mostBins = 1 << 18
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
        var builder = PeaksBuilder()
        pcm.samples.withSamples { builder.append($0) }
        self = builder.peaks(rate: pcm.sampleRate, duration: pcm.duration)
    }

    /// `bins` of `binSize` samples each, from the beginning of a clip of `duration` seconds.
    init(_ bins: [PeakColumn], binSize: Int, rate: Int, duration: Double) {
        store = PeakStore(bins)
        self.duration = duration
        binsPerSecond = Double(rate) / Double(binSize)
    }

    /// `count` columns over the clip, or over `span` of it in seconds.
    ///
    /// Every sample of the span is in some column. Where columns are narrower than a bin,
    /// neighbours repeat it.
    public func columns(_ count: Int, over span: ClosedRange<Double>? = nil) -> [PeakColumn] {
        let bins = store.bins
        guard count > 0, !bins.isEmpty else { return [] }
        let whole = span ?? 0...duration
        let all = max(Double(bins.count), duration * binsPerSecond)
        let first = min(max(0, whole.lowerBound * binsPerSecond), all)
        let last = min(max(first, whole.upperBound * binsPerSecond), all)
        let width = (last - first) / Double(count)
        let latest = max(0, Int(all.rounded(.up)) - 1)
        return (0..<count).map { column in
            let start = min(Int(first + width * Double(column)), latest)
            let end = Int((first + width * Double(column + 1)).rounded(.up))
            // What was not gone through yet is blank.
            return Self.merge(bins[min(start, bins.count)..<min(max(end, start + 1), bins.count)])
        }
    }

    private static func merge(_ bins: Slice<UnsafeBufferPointer<PeakColumn>>) -> PeakColumn {
        guard var sum = bins.first else { return PeakColumn(low: 0, high: 0, clipped: false) }
        for bin in bins.dropFirst() { sum.join(bin) }
        return sum
    }
}

/// The memory of an outline, which says as much of the sound as its loudness does.
///
/// Sendable is unchecked because the bins are reached through a pointer; nothing writes to them
/// after `init`.
private final class PeakStore: @unchecked Sendable {
    private let memory: LockedMemory
    let bins: UnsafeBufferPointer<PeakColumn>

    init(_ columns: [PeakColumn]) {
        memory = LockedMemory(roomFor: columns.count, of: PeakColumn.self)
        let room = memory.elements(of: PeakColumn.self)
        _ = room.update(fromContentsOf: columns)
        bins = UnsafeBufferPointer(room)
    }
}
