// Pitch as it is heard: the mel scale, and where its bands lie among the bins of a spectrum.
import Glibc

/// mel = 2595 lg(1 + f/700) (O'Shaughnessy, 1987): nearly even below 700 Hz, logarithmic above.
enum MelScale {
    static func mel(_ hertz: Double) -> Double { 2_595 * log10(1 + hertz / 700) }

    static func hertz(_ mel: Double) -> Double { 700 * (pow(10, mel / 2_595) - 1) }

    /// The bins of each of `bands` even bands; bands narrower than a bin have the nearest one.
    static func edges(
        bands: Int, from low: Double, to high: Double, spacing: Double, bins: Int
    ) -> [Range<Int>] {
        let first = mel(low)
        let width = (mel(max(high, low)) - first) / Double(bands)
        return (0..<bands).map { band in
            let start = hertz(first + width * Double(band)) / spacing
            let end = hertz(first + width * Double(band + 1)) / spacing
            let bin = max(0, min(bins - 1, Int(start.rounded())))
            return bin..<max(bin + 1, min(bins, Int(end.rounded())))
        }
    }
}
