// Takes a clip's outline as its samples come by.

/// Gathers bins; when there are too many, every two become one.
struct PeaksBuilder {
    private var bins: [PeakColumn] = []
    private var binSize = Peaks.binSize
    /// The bin that is being filled, and by how many samples.
    private var open = PeakColumn(low: .infinity, high: -.infinity, clipped: false)
    private var filled = 0
    /// Full-scale samples in a row.
    private var run = 0

    mutating func append(_ samples: UnsafeBufferPointer<Float>) {
        for sample in samples {
            open.low = min(open.low, sample)
            open.high = max(open.high, sample)
            run = abs(sample) >= Peaks.fullScale ? run + 1 : 0
            if run >= Peaks.clippedRun { open.clipped = true }
            filled += 1
            if filled == binSize { close() }
        }
    }

    /// The outline so far, of a clip of `duration` seconds.
    func peaks(rate: Int, duration: Double) -> Peaks {
        let bins = filled > 0 ? bins + [open] : bins
        return Peaks(bins, binSize: binSize, rate: rate, duration: duration)
    }

    private mutating func close() {
        bins.append(open)
        (open, filled) = (PeakColumn(low: .infinity, high: -.infinity, clipped: false), 0)
        guard bins.count == Peaks.mostBins else { return }
        for index in 0..<bins.count / 2 {
            bins[index] = bins[2 * index]
            bins[index].join(bins[2 * index + 1])
        }
        bins.removeLast(bins.count / 2)
        binSize *= 2
    }
}
