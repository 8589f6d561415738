// How a clip is to sound, for ears that need something else than all of it.

/// A way of listening. The limiter comes after it: the ceiling holds in each.
public enum ListeningProfile: String, Sendable, Hashable, CaseIterable {
    /// All of the clip.
    case normal
    /// For tired ears: 6 LU softer, between 150 Hz and 5 kHz, where speech is understood, with
    /// slopes of 12 dB an octave.
    case gentle
    /// For the moment after a warning: rhythm and melody stay, words do not. Nothing above 300 Hz,
    /// with a slope of 48 dB an octave: no formant that tells one vowel from another is left.
    case muffled
}
