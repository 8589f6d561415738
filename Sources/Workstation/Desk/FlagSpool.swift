// Flags on their way to the store: kept on disk from the moment they are said until it has them.
import Foundation
import ReviewCore
import Store
import Vault

/// An annotation with a flag, sealed, and what the store needs to take it.
struct SpooledFlag: Sendable, Equatable {
    let annotation: SealedAnnotation
    /// Absent where an annotation is amended.
    let token: FencingToken?
    let replaces: AnnotationID?
    /// Whether the annotation is to be submitted; else its flag is raised and nothing more.
    var submits = true
}

/// The flags of one person that the store does not have yet, a file each: whole or not there, on
/// disk when it is said so, for their eyes only. Nothing readable is in them beyond the codes that
/// the database has in the clear.
struct FlagSpool: Sendable {
    private let folder: URL

    init(_ surroundings: Surroundings, person: PersonID) {
        folder = surroundings.state.appending(path: "flags/\(person)")
    }

    func keep(_ flag: SpooledFlag) throws {
        let data = try JSONEncoder().encode(Form(flag))
        try document(of: flag.annotation.clip).write(data)
    }

    func drop(_ clip: ClipID) {
        unlink(document(of: clip).file.path)
    }

    /// What is kept, the oldest first, and what is wrong with a file, for its person to know.
    func kept() -> (flags: [SpooledFlag], troubles: [String]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var flags: [SpooledFlag] = []
        var troubles: [String] = []
        for name in names.sorted() where name.hasSuffix(Self.suffix) {
            let document = PrivateDocument(file: folder.appending(path: name))
            switch document.read() {
            case .absent: break
            case .text(let data):
                if let form = try? JSONDecoder().decode(Form.self, from: data) {
                    flags.append(form.spooled)
                } else {
                    let kept = document.setAside() ?? name
                    troubles.append(
                        "A flag that was kept cannot be read, and lies in \(folder.path)/\(kept);"
                            + " tell your supervisor that one is missing")
                }
            // It may be readable later: nothing is moved.
            case .unreadable:
                troubles.append(
                    "A flag that is kept may not be read: \(folder.path)/\(name); see whose it is")
            }
        }
        flags.sort { $0.annotation.submittedAt < $1.annotation.submittedAt }
        return (flags, troubles)
    }

    /// The flags alone.
    func waiting() -> [SpooledFlag] { kept().flags }

    private static let suffix = ".flag"

    private func document(of clip: ClipID) -> PrivateDocument {
        PrivateDocument(file: folder.appending(path: clip.description + Self.suffix))
    }

    /// The shape of a file.
    private struct Form: Codable {
        var id: AnnotationID
        var clip: ClipID
        var person: PersonID
        var outcome: Outcome
        var judgments: Judgments
        var correctedIntent: String?
        var flag: Flag?
        var flagNote: Data?
        var flagSaidAt: Timestamp?
        var seconds: Double
        var heardSeconds: Double
        var coverage: Double
        var plays: Int
        var keystrokes: Int
        var listening: ClipCoverage
        var submittedAt: Timestamp
        var content: Data
        var token: FencingToken?
        var replaces: AnnotationID?
        var submits: Bool

        init(_ spooled: SpooledFlag) {
            let annotation = spooled.annotation
            id = annotation.id
            clip = annotation.clip
            person = annotation.person
            outcome = annotation.outcome
            judgments = annotation.judgments
            correctedIntent = annotation.correctedIntent
            flag = annotation.flag
            if case .sealed(let bytes) = annotation.flagNote { flagNote = bytes }
            flagSaidAt = annotation.flagSaidAt
            let effort = annotation.effort
            // As the store keeps them, and as they are bound.
            func finite(_ value: Double) -> Double { value.isFinite ? value : 0 }
            seconds = finite(effort.seconds)
            heardSeconds = finite(effort.heardSeconds)
            coverage = finite(effort.coverage)
            plays = effort.plays
            keystrokes = effort.keystrokes
            listening = effort.listening
            submittedAt = annotation.submittedAt
            content = annotation.content
            token = spooled.token
            replaces = spooled.replaces
            submits = spooled.submits
        }

        var spooled: SpooledFlag {
            var annotation = SealedAnnotation(
                id: id, clip: clip, person: person, outcome: outcome, judgments: judgments,
                correctedIntent: correctedIntent, flag: flag,
                effort: Effort(
                    seconds: seconds, heardSeconds: heardSeconds, coverage: coverage,
                    plays: plays, keystrokes: keystrokes, listening: listening),
                submittedAt: submittedAt, content: content)
            annotation.flagNote = flagNote.map(CustodyText.sealed)
            annotation.flagSaidAt = flagSaidAt
            return SpooledFlag(
                annotation: annotation, token: token, replaces: replaces, submits: submits)
        }
    }
}
