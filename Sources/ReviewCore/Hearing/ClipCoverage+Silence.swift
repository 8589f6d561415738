// What was not heard of a clip, told apart by whether there was anything to hear.

extension ClipCoverage {
    /// Stretches of `span` never heard, in seconds, in order. Gaps of the player's rounding are
    /// none.
    public func unheard(in span: ClosedRange<Double>) -> [ClosedRange<Double>] {
        let end = Self.milliseconds(span.upperBound)
        var at = Self.milliseconds(span.lowerBound)
        var gaps: [ClosedRange<Double>] = []
        func close(at stop: Int) {
            guard stop - at > Self.joint else { return }
            gaps.append(Double(at) / 1_000...Double(stop) / 1_000)
        }
        for stretch in counts().stretches where stretch.end > at {
            guard stretch.start < end else { break }
            close(at: min(stretch.start, end))
            at = stretch.end
        }
        close(at: end)
        return gaps
    }

    /// Seconds of `stretches` (in order, apart, within `duration`) that were never heard.
    func unheardSeconds(of stretches: [ClosedRange<Double>], duration: Double) -> Double {
        guard duration.isFinite, duration > 0, !stretches.isEmpty else { return 0 }
        let gaps = unheard(in: 0...duration)
        var sum = 0.0
        var first = 0
        for stretch in stretches {
            while first < gaps.count, gaps[first].upperBound <= stretch.lowerBound { first += 1 }
            var next = first
            while next < gaps.count, gaps[next].lowerBound < stretch.upperBound {
                let low = max(gaps[next].lowerBound, stretch.lowerBound)
                sum += max(0, min(gaps[next].upperBound, stretch.upperBound) - low)
                next += 1
            }
        }
        return sum
    }

    /// 0...1: the share of a clip heard at least once, where silence that was passed over leaves
    /// nothing to hear. Of a clip nobody played it is 0, however silent it is.
    public func share(
        of duration: Double, passingOver silence: [ClosedRange<Double>]
    ) -> Double {
        let heard = share(of: duration)
        guard heard > 0, duration.isFinite, duration > 0 else { return heard }
        return min(1, heard + unheardSeconds(of: silence, duration: duration) / duration)
    }
}
