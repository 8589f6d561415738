// What a person heard, said in one line.
import ReviewCore

@testable import AudioEngine

extension ClipCoverage {
    /// Stretches of a clip in seconds, each heard once at `speed`.
    static func heard(
        _ stretches: ClosedRange<Double>..., plays: Int = 1, speed: Double = 1
    ) -> ClipCoverage {
        var coverage = ClipCoverage()
        for stretch in stretches {
            coverage.hear(from: stretch.lowerBound, to: stretch.upperBound, speed: speed)
        }
        for _ in 0..<plays { coverage.beginPlay() }
        return coverage
    }
}

extension DeviceStatus {
    /// The system's volume of an open device.
    var volume: SystemVolume? {
        if case .ready(let device) = self { device.volume } else { nil }
    }

    /// The name of an open device.
    var name: String? {
        if case .ready(let device) = self { device.name } else { nil }
    }
}
