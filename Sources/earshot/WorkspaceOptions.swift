// How commands find their workspace, the person at work and a queue.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

/// Options of every command that works in a workspace.
struct WorkspaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The workspace's directory.",
            discussion: "EARSHOT_WORKSPACE wins over it; without either, the XDG data directory.",
            valueName: "dir"))
    var workspace: String?

    @OptionGroup var passphrase: PassphraseOptions

    /// The workspace, opened.
    func open() throws -> Workspace {
        try Workspace.open(Surroundings.current().workspace(option: workspace))
    }

    /// The workspace for a look that takes no key, and its store as whoever sits here may use it.
    func glance() throws -> (workspace: Workspace, store: ReviewStore) {
        let workspace = try open()
        return (workspace, try Seat.glance(at: workspace, surroundings: .current()))
    }

    /// Who works here, held to the log; as `glance` allows.
    func people() throws -> KnownPeople {
        let (workspace, store) = try glance()
        _ = try store.people.list()
        var glance = PeopleGlance(workspace, surroundings: .current())
        return try glance.read()
    }

    /// The workspace in the hands of whoever sits here, without a look at their log.
    func take(anew: Bool = false) throws -> Seat {
        try Seat.take(
            in: open(), surroundings: .current(), anew: anew, unlock: passphrase.asking().unlock)
    }

    /// The workspace, opened by whoever sits here.
    func seat() throws -> Seat {
        let seat = try take()
        do {
            try seat.log.requireSamePast()
        } catch {
            // Said and not refused: somebody has to be able to look into it.
            Output.complain("earshot: \(error)")
        }
        if !seat.missingKeys.isEmpty {
            let keys = PersonWords.list(seat.missingKeys.map(\.rawValue))
            Output.complain(
                "earshot: your grant of the key \(keys) is in the log and gone from the database;"
                    + " have a custodian run: earshot person grant \(seat.person.name)")
        }
        return seat
    }
}

extension Seat {
    /// The queue of that name; without a name the one a reviewer is offered first, else the first
    /// open one by name.
    func queue(named name: String?) throws -> Queue {
        let queues = try store.queues.list()
        guard let name else {
            let offered = try person.roles.contains(.reviewer) ? store.board.offered(person.id) : []
            let first =
                queues.first { $0.id == offered.first } ?? queues.first(where: \.isOpen)
                ?? queues.first
            guard let first else { throw QueueError.noQueues }
            return first
        }
        guard let queue = try store.queues.named(name) else {
            throw queues.isEmpty
                ? QueueError.noQueues : QueueError.noSuchQueue(name, queues.map(\.name))
        }
        return queue
    }

    /// As `queue(named:)`; refused where the queue is reserved for others.
    func queueToReview(named name: String?) throws -> Queue {
        let queue = try queue(named: name)
        let isTheirs = try !queue.isOpen || store.board.offered(person.id).contains(queue.id)
        guard isTheirs else { throw QueueError.reserved(queue.name) }
        return queue
    }
}
