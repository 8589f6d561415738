// Annotations sealed without their codes: for callers that have not moved to the bound ones.
import Foundation
import ReviewCore

extension OpenedClipKeys {
    /// Seals the words alone; what this seals, only the `openAnnotation` beside it opens.
    public func seal(
        _ content: AnnotationContent, as id: AnnotationID, by person: PersonID
    ) throws(VaultError) -> Data {
        try SealedJSON.seal(
            content, with: textKey.get(),
            for: .annotation(id, clip: clip, person: person, codes: []))
    }

    /// Opens what the `seal` beside it sealed.
    public func openAnnotation(
        _ sealed: Data, id: AnnotationID, by person: PersonID
    ) throws(VaultError) -> AnnotationContent {
        try SealedJSON.open(
            AnnotationContent.self, from: sealed, with: textKey.get(),
            for: .annotation(id, clip: clip, person: person, codes: []))
    }
}
