// From a power spectrum to the levels of the spectrogram's bands.

/// The bins of each band, and the loudness of a band as half decibels in a byte.
struct SpectraBands {
    private let edges: [Range<Int>]
    private let scale: Float

    /// Bands up to `ceiling` hertz over spectra like `spectra`.
    init(_ spectra: ShortTimeSpectra, ceiling: Double) {
        edges = MelScale.edges(
            bands: Spectra.bands, from: Spectra.lowest, to: ceiling, spacing: spectra.spacing,
            bins: spectra.bins)
        scale = spectra.scale
    }

    /// Calls `body` with each lane, each band and its level.
    func forEachLevel(
        of powers: UnsafeBufferPointer<ShortTimeSpectra.Lanes>, lanes: Int,
        _ body: (_ lane: Int, _ band: Int, _ level: UInt8) -> Void
    ) {
        for (band, bins) in edges.enumerated() {
            // A band shows its strongest bin, so that a thin tone is not lost in a wide band.
            var strongest = powers[bins.lowerBound]
            for bin in bins.dropFirst() {
                strongest.replace(with: powers[bin], where: powers[bin] .> strongest)
            }
            strongest *= scale
            for lane in 0..<lanes { body(lane, band, Self.level(strongest[lane])) }
        }
    }

    /// Half decibels over -127.5 dB; a sine at full scale is 0 dB.
    private static func level(_ power: Float) -> UInt8 {
        guard power > 1e-12 else { return 0 }
        return UInt8(min(255, max(0, 255 + 2 * power.roughDecibels)))
    }
}
