// Annotations come in and are amended: annotation, history, clip and draft in one transaction.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func submit(
        _ annotation: SealedAnnotation, _ token: FencingToken
    ) throws(StoreError) -> SubmitAnswer {
        try write { db in
            if let known = try db.revision(of: annotation) { return .stored(revision: known) }
            guard let clip = try db.standing(of: annotation.clip) else {
                return .refused(.unknownClip)
            }
            let person = try db.seq(of: annotation.person)
            if let refusal = clip.refusal(of: person, with: token) { return .refused(refusal) }
            guard try db.current(clip.seq, person) == nil else {
                return .refused(.alreadySubmitted)
            }
            if !clip.queueIsOpen {
                // A live lease is a promise; one that ran out is not.
                guard let expires = clip.leaseExpires, expires > annotation.submittedAt else {
                    return .refused(.queueClosed)
                }
            }
            let revision = try db.insert(annotation, clip.seq, clip.queue, person)
            let incident = try db.raiseFlag(annotation, clip.seq, person)
            try db.expose(annotation, clip.seq, person)
            try db.deleteDraft(clip.seq, person)
            try db.rest(clip.seq)
            try log(
                annotation.events(.annotationSubmitted, revision) + incident, by: annotation.person,
                at: annotation.submittedAt, in: db)
            return .stored(revision: revision)
        }
    }

    func raiseFlag(of annotation: SealedAnnotation) throws(StoreError) -> Bool {
        try write { db in
            guard let clip = try db.standing(of: annotation.clip) else { return false }
            // Of an erased clip the alarm stays, and nothing that was said of it.
            var annotation = annotation
            if clip.state == .erased { annotation.flagNote = nil }
            let person = try db.seq(of: annotation.person)
            let incident = try db.raiseFlag(annotation, clip.seq, person)
            try db.expose(annotation, clip.seq, person)
            try log(incident, by: annotation.person, at: annotation.submittedAt, in: db)
            return true
        }
    }

    func amend(
        _ annotation: SealedAnnotation, replacing: AnnotationID
    ) throws(StoreError) -> SubmitAnswer {
        guard annotation.id != replacing else {
            throw StoreError(.misuse("an amendment has an id of its own"))
        }
        return try write { db in
            if let known = try db.revision(of: annotation) { return .stored(revision: known) }
            guard let clip = try db.standing(of: annotation.clip) else {
                return .refused(.unknownClip)
            }
            if let closed = clip.closedRefusal { return .refused(closed) }
            let person = try db.seq(of: annotation.person)
            guard let current = try db.current(clip.seq, person) else {
                return .refused(.notSubmitted)
            }
            guard current.id == replacing else { return .refused(.amendedMeanwhile) }
            if let refusal = clip.refusal(toTurn: current.outcome, into: annotation.outcome) {
                return .refused(refusal)
            }
            try db.stand(current.seq, .replaced)
            let revision = try db.insert(
                annotation, clip.seq, clip.queue, person, replacing: current)
            let incident = try db.raiseFlag(annotation, clip.seq, person)
            try db.expose(annotation, clip.seq, person)
            try db.deleteDraft(clip.seq, person)
            if clip.state != .leased { try db.rest(clip.seq) }
            try log(
                annotation.events(.annotationAmended, revision) + incident, by: annotation.person,
                at: annotation.submittedAt, in: db)
            return .stored(revision: revision)
        }
    }
}

extension ClipStanding {
    /// Whoever skipped a clip gave it to others: once one of them has it, or is done with it,
    /// the skip may be reworded but not turned into work on the clip.
    fileprivate func refusal(toTurn old: OutcomeCode, into outcome: Outcome) -> Refusal? {
        guard OutcomeCode(outcome) != old else { return nil }
        if state == .leased { return .takenByAnother }
        return old == .skipped && state != .skipped ? .alreadySubmitted : nil
    }
}

extension Database {
    /// The revision under which an annotation was stored already: a retry after a crash.
    fileprivate func revision(of annotation: SealedAnnotation) throws -> Int? {
        let known = try row(
            """
            SELECT revision, clip.id, person.id FROM \(annotationSource) WHERE annotation.id = ?
            """, [annotation.id.uuid])
        guard let known else { return nil }
        guard known[1] == annotation.clip.uuid, known[2] == annotation.person.uuid else {
            throw StoreError(.misuse("an annotation id names one clip and person"))
        }
        return known[0]
    }

    /// Changes how an annotation counts; nothing else of it ever changes.
    func stand(_ annotation: Int64, _ standing: AnnotationRecord.Standing) throws {
        try run(
            "UPDATE annotation SET standing = ? WHERE seq = ?", [standing.rawValue, annotation])
    }
}
