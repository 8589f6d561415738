// `earshot review`: the desk.
import ArgumentParser
import Foundation
import Workstation

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Open the desk and review a queue.",
        discussion: """
            Enter submits and the next clip is sounding; ? shows every key; q leaves. What you \
            type is saved as you type, and a clip you left half done is there next time.

              earshot review --queue english
              earshot review --queue english --linear
              EARSHOT_AUDIO=null earshot review
            """)

    @Option(help: ArgumentHelp("The queue; the first open one when left out.", valueName: "name"))
    var queue: String?

    @Flag(help: "Work in plain lines: for screen readers, dumb terminals and pipes.")
    var linear = false

    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let opening = try DeskOpening(.current())
        Output.complain(opening.complaints)
        // The chair alone holds the seat, so that a locked desk has no key left.
        let chair = Chair(try place.seat())
        let name = queue
        let queue = try chair.withSeat { try $0.queueToReview(named: name) }
        let ending =
            linear
            ? try opening.runLinear(chair, queue)
            : try opening.run(
                chair, queue, elsewise: "use 'earshot review --linear', or 'earshot status'")
        if ending == .ended { throw ExitStatus.interrupted }
    }
}
