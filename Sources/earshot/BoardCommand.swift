// `earshot board`: the supervisor's screen.
import ArgumentParser
import Foundation
import Workstation

struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: "Watch and steer queues, people and incidents.",
        discussion: """
            What needs you is on top. Enter opens what is marked, ? shows every key, q leaves. It \
            is live: what a colleague does is there within a second.

              earshot board
              earshot status --watch      the same figures in lines
            """)

    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let opening = try BoardOpening(.current())
        Output.complain(opening.complaints)
        let ending = try opening.run(
            try place.seat(), elsewise: "use 'earshot status --watch', or 'earshot queue'")
        if ending == .ended { throw ExitStatus.interrupted }
    }
}
