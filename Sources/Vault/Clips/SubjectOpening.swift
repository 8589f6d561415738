// Everything of a clip, opened for the person it is about (GDPR Art. 20), as far as one's keys go.
import Foundation
import ReviewCore

/// What a clip holds of its people, readable.
public struct SubjectClip: Sendable, Redacted {
    public let clip: Clip
    /// Every annotation with what it says, oldest first.
    public let annotations: [(sealed: SealedAnnotation, content: AnnotationContent)]
    public let location: Coordinates?
    public let contacts: [Contact]
}

extension ClipVault {
    /// Opens a clip whole, for a copy to the person it is about. Needs `text`; a field of a class
    /// that is not held is left out, and so are the ids it came with: those take two people, and
    /// the person knows their own.
    public func openForSubject(
        _ sealed: SealedClip, annotations: [SealedAnnotation]
    ) throws(VaultError) -> SubjectClip {
        let keys = openKeys(of: sealed)
        var opened: [(SealedAnnotation, AnnotationContent)] = []
        for annotation in annotations {
            opened.append((annotation, try keys.open(annotation)))
        }
        let hasLocation = sealed.fields[.location] != nil
        let hasContacts = sealed.fields[.contacts] != nil
        return SubjectClip(
            clip: try keys.open(sealed), annotations: opened,
            location: hasLocation
                ? try ifHeld { () throws(VaultError) in try location(of: sealed).point } : nil,
            contacts: hasContacts
                ? try ifHeld { () throws(VaultError) in try self.contacts(of: sealed) } ?? [] : [])
    }

    private func ifHeld<Value>(
        _ open: () throws(VaultError) -> Value
    ) throws(VaultError) -> Value? {
        do throws(VaultError) {
            return try open()
        } catch .classNotHeld {
            return nil
        }
    }
}
