// `earshot queue`: queues opened, closed, ranked and reserved, for scripts.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Open, close, rank and reserve queues.",
        discussion: """
            The board does the same with keys; 'earshot status' lists the queues.

              earshot queue close english
              earshot queue rank urgent 5
              earshot queue reserve spanish --for ana --for bo
              earshot queue reserve spanish
            """,
        subcommands: [Open.self, Close.self, Rank.self, Reserve.self])

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hand out its clips again.")

        @Argument(help: "The queue.") var queue: String
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let queue = try seat.queue(named: queue)
            try seat.store.queues.setOpen(queue.id, true, .now)
            Output.line("\(SanitizedText(queue.name).text) is open.")
        }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hand out nothing more; what is in hand may be finished.")

        @Argument(help: "The queue.") var queue: String
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let queue = try seat.queue(named: queue)
            try seat.store.queues.setOpen(queue.id, false, .now)
            Output.line("\(SanitizedText(queue.name).text) is closed.")
        }
    }

    struct Rank: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how soon it is offered: the higher before the others.")

        @Argument(help: "The queue.") var queue: String
        @Argument(help: "0 to 9; a new queue has 0.") var priority: Int
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            guard BoardQueue.priorities.contains(priority) else {
                throw ValidationError("A priority is 0 to 9.")
            }
        }

        func run() throws {
            let seat = try place.seat()
            let queue = try seat.queue(named: queue)
            try seat.store.board.setPriority(queue.id, priority, .now)
            Output.line("\(SanitizedText(queue.name).text) has priority \(priority).")
        }
    }

    struct Reserve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep it for some people; for everybody where nobody is named.")

        @Argument(help: "The queue.") var queue: String
        @Option(
            name: .customLong("for"),
            help: ArgumentHelp("Somebody it is for; say it once for each.", valueName: "person"))
        var people: [String] = []
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let queue = try seat.queue(named: queue)
            let ids = try people.map { name in
                guard let member = try seat.store.people.named(name) else {
                    throw WorkspaceError.noSuchPerson(name)
                }
                return member.person.id
            }
            try seat.store.board.reserve(queue.id, Set(ids), .now)
            let name = SanitizedText(queue.name).text
            Output.line(
                ids.isEmpty
                    ? "\(name) is for everybody."
                    : "\(name) is for \(people.sorted().joined(separator: ", ")) alone.")
        }
    }
}
