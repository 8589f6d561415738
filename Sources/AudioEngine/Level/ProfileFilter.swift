// What a way of listening does to the samples.
import Glibc
import ReviewCore

extension ListeningProfile {
    /// Decibels the profile is softer by, apart from what it filters out.
    public var softening: Double { self == .gentle ? 6 : 0 }

    /// The band in hertz beyond which sound falls away; nil where all passes.
    public var band: ClosedRange<Double>? {
        switch self {
        case .normal: nil
        case .gentle: 150...5_000
        case .muffled: 0...300
        }
    }

    fileprivate var sections: [Biquad] {
        switch (self, band) {
        case (.gentle, let band?):
            Biquad.butterworth(.highPass, band.lowerBound, order: 2)
                + Biquad.butterworth(.lowPass, band.upperBound, order: 2)
        case (.muffled, let band?): Biquad.butterworth(.lowPass, band.upperBound, order: 8)
        default: []
        }
    }
}

/// A profile at work on a stream of samples. In `normal` samples pass untouched.
struct ProfileFilter {
    private var sections: [Biquad]
    private let gain: Float

    init(_ profile: ListeningProfile) {
        sections = profile.sections
        gain = Float(pow(10, -profile.softening / 20))
    }

    mutating func reset() {
        for index in sections.indices { sections[index].reset() }
    }

    mutating func filter(_ samples: UnsafeMutableBufferPointer<Float>) {
        guard !sections.isEmpty else { return }
        for index in sections.indices { sections[index].filter(samples) }
        for index in samples.indices { samples[index] *= gain }
    }
}
