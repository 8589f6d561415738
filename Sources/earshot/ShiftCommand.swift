// `earshot shift`: a reviewer's own shift, clocked in and out, and told to them alone.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct ShiftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shift",
        abstract: "Your own shift: clock in and out, take a break, see how it goes.",
        discussion: """
            Opening the desk clocks you in; leaving it does not clock you out. What is told here is \
            told to you alone, so it takes your keys.

              earshot shift status
              earshot shift break
              earshot shift out
            """,
        subcommands: [
            Status.self, In.self, Out.self, Break.self, ShiftPreferencesCommand.self,
        ],
        defaultSubcommand: Status.self)

    struct In: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Clock in, or come back from a break.",
            discussion: """
                A shift that is under way goes on.

                  earshot shift in
                """)
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let (person, now) = (seat.person.id, Timestamp.now)
            let zone = TimeZone.current.identifier
            let shift = try seat.store.shifts.attend(person, zone, now)
            _ = try seat.store.shifts.endRest(person, now)
            Output.line(
                shift.beganAt == now
                    ? "Clocked in. 'earshot shift out' ends the shift."
                    : "Your shift of \(shift.day) goes on.")
        }
    }

    struct Out: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Clock out.",
            discussion: """
                  earshot shift out
                """)
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let now = Timestamp.now
            guard let shift = try seat.store.shifts.end(seat.person.id, now) else {
                throw ShiftRefusal.notOnShift
            }
            Output.line(
                "Clocked out: \(ShiftWords.duration(shift.workedSeconds(at: now))) of work,"
                    + " \(ShiftWords.duration(shift.restSeconds(at: now))) of rest.")
        }
    }

    struct Break: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a break; 'earshot shift in' ends it, and so does opening the desk.",
            discussion: """
                  earshot shift break
                """)
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            guard try seat.store.shifts.beginRest(seat.person.id, .break, .now) != nil else {
                throw ShiftRefusal.notOnShift
            }
            Output.line("A break. 'earshot shift in' or the desk ends it.")
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how your shift goes.",
            discussion: """
                  earshot shift status
                """)
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let (person, now) = (seat.person.id, Timestamp.now)
            guard let shift = try seat.store.shifts.current(person, now) else {
                return Output.line(
                    "You are not on shift; 'earshot shift in' or the desk begins one.")
            }
            let times = try seat.store.sittings.submitTimes(person, shift.beganAt)
            Output.lines(
                ShiftWords.lines(
                    ShiftProgress(shift, submissions: times),
                    past: try seat.store.shifts.past(person, now, 20),
                    met: try seat.store.shifts.exposure(
                        person, ExposureLedger.start(of: shift, at: now)), now: now))
        }
    }
}

/// Why nothing of a shift was done.
enum ShiftRefusal: Error, CustomStringConvertible {
    case notOnShift

    var description: String {
        "you are not on shift, so there is nothing to end or to rest from; 'earshot shift in'"
            + " begins one"
    }
}

/// A shift in lines for whose it is.
enum ShiftWords {
    static func lines(
        _ progress: ShiftProgress, past: [PastShift], met: ExposureLedger, now: Timestamp
    ) -> [String] {
        let shift = progress.shift
        var rows = [
            ["Shift of", shift.day],
            ["Work", duration(shift.workedSeconds(at: now))],
            [
                "Rest",
                duration(shift.restSeconds(at: now)) + (shift.openRest == nil ? "" : ", now"),
            ],
            ["Clips", progress.done.grouped],
        ]
        if let rate = progress.hourlyRate(at: now) {
            let usual = past.usualRate.map { ", usual for you \(Int($0.rounded()))" } ?? ""
            rows.append(["An hour", "\(Int(rate.rounded()))\(usual)"])
        }
        let flags = met.counts.map { "\($0.count) \($0.severity.rawValue)" }.joined(separator: ", ")
        rows.append([
            "Flagged",
            flags.isEmpty
                ? "nothing"
                : "\(flags), \(duration(met.heardSeconds)) heard;"
                    + " \(met.points) of \(ExposureLedger.cap) points",
        ])
        return TextTable.lines(rows)
    }

    static func duration(_ seconds: Double) -> String {
        guard seconds >= 60 else { return "\(Int(max(0, seconds))) s" }
        let minutes = Int(seconds / 60)
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
