// Whether somebody cries out in a clip, as far as its pictures tell: loud, shrill, and lasting.

extension ClipSurvey {
    /// Whether there is a burst of high tones as loud as the loudest of the clip, longer than any
    /// hiss of speech. An alarm is one too. It looks at the beginning of a long clip only, and
    /// never at a quiet one, whose noise looks like much.
    public var hasOutcry: Bool {
        guard loudness.truePeak > Outcry.leastPeak, duration > 0 else { return false }
        let seconds = min(duration, Outcry.mostSeconds)
        let columns = max(1, Int(seconds / Outcry.step))
        let image = spectra.image(columns: columns, rows: Outcry.rows, over: 0...seconds)
        let pitches = (0..<Outcry.rows).map { spectra.frequency(ofRow: $0, of: Outcry.rows) }
        let high = pitches.indices.filter { Outcry.shrill.contains(pitches[$0]) }
        let low = pitches.indices.filter { pitches[$0] < Outcry.shrill.lowerBound }
        guard !high.isEmpty else { return false }
        var run = 0
        for column in 0..<columns {
            let shrill = high.map { image[column, $0] }.max() ?? 0
            let rest = low.map { image[column, $0] }.max() ?? 0
            let isOutcry = shrill >= Outcry.leastLevel && shrill >= rest
            run = isOutcry ? run + 1 : 0
            if Double(run) * Outcry.step >= Outcry.leastSeconds { return true }
        }
        return false
    }
}

/// What an outcry is, in numbers.
private enum Outcry {
    /// Where screams have their strength, in hertz; voices that speak have theirs below.
    static let shrill = 1_200.0...4_500.0
    /// Of 255, which are 60 dB: 8 dB under the clip's loudest.
    static let leastLevel: UInt8 = 221
    /// dBTP.
    static let leastPeak = -9.0
    static let (step, leastSeconds, mostSeconds) = (0.05, 0.4, 120.0)
    static let rows = 32
}
