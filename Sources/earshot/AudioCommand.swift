// `earshot audio`: the outputs there are, and the one sound goes to.
import ArgumentParser
import AudioEngine
import Foundation
import Workstation

struct AudioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audio",
        abstract: "List the outputs and choose one.",
        discussion: """
              earshot audio list
              earshot audio use "USB Headset"
              earshot audio use --default

            The choice is remembered for you. EARSHOT_AUDIO wins over it.
            """,
        subcommands: [List.self, Use.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Name every output.")

        @Flag(help: "Print one JSON document.")
        var json = false

        func run() throws {
            let survey = try SoundSurvey(.current())
            Output.complain(survey.complaints)
            if json { return try Output.json(AudioDocument(survey.list)) }
            guard !survey.list.rows.isEmpty else { throw NoOutputError.none }
            Output.lines(TextTable.lines(survey.list.rows.map(Self.row)))
            if let note = Self.note(survey.list) { Output.line(note) }
        }

        private static func row(_ row: OutputList.Row) -> [String] {
            let calibrated = row.headset.map { headset in
                guard row.calibration != nil else {
                    return "uncalibrated: the system volume or the port changed"
                }
                return headset.measured.map { "calibrated \($0)" } ?? "calibrated"
            }
            return [
                row.isChosen ? "*" : " ", row.device.name, row.device.description,
                [row.device.isDefault ? "default" : nil, calibrated ?? "uncalibrated"]
                    .compactMap(\.self).joined(separator: ", "),
            ]
        }

        /// What the star alone does not tell.
        private static func note(_ list: OutputList) -> String? {
            switch list.choice {
            case .null: "Sound goes nowhere: EARSHOT_AUDIO=null."
            case .file(let path): "Sound is recorded into \(path), by EARSHOT_AUDIO."
            case .device(let name) where list.inUse == nil:
                "The chosen output '\(name)' is not there."
            default: nil
            }
        }
    }

    struct Use: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Choose the output for yourself.",
            discussion: """
                By name or description, as 'earshot audio list' has them; a beginning will do \
                where it fits one alone.
                """)

        @Argument(help: ArgumentHelp("The output.", valueName: "name"))
        var name: String?

        @Flag(name: .customLong("default"), help: "Follow the system's default output.")
        var followsDefault = false

        func validate() throws {
            guard (name == nil) == followsDefault else {
                throw ValidationError("Name one output, or say --default.")
            }
        }

        func run() throws {
            let surroundings = Surroundings.current()
            var memory = SoundMemory(surroundings)
            if let name {
                let devices = try SoundSurvey(surroundings).devices
                let device = try AudioDevice.meant(by: name, in: devices)
                memory.device = device.name
                try memory.keep(surroundings)
                Output.line("Sound goes to \(device.description) (\(device.name)).")
            } else {
                memory.device = nil
                try memory.keep(surroundings)
                Output.line("Sound goes to the default output, wherever that is.")
            }
            if let value = surroundings["EARSHOT_AUDIO"] {
                Output.complain("earshot: EARSHOT_AUDIO=\(value) is set here, and wins over it")
            }
        }
    }
}

/// `earshot audio list --json`. Keys may be added, never renamed.
struct AudioDocument: Encodable {
    struct Row: Encodable {
        let name: String
        let description: String
        let isDefault: Bool
        let isChosen: Bool
        let levelAtFullScale: Double?
        let measured: String?

        enum CodingKeys: String, CodingKey {
            case name, description, measured
            case isDefault = "default"
            case isChosen = "chosen"
            case levelAtFullScale = "level_at_full_scale"
        }
    }

    let outputs: [Row]
    /// `default`, `null`, `file`, or the name of the output chosen, there or not.
    let choice: String

    init(_ list: OutputList) {
        outputs = list.rows.map { row in
            Row(
                name: row.device.name, description: row.device.description,
                isDefault: row.device.isDefault, isChosen: row.isChosen,
                levelAtFullScale: row.calibration?.levelAtFullScale,
                measured: row.headset?.measured)
        }
        choice =
            switch list.choice {
            case .default: "default"
            case .null: "null"
            case .file: "file"
            case .device(let name): name
            }
    }
}
