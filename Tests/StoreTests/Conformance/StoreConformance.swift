// What every engine behind the port must do; an engine's tests run it with a factory of theirs.
import ReviewCore
import Store
import Testing

/// One requirement, tried on an empty store.
struct StoreConformance: Sendable, CustomTestStringConvertible {
    let name: String
    let check: @Sendable (Workplace) throws -> Void

    var testDescription: String { name }

    init(_ name: String, _ check: @escaping @Sendable (Workplace) throws -> Void) {
        self.name = name
        self.check = check
    }

    static let all =
        registers + claims + leases + submissions + amendments + deletions + reading + consents
        + erasures + shifts
}
