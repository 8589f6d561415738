// The JSON of `earshot status`, in the shape outsiders rely on: every key is always there.
import Store

/// Keys may be added, never renamed nor left out.
struct StatusDocument: Encodable {
    private let status: WorkspaceStatus
    /// Handles in the table of people that are not there as the log has them.
    private let notAsLogged: [String]

    init(_ status: WorkspaceStatus, notAsLogged: [String]) {
        self.status = status
        self.notAsLogged = notAsLogged
    }

    private enum Key: String, CodingKey {
        case workspace, queues, people, notAsLogged, incidents, reviewsOwed
    }

    func encode(to encoder: any Encoder) throws {
        var document = encoder.container(keyedBy: Key.self)
        try document.encode(status.workspace, forKey: .workspace)
        try document.encode(status.queues, forKey: .queues)
        try document.encode(status.people.map(PersonEntry.init), forKey: .people)
        try document.encode(notAsLogged, forKey: .notAsLogged)
        try document.encode(status.incidents, forKey: .incidents)
        try document.encode(status.reviewsOwed, forKey: .reviewsOwed)
    }
}

/// A person's entry, with `queue` null where they sit at none.
private struct PersonEntry: Encodable {
    let person: WorkspaceStatus.PersonCounts

    private enum Key: String, CodingKey {
        case name, roles, queue, onShift, annotatedToday
    }

    func encode(to encoder: any Encoder) throws {
        var entry = encoder.container(keyedBy: Key.self)
        try entry.encode(person.name, forKey: .name)
        try entry.encode(person.roles.map(\.rawValue).sorted(), forKey: .roles)
        try entry.encode(person.queue, forKey: .queue)
        try entry.encode(person.onShift, forKey: .onShift)
        try entry.encode(person.annotatedToday, forKey: .annotatedToday)
    }
}
