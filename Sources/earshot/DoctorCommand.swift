// `earshot doctor`: what works here, and what to do about the rest.
import ArgumentParser
import Foundation
import Workstation

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check terminal, locale, colours, audio, store, keys and clock.",
        discussion: """
            Exit 0 when one can work here, 1 when something is broken.

              earshot doctor
              earshot doctor --deep --json

            Measure a headset, so that the day's sound is told in decibels at the ear:
              earshot doctor --calibrate
            """)

    @Flag(help: "Print one JSON document.")
    var json = false

    @Flag(help: "Read the whole database to check it.")
    var deep = false

    @OptionGroup var calibration: CalibrationOptions

    @OptionGroup var place: WorkspaceOptions

    private struct Report: Encodable {
        let works: Bool
        let findings: [Finding]
    }

    func run() throws {
        let surroundings = Surroundings.current()
        if calibration.calibrate { return try calibration.run(surroundings, json: json) }
        let findings = Doctor(
            surroundings, workspace: surroundings.workspace(option: place.workspace), deep: deep
        ).examine()
        let works = !findings.contains { $0.condition == .broken }
        if json {
            try Output.json(Report(works: works, findings: findings))
        } else {
            findings.forEach(show)
        }
        if !works { throw ExitStatus.failed }
    }

    private func show(_ finding: Finding) {
        let width = 22
        let head = [(finding.area, 11), (finding.condition.rawValue, 9)].map { word, width in
            word + String(repeating: " ", count: max(1, width - word.count))
        }.joined()
        Output.line(head.padding(toLength: width, withPad: " ", startingAt: 0) + finding.detail)
        if let remedy = finding.remedy {
            Output.line(String(repeating: " ", count: width) + remedy)
        }
    }
}
