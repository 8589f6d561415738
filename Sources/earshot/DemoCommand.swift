// `earshot demo`: a throw-away workspace of sample clips, opened at the desk.
import ArgumentParser
import Foundation
import Workstation

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try the desk on sample clips, in a workspace that is thrown away.",
        discussion: """
            Without a terminal, a short recorded shift is played against the real program, and \
            its last screen and its export are printed. EARSHOT_SAMPLES says where the sample \
            clips are, if not beside the program.

              earshot demo
              earshot demo --queue es-CR
              earshot demo --as cleared
              earshot demo --board
            """)

    @Option(help: ArgumentHelp("en-US, es-CR, fr-FR, hi-IN or ro-RO.", valueName: "locale"))
    var queue = "en-US"

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "you; cleared, who may see locations and contacts (y); or uncleared, who may not.",
            valueName: "who"))
    var sitter = DemoWorkspace.Sitter.you

    @Flag(help: "Open the supervisor's board on a made-up morning's work.")
    var board = false

    func run() throws {
        let surroundings = Surroundings.current()
        let samples = try DemoWorkspace.samples(surroundings)
        let demo = try DemoWorkspace(surroundings)
        defer { demo.remove() }
        let founder = try demo.fill(from: samples) { Output.complain($0) }
        if board { return try showBoard(demo, founder) }
        let seat = try demo.seat(sitter, beside: founder)
        let chosen = try seat.queue(named: queue)
        let isWatched = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let opening = try DeskOpening(isWatched ? demo.surroundings : demo.surroundings.unheard)
        Output.complain(opening.complaints)
        guard isWatched else {
            return try playRecordedShift(RecordedShift(seat: seat, queue: chosen, opening: opening))
        }
        let ending = try opening.run(Chair(seat), chosen, elsewise: "")
        let done = try seat.store.records.status(.now, .now.startOfLocalDay)
            .queues.reduce(0) { $0 + $1.annotated }
        Output.line("\(done) clips annotated. The demonstration's workspace was thrown away.")
        Output.line("Make your own with: earshot init")
        if ending == .ended { throw ExitStatus.interrupted }
    }

    private func showBoard(_ demo: DemoWorkspace, _ founder: Seat) throws {
        try demo.fillHouse(founder)
        let opening = try BoardOpening(demo.surroundings)
        Output.complain(opening.complaints)
        let ending = try opening.run(founder, elsewise: "run 'earshot demo' for a recorded shift")
        Output.line("The demonstration's workspace was thrown away.")
        if ending == .ended { throw ExitStatus.interrupted }
    }

    private func playRecordedShift(_ shift: RecordedShift) throws {
        do {
            try shift.play { Output.line($0) }
        } catch DemoError.interrupted {
            throw ExitStatus.interrupted
        }
    }
}

extension Surroundings {
    /// The same where nobody listens: a recorded shift is played where there may be no sound.
    fileprivate var unheard: Surroundings {
        var unheard = self
        if self["EARSHOT_AUDIO"] == nil { unheard.environment["EARSHOT_AUDIO"] = "null" }
        return unheard
    }
}

extension DemoWorkspace.Sitter: ExpressibleByArgument {}
