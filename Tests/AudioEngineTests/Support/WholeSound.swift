// The samples of a clip that is held whole.
import Testing

@testable import AudioEngine

extension ClipSamples {
    /// All samples; none of a streamed sound.
    var array: [Float] {
        if case .whole(let sound) = self { sound.array } else { [] }
    }
}
