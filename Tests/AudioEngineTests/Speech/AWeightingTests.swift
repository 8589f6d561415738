// The weighting against the table of the standard.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct AWeightingTests {
    /// IEC 61672-1:2013, table 3: nominal frequency, exact frequency 1000 x 10^(n/10), A in dB,
    /// and the tolerances of class 1 above and below.
    static let table: [(band: Int, weight: Double, above: Double, below: Double)] = [
        (-16, -44.7, 2.0, 2.0), (-15, -39.4, 1.5, 1.5), (-14, -34.6, 1.0, 1.0),
        (-13, -30.2, 1.0, 1.0), (-12, -26.2, 1.0, 1.0), (-11, -22.5, 1.0, 1.0),
        (-10, -19.1, 1.0, 1.0), (-9, -16.1, 1.0, 1.0), (-8, -13.4, 1.0, 1.0),
        (-7, -10.9, 1.0, 1.0), (-6, -8.6, 1.0, 1.0), (-5, -6.6, 1.0, 1.0),
        (-4, -4.8, 1.0, 1.0), (-3, -3.2, 1.0, 1.0), (-2, -1.9, 1.0, 1.0), (-1, -0.8, 1.0, 1.0),
        (0, 0, 0.7, 0.7), (1, 0.6, 1.0, 1.0), (2, 1.0, 1.0, 1.0), (3, 1.2, 1.0, 1.0),
        (4, 1.3, 1.0, 1.0), (5, 1.2, 1.0, 1.0), (6, 1.0, 1.0, 1.0), (7, 0.5, 1.0, 1.5),
        (8, -0.1, 1.5, 2.0), (9, -1.1, 1.5, 2.5), (10, -2.5, 2.0, 3.0), (11, -4.3, 2.0, 5.0),
        (12, -6.6, 2.5, 16.0),
    ]

    /// A filtered sine, after the filter has settled.
    private func gain(at frequency: Double, rate: Int) -> Double {
        var filter = AWeightingFilter(rate: rate)
        var energy = 0.0
        let settle = rate / 2
        let length = rate
        for index in 0..<(settle + length) {
            let phase = 2 * .pi * frequency * Double(index) / Double(rate)
            let output = filter.step(Float(sin(phase)))
            if index >= settle { energy += output * output }
        }
        return 10 * log10(energy / Double(length) * 2)
    }

    @Test(arguments: [48_000, 44_100, 32_000, 16_000, 8_000])
    func followsTheStandardsTable(rate: Int) {
        for row in Self.table {
            let frequency = 1_000 * pow(10, Double(row.band) / 10)
            guard frequency < 0.4 * Double(rate) else { continue }
            let error = gain(at: frequency, rate: rate) - row.weight
            #expect(error < row.above && error > -row.below, "\(frequency) Hz at \(rate)")
            // The table is rounded to 0.1 dB.
            #expect(abs(error) < 0.4, "\(frequency) Hz at \(rate): \(error)")
        }
    }
}
