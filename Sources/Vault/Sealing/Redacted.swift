// What print, dump and a debugger's summary may show of a value that holds secrets: its type.

/// A value that never shows its content when printed, interpolated, dumped or reflected.
public protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{}

extension Redacted {
    public var description: String { "\(Self.self)(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
