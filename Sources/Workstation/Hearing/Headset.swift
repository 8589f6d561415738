// A headset whose loudness was measured, and when.
import ReviewCore

/// One entry of `headsets.toml`.
public struct Headset: Sendable, Equatable {
    public var calibration: HeadsetCalibration
    /// The day it was measured, as `2026-11-21`; nil where the file does not say.
    public var measured: String?
    /// What a person calls the output it is plugged into.
    public var description: String?

    public init(
        calibration: HeadsetCalibration, measured: String? = nil, description: String? = nil
    ) {
        self.calibration = calibration
        self.measured = measured
        self.description = description
    }

    /// The output it belongs to, as the sound server names it.
    public var device: String { calibration.device }
}
