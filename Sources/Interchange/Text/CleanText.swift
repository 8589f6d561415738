// How outside text and outside names are made safe on one line of a manifest.
import ReviewCore

/// The trade's cleaning, fitted to fields that are one line each.
enum CleanText {
    /// `text` as `SanitizedText` leaves it, with spaces for line breaks.
    static func clean(_ text: String) -> String {
        let clean = SanitizedText(text).text
        return clean.utf8.contains(0x0A) ? clean.replacing("\n", with: " ") : clean
    }

    /// Whether a name can be taken as it stands. Its bytes are what tells it from others, so it is
    /// never changed, not even to NFC: it is taken or refused.
    static func isClean(_ name: String) -> Bool {
        !name.utf8.contains { $0 < 0x20 } && SanitizedText(name).removedCount == 0
    }
}
