// A system call that failed, in words.
import Foundation

/// What could not be done and what the system said of it.
public struct SystemError: Error, CustomStringConvertible, Equatable {
    public let attempt: String
    public let code: Int32

    /// Takes the code from `errno`, so make it right after the failed call.
    public init(_ attempt: String, code: Int32 = errno) {
        self.attempt = attempt
        self.code = code
    }

    public var description: String {
        "could not \(attempt): \(String(cString: strerror(code)))"
    }
}
