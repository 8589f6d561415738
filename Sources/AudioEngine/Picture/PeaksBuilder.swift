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
        var rest = samples[...]
        while !rest.isEmpty {
            let piece = rest.prefix(binSize - filled)
            rest = rest.dropFirst(piece.count)
            add(UnsafeBufferPointer(rebasing: piece))
            filled += piece.count
            if filled == binSize { close() }
        }
    }

    /// Takes in samples of the open bin.
    private mutating func add(_ samples: UnsafeBufferPointer<Float>) {
        var (low, high) = (Float.infinity, -Float.infinity)
        for sample in samples {
            low = min(low, sample)
            high = max(high, sample)
        }
        open.low = min(open.low, low)
        open.high = max(open.high, high)
        // Nearly every stretch is far from full scale: there is no run to be counted.
        guard high >= Peaks.fullScale || low <= -Peaks.fullScale else {
            run = 0
            return
        }
        for sample in samples {
            run = abs(sample) >= Peaks.fullScale ? run + 1 : 0
            if run >= Peaks.clippedRun { open.clipped = true }
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
