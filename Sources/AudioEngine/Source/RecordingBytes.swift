// The encoded bytes of a recording, wherever they are kept.

/// Bytes that are read in place and never copied: decrypted audio stays in the memory it was
/// opened into, for as long as the clip is on the desk.
///
/// The bytes must not change. `Vault`'s `SecretBytes` has this shape already.
public protocol RecordingBytes: Sendable {
    /// Bytes there are.
    var count: Int { get }

    /// Reads the bytes where they are. The pointer is good only inside `body`.
    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result
}

/// Bytes that are no secret, such as a file on its way in.
public struct PlainBytes: RecordingBytes {
    private let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var count: Int { bytes.count }

    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
            try body(UnsafeRawBufferPointer(buffer))
        }
    }
}
