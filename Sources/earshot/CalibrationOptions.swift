// `earshot doctor --calibrate`: its options, and what each of them does.
import ArgumentParser
import Foundation
import Workstation

struct CalibrationOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Measure how loud a headset is, with a sound level meter.",
            discussion: "It asks, plays a tone and says what the day then means."))
    var calibrate = false

    @Option(
        help: ArgumentHelp(
            "With --calibrate: the output the headset is plugged into; the one in use when left"
                + " out.", valueName: "name"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "With --calibrate: what the meter read of the tone, in dB(A). Nothing is asked or"
                + " played.", valueName: "db"))
    var reading: String?

    @Flag(help: "With --calibrate: only play the tone, for twenty seconds.")
    var tone = false

    @Flag(help: "With --calibrate: list the headsets that were measured.")
    var show = false

    @Flag(help: "With --calibrate: forget what was measured.")
    var forget = false

    func validate() throws {
        if let reading, HeadsetMeasurement.reading(reading) == nil {
            throw ValidationError("--reading takes what the meter read in dB(A), such as 74.5.")
        }
        let ways = [reading != nil, tone, show, forget].filter(\.self).count
        guard calibrate || (ways == 0 && device == nil) else {
            throw ValidationError(
                "--device, --reading, --tone, --show and --forget go with --calibrate.")
        }
        guard ways <= 1 else {
            throw ValidationError("Only one of --reading, --tone, --show and --forget at a time.")
        }
    }

    func run(_ surroundings: Surroundings, json: Bool) throws {
        if show { return try list(surroundings, json: json) }
        if forget { return try forgetMeasurement(surroundings) }
        // Before the player starts threads, so that none of them is chosen to take a signal.
        let interruption = Interruption()
        let survey = try SoundSurvey(surroundings)
        let device = try survey.device(named: device)
        if let reading = reading.flatMap(HeadsetMeasurement.reading) {
            let measured = try HeadsetMeasurement(
                reading: reading, of: .first, device: device.name)
            return try CalibrationTalk.keep(measured, on: device, surroundings)
        }
        guard tone || isatty(STDIN_FILENO) == 1 else { throw CalibrationError.noTerminal }
        Output.complain(survey.complaints)
        let talk = CalibrationTalk(
            device: device, surroundings: surroundings, interruption: interruption)
        tone ? try talk.playOnce() : try talk.run()
    }

    private func list(_ surroundings: Surroundings, json: Bool) throws {
        let headsets = Headsets(surroundings)
        Output.complain(headsets.complaints)
        let all = headsets.all.values.sorted { $0.device < $1.device }
        if json { return try Output.json(all.map(HeadsetDocument.init)) }
        guard !all.isEmpty else {
            return Output.line("No headset was measured yet: earshot doctor --calibrate")
        }
        Output.lines(
            TextTable.lines(
                all.map { headset in
                    [
                        headset.device,
                        "\(headset.calibration.levelAtFullScale.plain(1)) dB(A)",
                        headset.measured ?? "", headset.description ?? "",
                    ]
                }))
    }

    /// By its name in the file, so that it works with the headset in a drawer; else by the output.
    private func forgetMeasurement(_ surroundings: Surroundings) throws {
        let known = Headsets(surroundings).all
        var name = device
        if name.map({ known[$0] == nil }) ?? true {
            name = try SoundSurvey(surroundings).device(named: device).name
        }
        guard let name, known[name] != nil else {
            throw CalibrationError.notMeasured(name ?? "", known.keys.sorted())
        }
        Output.complain(try Headsets.forget(name, surroundings))
        Output.line("The measurement of \(name) is forgotten; its sound counts as uncalibrated.")
    }
}

/// An entry of `earshot doctor --calibrate --show --json`. Keys may be added, never renamed.
private struct HeadsetDocument: Encodable {
    let device: String
    let description: String?
    let levelAtFullScale: Double
    let measured: String?

    enum CodingKeys: String, CodingKey {
        case device, description, measured
        case levelAtFullScale = "level_at_full_scale"
    }

    init(_ headset: Headset) {
        device = headset.device
        description = headset.description
        levelAtFullScale = headset.calibration.levelAtFullScale
        measured = headset.measured
    }
}

enum CalibrationError: Error, CustomStringConvertible {
    case noTerminal
    case notMeasured(String, [String])

    var description: String {
        switch self {
        case .noTerminal:
            "measuring a headset asks questions, and there is no terminal; play the tone with"
                + " 'earshot doctor --calibrate --tone' and give what the meter read with"
                + " 'earshot doctor --calibrate --reading 74.5'"
        case .notMeasured(let name, let known) where known.isEmpty:
            "'\(name)' was never measured, and neither was any other headset"
        case .notMeasured(let name, let known):
            "'\(name)' was never measured; \(known.joined(separator: ", ")) was"
        }
    }
}
