// Draws a clip's spectrogram as its samples come by.

/// Gathers columns of a window each; when there are too many, every two become one.
struct SpectraBuilder {
    private let spectra: ShortTimeSpectra
    private let bands: SpectraBands
    private let ceiling: Double
    private var moments: Moments
    private let store = LevelStore(count: Spectra.mostBytes)
    /// Windows in a column.
    private var width = 1

    init(rate: Int) {
        spectra = ShortTimeSpectra(rate: rate, seconds: Spectra.window)
        ceiling = min(Spectra.highest, Double(rate) / 2)
        bands = SpectraBands(spectra, ceiling: ceiling)
        moments = Moments(rate: rate, step: Spectra.window)
    }

    /// The earliest sample that is still needed.
    var needed: Int { moments.needed(spectra) }

    /// Takes in what has come in since.
    mutating func follow(_ sound: RollingSound, isLast: Bool) {
        var width = width
        let (bands, store) = (bands, store)
        moments.pass(sound, spectra, isLast: isLast) { first, lanes, powers in
            while (first + lanes - 1) / width >= Spectra.mostColumns {
                store.fold(columns: Spectra.mostColumns)
                width *= 2
            }
            bands.forEachLevel(of: powers, lanes: lanes) { lane, band, level in
                store.raise((first + lane) / width * Spectra.bands + band, to: level)
            }
        }
        self.width = width
    }

    /// The picture so far, of a clip of `duration` seconds.
    func picture(duration: Double) -> Spectra {
        let columns = max(1, (moments.passed + width - 1) / width)
        return Spectra(
            store.copy(count: columns * Spectra.bands), columns: columns,
            columnsPerSecond: 1 / (Spectra.window * Double(width)), duration: duration,
            ceiling: ceiling)
    }
}
