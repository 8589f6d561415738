// Entries of the log, in lines and as JSON.
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

/// Prints entries as they are read, so that a long log needs no memory.
struct AuditListing {
    private let store: ReviewStore
    private let filter: AuditFilter
    private let last: Int?

    private static let pageLength = 1000

    /// - Parameter store: in the hands of somebody who may read the log; refused to others.
    init(_ store: ReviewStore, filter: AuditFilter, last: Int?) {
        self.store = store
        self.filter = filter
        self.last = last
    }

    static func person(_ name: String, in store: ReviewStore) throws -> PersonID {
        guard let member = try store.people.named(name) else {
            throw WorkspaceError.noSuchPerson(name)
        }
        return member.person.id
    }

    /// Prints what there is; answers where to go on.
    func printLines(from start: Int64? = nil, isStopped: () -> Bool) throws -> Int64 {
        let names = try names()
        return try forEach(from: start, isStopped: isStopped) { row in
            Output.line(AuditLine(row, names: names).text)
        }
    }

    func printJSON() throws {
        let names = try names()
        let isBroken = { Output.isBroken }
        var isFirst = true
        Output.text("[")
        _ = try forEach(from: nil, isStopped: isBroken) { row in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let line = try encoder.encode(AuditDocument(row, names: names))
            Output.text((isFirst ? "\n" : ",\n") + String(decoding: line, as: UTF8.self))
            isFirst = false
        }
        Output.line("\n]")
    }

    private func names() throws -> [PersonID: String] {
        let members = try store.people.list()
        return Dictionary(
            members.map { ($0.person.id, $0.person.name) }, uniquingKeysWith: { one, _ in one })
    }

    /// Hands over every entry that is asked for, or the last of them; answers the log's length.
    private func forEach(
        from start: Int64?, isStopped: () -> Bool, _ body: (StoredAuditEntry) throws -> Void
    ) throws -> Int64 {
        let length = try store.audit.length()
        var next: Int64? = start ?? beginning(length)
        var newest: [StoredAuditEntry] = []
        while let from = next, from < length, !isStopped() {
            let page = try store.audit.page(filter, from, Self.pageLength)
            // What came after the length was asked for is left to the next call.
            let entries = page.entries.filter { $0.sequence < length }
            if start == nil, let last {
                newest = Array((newest + entries).suffix(last))
            } else {
                try entries.forEach(body)
            }
            next = page.next
        }
        try newest.forEach(body)
        return length
    }

    /// Where everything is asked for, the last ones are at the end.
    private func beginning(_ length: Int64) -> Int64 {
        guard let last, filter == AuditFilter() else { return 0 }
        return max(0, length - Int64(last))
    }
}

/// One entry in one line.
private struct AuditLine {
    let text: String

    init(_ row: StoredAuditEntry, names: [PersonID: String]) {
        let number = String(row.sequence).leftPadded(to: 6)
        guard let entry = AuditEntryFormat.decode(row.entry.bytes) else {
            text = "\(number)  does not read; see 'earshot audit verify'"
            return
        }
        let event = entry.event
        var words = event.facts.compactMap(\.words)
        if case .person(let person) = event.subject, let name = names[person] {
            words.insert(name, at: 0)
        }
        let columns = [
            number, entry.at.date.formatted(.iso8601),
            (names[entry.actor] ?? entry.actor.short).padded(to: 10),
            event.action.rawValue.padded(to: 21), event.subject.words.padded(to: 15),
            words.joined(separator: ", "),
        ]
        text = columns.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}

/// One entry for scripts.
private struct AuditDocument: Encodable {
    struct Subject: Encodable {
        let kind: String
        let id: String?
    }
    struct Fact: Encodable {
        let name: String
        let value: String
    }

    let sequence: Int64
    var at: String?
    var actor: String?
    var actorName: String?
    var action: String?
    var purpose: String?
    var subject: Subject?
    var facts: [Fact]?

    init(_ row: StoredAuditEntry, names: [PersonID: String]) {
        sequence = row.sequence
        guard let entry = AuditEntryFormat.decode(row.entry.bytes) else { return }
        at = entry.at.date.formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        actor = entry.actor.description
        actorName = names[entry.actor]
        action = entry.event.action.rawValue
        purpose = entry.event.purpose.rawValue
        subject = Subject(kind: entry.event.subject.kind, id: entry.event.subject.id)
        facts = entry.event.facts.map { Fact(name: $0.name, value: $0.value) }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
