// The gate around the hand that signs: refused before it is logged, and the log's own gate.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@Suite("One person's store with a log")
struct GatedLogTests {
    private let scratch: ScratchDirectory
    private let place: LoggedPlace

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
    }

    /// As a seat has it: signed by a colleague, and behind their gate.
    private func seat(_ roles: Set<Role>) throws -> ReviewStore {
        let colleague = try place.colleague("bogdan", roles)
        return place.bare.audit.signing(AuditScribe(colleague.signer))
            .acting(as: Person(id: colleague.id, name: "bogdan", roles: roles))
    }

    private let exported = AuditEvent(.exportMade, .workspace, for: .training)

    @Test("What a role does not allow leaves neither a deed nor an entry")
    func refused() throws {
        let store = try seat([.reviewer])
        let before = try store.audit.head()
        let queue = Queue(id: place.desk.id(), name: "q", locale: "es-CR")
        #expect(throws: StoreError(.refused(DeedRefusal(.openQueue, roles: [.reviewer])))) {
            try store.queues.create(queue, place.desk.now)
        }
        #expect(throws: StoreError(.refused(DeedRefusal(.export, roles: [.reviewer])))) {
            try store.audit.append([exported], place.desk.now)
        }
        #expect(try store.audit.head() == before)
        #expect(try place.bare.queues.list().isEmpty)
    }

    @Test("What a role allows is signed by whoever does it")
    func allowed() throws {
        let store = try seat([.engineer, .supervisor])
        let queue = Queue(id: place.desk.id(), name: "q", locale: "es-CR")
        try store.queues.create(queue, place.desk.now)
        try store.audit.append([exported], place.desk.now)
        #expect(try place.actions.suffix(2) == [.queueCreated, .exportMade])
        #expect(try place.check().findings == [])
    }

    @Test("Nobody writes of what only comes by itself")
    func claimed() throws {
        let store = try seat(Set(Role.allCases))
        for action in AuditAction.allCases where action.deed == nil {
            #expect(throws: StoreError.self, "\(action)") {
                try store.audit.append(
                    [AuditEvent(action, .workspace, for: .administration)], place.desk.now)
            }
        }
    }

    @Test("The log is read by officers and custodians; all may see that it only grew")
    func reading() throws {
        let store = try seat([.reviewer, .supervisor, .engineer])
        let refusal = StoreError(
            .refused(DeedRefusal(.readLog, roles: [.reviewer, .supervisor, .engineer])))
        #expect(throws: refusal) { try store.audit.page(AuditFilter(), 0, 10) }
        #expect(throws: refusal) { try store.audit.inclusion(0) }
        #expect(try store.audit.length() == 2)
        #expect(try store.audit.consistency(1) != nil)
        // Another hand gets nobody past the gate.
        let again = store.audit.signing(AuditScribe(place.signer))
        #expect(throws: refusal) { try again.audit.page(AuditFilter(), 0, 10) }
    }

    @Test("An officer reads it", arguments: [Role.officer, .custodian])
    func readers(role: Role) throws {
        #expect(try seat([role]).audit.page(AuditFilter(), 0, 10).entries.count == 2)
    }
}
