// The talk of a calibration: what to do, a tone, a reading, a second one, and what it means.
import AudioEngine
import Foundation
import ReviewCore
import Workstation

/// Asks on standard error and reads answers from standard input while the tone sounds.
struct CalibrationTalk {
    let device: AudioDevice
    let surroundings: Surroundings
    let interruption: Interruption

    func run() throws {
        for line in Self.opening(device) { Output.complain(line) }
        let player = TonePlayer(device: device.name)
        defer { player.close() }
        _ = try ask("Enter starts the tone. ", player)
        let measured = try firstMeasurement(player)
        try check(measured, player)
        player.close()
        try Self.keep(measured, on: device, surroundings)
    }

    /// Asks until the reading can be true.
    private func firstMeasurement(_ player: TonePlayer) throws -> HeadsetMeasurement {
        while true {
            let reading = try reading(of: .first, player)
            do throws(MeasurementError) {
                return try HeadsetMeasurement(reading: reading, of: .first, device: device.name)
            } catch {
                Output.complain("\(error)")
            }
        }
    }

    /// Only the tone, for scripts and for whoever needs both hands.
    func playOnce() throws {
        for line in Self.toneWarning(device) { Output.complain(line) }
        let player = TonePlayer(device: device.name)
        defer { player.close() }
        if isatty(STDIN_FILENO) == 1 {
            _ = try ask("Enter starts the tone. ", player)
        } else {
            interruption.wait(seconds: Self.notice)
            if interruption.isAsked { throw stopped(player) }
        }
        player.start(.first)
        while player.status == .sounding {
            if interruption.isAsked { throw stopped(player) }
            interruption.wait(seconds: Self.glance)
        }
        if case .failed(let reason) = player.status { throw SilentOutput(reason: reason) }
    }

    /// A second reading, where the person has the patience for one.
    private func check(_ measured: HeadsetMeasurement, _ player: TonePlayer) throws {
        Output.complain("")
        Output.complain(
            "A second, softer tone shows whether anything between here and the ear changes the"
                + " level.")
        let answer = try ask("Enter starts it; n leaves it out. ", player)
        guard !answer.lowercased().hasPrefix("n") else { return }
        try measured.check(reading: reading(of: .second, player), of: .second)
        Output.complain("The two agree.")
    }

    /// Plays a tone until a number is typed; Enter alone plays it again.
    private func reading(of tone: CalibrationTone, _ player: TonePlayer) throws -> Double {
        while true {
            player.start(tone)
            let answer = try ask("What does the meter read, in dB(A)? (Enter: again) ", player)
            if answer.isEmpty { continue }
            if let reading = HeadsetMeasurement.reading(answer) {
                player.stop()
                return reading
            }
            Output.complain("That is no number; write it as 74.5.")
        }
    }

    /// Between the warning and the tone where nobody can be asked, in seconds: time to take a
    /// headset off.
    private static let notice = 3.0

    private static func toneWarning(_ device: AudioDevice) -> [String] {
        [
            "A tone will sound in \(device.description) (\(device.name)): 1 kHz at "
                + "\(Int(CalibrationTone.first.level)) dB re full scale, for "
                + "\(Int(CalibrationTone.first.seconds)) seconds.",
            "Take the headset off. Ctrl-C stops the tone at once.",
        ]
    }

    /// Looked at that often, in seconds, while nothing is typed: whether the output is still there.
    private static let glance = 0.2

    /// One line from standard input, without its end.
    private func ask(_ question: String, _ player: TonePlayer) throws -> String {
        Output.prompt(question)
        var line: [UInt8] = []
        while true {
            if interruption.isAsked { throw stopped(player) }
            if case .failed(let reason) = player.status {
                Output.complain("")
                throw SilentOutput(reason: reason)
            }
            guard interruption.waitForInput(seconds: Self.glance) else { continue }
            var byte: UInt8 = 0
            guard Foundation.read(STDIN_FILENO, &byte, 1) == 1 else { throw stopped(player) }
            if byte == UInt8(ascii: "\n") {
                return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces)
            }
            if line.count < 200 { line.append(byte) }
        }
    }

    private func stopped(_ player: TonePlayer) -> ExitStatus {
        player.stop()
        Output.complain("")
        Output.complain("earshot: stopped; nothing was stored")
        return .interrupted
    }

    // MARK: - Words

    static func keep(
        _ measured: HeadsetMeasurement, on device: AudioDevice, _ surroundings: Surroundings
    ) throws {
        let day = Timestamp.now.date.formatted(
            Date.ISO8601FormatStyle(timeZone: .current).year().month().day())
        // As it is set now: the volume may have been turned since the outputs were listed.
        let now = (try? SoundSurvey(surroundings))?.devices.first { $0.name == device.name }
        let headset = Headset(
            calibration: measured.calibration, measured: day, description: device.description,
            volume: now?.volume ?? device.volume, port: now?.port ?? device.port)
        Output.complain(try Headsets.keep(headset, surroundings))
        let level = measured.calibration.levelAtFullScale.plain(1)
        Output.line("\(device.description) is calibrated: full scale is \(level) dB(A) at the ear.")
        measured.calibration.meaning.forEach(Output.prose)
        Output.prose(
            "This holds for the system's volume as it is now. Where the sound server knows its"
                + " volume in decibels, Earshot reckons with a change of it; after a turn of a"
                + " wheel on the headset, measure again.")
    }

    private static func opening(_ device: AudioDevice) -> [String] {
        [
            "Measuring \(device.description) (\(device.name)).",
            "",
            "1. Set the system's volume as you work with it, and leave it there: it lies behind",
            "   Earshot, and the measurement holds for that volume alone.",
            "2. Take the headset off. Do not wear it while the tone sounds.",
            "3. Set a sound level meter to dB(A), slow. Press one cup over its microphone so that",
            "   no gap is left, or put it on the dummy ear if you have one.",
            "",
            "The tone is 1 kHz at \(Int(CalibrationTone.first.level)) dB re full scale, and comes"
                + " softly. It ends by itself after",
            "\(Int(CalibrationTone.first.seconds)) seconds; Ctrl-C stops it at once.",
            "",
            "No meter? A telephone held to the cup may be wrong by 10 dB: good for comparing two",
            "headsets, not for judging a day. Whoever looks after health at work has a meter, and",
            "one reading serves all headsets of a model at one volume. Without one nothing is",
            "lost: Earshot says \"uncalibrated\" and shows relative levels.",
            "",
        ]
    }
}

/// The output went away while a tone was to sound.
struct SilentOutput: Error, CustomStringConvertible {
    let reason: String
    var description: String { reason }
}
