// `earshot shift preferences`: what a reviewer does not want to be handed, and what helps them.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct ShiftPreferencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preferences",
        abstract: "See and change what you are handed, and how.",
        discussion: """
            Nobody else is told. What you avoid goes to colleagues, without a word.

              earshot shift preferences
              earshot shift preferences --avoid child_abuse --allow grief_distress
              earshot shift preferences --after-grave benign --muffle on
            """)

    @Option(help: ArgumentHelp("A category not to hand to you; may be repeated.", valueName: "id"))
    var avoid: [String] = []

    @Option(help: ArgumentHelp("A category to hand to you again.", valueName: "id"))
    var allow: [String] = []

    @Option(help: "Where the desk goes after a P0 or P1: pause or benign.")
    var afterGrave: CarePreferences.AfterGrave?

    @Option(help: "Whether the desk warns before what may be hard to hear: on or off.")
    var warn: Switch?

    @Option(help: "Whether what it warns of sounds muffled at first: on or off.")
    var muffle: Switch?

    @OptionGroup var place: WorkspaceOptions

    /// On or off.
    enum Switch: String, ExpressibleByArgument, CaseIterable {
        case on, off
    }

    func validate() throws {
        let known = try TradeData.load().incidents.categories.map(\.id)
        for category in avoid + allow where !known.contains(category) {
            throw ValidationError(
                "There is no category of that name; there is \(known.joined(separator: ", ")).")
        }
    }

    func run() throws {
        let seat = try place.seat()
        let before = try seat.store.shifts.care(seat.person.id)
        var care = before
        care.avoids.formUnion(avoid)
        care.avoids.subtract(allow)
        care.afterGrave = afterGrave ?? care.afterGrave
        care.warns = warn.map { $0 == .on } ?? care.warns
        care.muffles = muffle.map { $0 == .on } ?? care.muffles
        if care != before { try seat.store.shifts.setCare(seat.person.id, care) }
        let avoided = care.avoids.sorted().joined(separator: ", ")
        Output.lines(
            TextTable.lines([
                ["Not handed to you", avoided.isEmpty ? "nothing is left out" : avoided],
                ["After a P0 or P1", care.afterGrave.rawValue],
                ["Warnings", care.warns ? "on" : "off"],
                ["Muffled at first", care.muffles ? "on" : "off"],
            ]))
    }
}

extension CarePreferences.AfterGrave: ExpressibleByArgument {}
