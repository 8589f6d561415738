// What a test reads when a program did not do what was waited for.

/// A failed step of a harness, with all a person needs to see why.
public struct HarnessFailure: Error, CustomStringConvertible, Sendable {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }

    /// A failed call of the system.
    init(_ call: String, code: Int32) {
        self.init("\(call): \(Errno.text(code))")
    }
}
