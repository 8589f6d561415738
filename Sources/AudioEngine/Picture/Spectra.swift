// The spectrogram's picture: how strong each pitch band is over time, for any zoom.
import Glibc

/// A clip's spectrogram, computed once; pictures of any size are then cheap enough for every frame.
///
/// Bands are evenly spaced on the mel scale, up to 8 kHz or half the rate. Steps are 5 ms, longer
/// for clips over a minute, so that memory never passes `mostBytes`. The levels say nearly as much
/// as the sound does, so they wipe themselves like it. Of a clip that is still being gone through,
/// what lies ahead is black.
public final class Spectra: Sendable {
    /// Bands from the lowest to the highest.
    public static let bands = 64
    /// The most a spectrogram holds.
    public static let mostBytes = mostColumns * bands
    /// Where bands begin and end at most, in hertz.
    public static let lowest = 50.0
    public static let highest = 8_000.0

    static let mostColumns = 12_000
    static let shortestStep = 0.005
    /// Of a step longer than 5 ms, this many moments are looked at.
    private static let mostMoments = 4
    static let window = 0.02

    /// Seconds of the whole clip.
    public let duration: Double
    /// Where the highest band ends, in hertz.
    public let ceiling: Double
    let columnCount: Int
    private let columnsPerSecond: Double
    private let store: LevelStore

    /// Bytes held.
    public var byteCount: Int { columnCount * Self.bands }

    /// Reads the whole clip once; call it off the UI thread. About 10 ms for 30 s at 16 kHz.
    public init(_ pcm: PCM) {
        duration = pcm.duration
        ceiling = min(Self.highest, Double(pcm.sampleRate) / 2)
        let wanted = (pcm.duration / Self.shortestStep).rounded(.up)
        let columns = max(1, min(Self.mostColumns, Int(wanted)))
        columnCount = columns
        columnsPerSecond = pcm.duration > 0 ? Double(columns) / pcm.duration : 0
        let moments = max(1, min(Self.mostMoments, Int(wanted) / columns))
        let spectra = ShortTimeSpectra(rate: pcm.sampleRate, seconds: Self.window)
        let bands = SpectraBands(spectra, ceiling: ceiling)
        let store = LevelStore(count: columns * Self.bands)
        let samplesPerMoment =
            Double(pcm.samples.count) / Double(columns * moments)
        pcm.samples.withSamples { samples in
            spectra.forEachGroup(
                of: samples, count: columns * moments,
                center: { Int((Double($0) + 0.5) * samplesPerMoment) },
                { first, count, powers in
                    bands.forEachLevel(of: powers, lanes: count) { lane, band, level in
                        let column = (first + lane) / moments
                        store.raise(column * Self.bands + band, to: level)
                    }
                })
        }
        self.store = store
    }

    /// The picture of a clip's beginning: `columns` in `store`, so many a second.
    init(
        _ store: LevelStore, columns: Int, columnsPerSecond: Double, duration: Double,
        ceiling: Double
    ) {
        (self.store, columnCount) = (store, columns)
        (self.columnsPerSecond, self.duration) = (columnsPerSecond, duration)
        self.ceiling = ceiling
    }

    /// A picture of `span` seconds (the whole clip without one), `rows` of pitch from high to low.
    ///
    /// Every step and band of the span is in some cell, which shows the strongest of them; where
    /// cells are finer than steps and bands, neighbours repeat.
    public func image(
        columns: Int, rows: Int, over span: ClosedRange<Double>? = nil
    ) -> SpectrogramImage {
        guard columns > 0, rows > 0 else { return SpectrogramImage(columns: 0, rows: 0) }
        let whole = span ?? 0...duration
        let all = max(Double(columnCount), duration * columnsPerSecond)
        let first = min(max(0, whole.lowerBound * columnsPerSecond), all)
        let last = min(max(first, whole.upperBound * columnsPerSecond), all)
        let width = (last - first) / Double(columns)
        let latest = max(0, Int(all.rounded(.up)) - 1)
        var image = SpectrogramImage(columns: columns, rows: rows)
        let scale = IntensityScale(loudest: store.loudest)
        for column in 0..<columns {
            let start = min(Int(first + width * Double(column)), latest)
            let end = Int((first + width * Double(column + 1)).rounded(.up))
            // What was not gone through yet stays black.
            let steps = min(start, columnCount)..<min(max(end, start + 1), columnCount)
            for row in 0..<rows {
                let low = Self.bands * (rows - 1 - row) / rows
                let high = max(low + 1, Self.bands * (rows - row) / rows)
                image.set(column, row, scale.share(of: store.loudest(steps, bands: low..<high)))
            }
        }
        return image
    }

    /// Hertz in the middle of row `row` of `rows`: for the axis.
    public func frequency(ofRow row: Int, of rows: Int) -> Double {
        guard rows > 0 else { return 0 }
        let share = 1 - (Double(row) + 0.5) / Double(rows)
        let low = MelScale.mel(Self.lowest)
        return MelScale.hertz(low + (MelScale.mel(ceiling) - low) * share)
    }
}

/// Cells from the top left, row by row: 0 is silence, 255 the loudest of the clip.
public struct SpectrogramImage: Sendable, Equatable {
    public let columns: Int
    public let rows: Int
    public private(set) var levels: [UInt8]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        levels = Array(repeating: 0, count: columns * rows)
    }

    mutating func set(_ column: Int, _ row: Int, _ level: UInt8) {
        levels[row * columns + column] = level
    }

    /// The cell in a column, rows counted from the top.
    public subscript(column: Int, row: Int) -> UInt8 { levels[row * columns + column] }
}

/// From stored half decibels to what is drawn: 60 dB below the clip's loudest are black.
private struct IntensityScale {
    private let top: Int
    private static let range = 120
    /// A clip softer than this (-60 dB) is not blown up until its noise looks like speech.
    private static let softest = 255 - 120

    init(loudest: UInt8) { top = max(Int(loudest), Self.softest) }

    func share(of level: UInt8) -> UInt8 {
        UInt8(max(0, min(255, (Int(level) - (top - Self.range)) * 255 / Self.range)))
    }
}
