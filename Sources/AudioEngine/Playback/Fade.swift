// How sound sets in and leaves off without a click.
import Glibc

/// Raised-cosine fades, by distance in frames from the edge.
enum Fade {
    /// 20 ms where sound sets in, leaves off or goes over into other sound.
    static let length = Engine.rate / 50
    /// 5 ms at the clip's own end, which may be cut in the middle of a word.
    static let closing = Engine.rate / 200

    /// The factor `frames` after sound set in.
    static func rise(_ frames: Int) -> Float { curve(frames, over: length) }

    /// The factor `frames` before the clip's end.
    static func close(_ frames: Int) -> Float { curve(frames, over: closing) }

    /// The factor `frames` into a fall to nothing that takes `length`.
    static func fall(_ frames: Int, over length: Int) -> Float {
        curve(length - frames, over: length)
    }

    private static func curve(_ frames: Int, over length: Int) -> Float {
        guard frames < length else { return 1 }
        return 0.5 - 0.5 * cos(.pi * Float(max(0, frames)) / Float(length))
    }
}
