// A headset whose loudness was measured, and when.
import AudioEngine
import Foundation
import ReviewCore

/// One entry of `headsets.toml`.
public struct Headset: Sendable, Equatable {
    public var calibration: HeadsetCalibration
    /// The day it was measured, as `2026-11-21`; nil where the file does not say.
    public var measured: String?
    /// What a person calls the output it is plugged into.
    public var description: String?

    /// The system's volume it was measured at, and the jack; nil where the file does not say.
    public var volume: SystemVolume?
    public var port: String?

    public init(
        calibration: HeadsetCalibration, measured: String? = nil, description: String? = nil,
        volume: SystemVolume? = nil, port: String? = nil
    ) {
        self.calibration = calibration
        self.measured = measured
        self.description = description
        self.volume = volume
        self.port = port
    }

    /// The output it belongs to, as the sound server names it.
    public var device: String { calibration.device }
}

extension Headset {
    /// The system's volume may be turned so little, in dB, and count as the same.
    private static let same = 0.05

    /// What the measurement says of its output as it is set now: as measured at the volume of then;
    /// else moved by as many dB as the system's volume, where the server knows them; else nil, as
    /// at another jack of it.
    public func calibration(on device: AudioDevice) -> HeadsetCalibration? {
        if let port, let now = device.port, port != now { return nil }
        guard let then = volume, let now = device.volume else { return calibration }
        guard let known = then.decibels, let turned = now.decibels.map({ $0 - known }) else {
            return abs(then.scale - now.scale) < 0.005 ? calibration : nil
        }
        guard abs(turned) > Self.same else { return calibration }
        // In steps of half a decibel, so that a turn of the knob is not a hundred headsets, and
        // rounded up: what is not known exactly is taken for the louder.
        let steps = ((calibration.levelAtFullScale + turned) * 2).rounded(.up) / 2
        return HeadsetCalibration(
            levelAtFullScale: max(steps, HeadsetCalibration.plausible.lowerBound),
            device: self.device)
    }
}
