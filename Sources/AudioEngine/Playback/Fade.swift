// How sound sets in and leaves off without a click.
import Glibc

/// Raised-cosine fades, by distance in frames from the edge.
enum Fade {
    /// 20 ms where sound sets in.
    static let rising = Engine.rate / 50
    /// 5 ms where a loop turns back.
    static let falling = Engine.rate / 200

    /// The factor `frames` after sound set in.
    static func rise(_ frames: Int) -> Float { curve(frames, over: rising) }

    /// The factor `frames` before sound leaves off.
    static func fall(_ frames: Int) -> Float { curve(frames, over: falling) }

    private static func curve(_ frames: Int, over length: Int) -> Float {
        guard frames < length else { return 1 }
        return 0.5 - 0.5 * cos(.pi * Float(max(0, frames)) / Float(length))
    }
}
