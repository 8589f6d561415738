// What the store's own work looks like in the log.
import Foundation
import ReviewCore
import Vault

extension SealedAnnotation {
    /// The submit or amendment itself; a flag that came with it is logged where it is raised.
    func events(_ action: AuditAction, _ revision: Int) -> [AuditEvent] {
        let annotation = AuditEvent(
            action, .clip(clip), for: .review,
            [
                .matter(.annotation, id.uuid), .outcome(AuditOutcome(outcome)),
                .count(.revision, revision),
                .digest(.sealedAnnotation, .digest(of: content)),
            ])
        return [annotation]
    }
}

/// A batch that came in; nothing where it brought nothing new.
func imported(
    _ batch: [SealedClip], _ verdicts: [IngestVerdict], into queue: QueueID
) -> [AuditEvent] {
    let added = zip(batch, verdicts).filter { $0.1 == .added }.map(\.0)
    guard !added.isEmpty else { return [] }
    let known = verdicts.count { if case .known = $0 { true } else { false } }
    let ids = added.reduce(into: Data()) { bytes, clip in
        withUnsafeBytes(of: clip.id.uuid.uuid) { bytes.append(contentsOf: $0) }
    }
    return [
        AuditEvent(
            .clipImported, .queue(queue), for: .intake,
            [
                .count(.added, added.count), .count(.known, known),
                .count(.refused, batch.count - added.count - known),
                .digest(.clips, .digest(of: ids)),
            ])
    ]
}
