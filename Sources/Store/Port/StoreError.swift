// What can go wrong in the store, said so that it may be printed anywhere.
import ReviewCore

/// A failure of the store. `description` names what, why and what to do, and holds no path and no
/// personal data; `String(reflecting:)` has the engine's own words.
public struct StoreError: Error, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    public enum Kind: Sendable, Equatable {
        case diskFull
        /// Another process kept the store locked for too long.
        case busy
        case readOnly
        /// No right to open the file.
        case denied
        case corrupt
        /// No workspace here, or a file that is not one.
        case notAWorkspace
        case alreadyAWorkspace
        /// Written by a newer Earshot.
        case newerSchema(found: Int, known: Int)
        /// A queue or person of this name is there already.
        case nameTaken
        /// A queue, person or sitting that is not there.
        case unknown(String)
        /// The clip's sealed sound is not on disk.
        case audioMissing
        /// The person's roles do not allow it; says which would.
        case refused(DeedRefusal)
        /// What was to be done in a colleague's name.
        case notYourOwn
        /// The personal keys at work are not those the workspace has for their person.
        case foreignKeys
        /// People or keys changed since the caller read who is here.
        case peopleChanged
        /// Clips were sealed under a key that another has taken the place of.
        case staleKeys
        /// So many of the clips to be erased carry a flag of P0 to P2, and nobody said they know.
        case flagged(Int)
        /// The clock is before the log's last entry, or far behind it, which is from this moment.
        case clockBehind(Timestamp)
        case clockAhead(Timestamp)
        /// The story of an incident is not what was written.
        case brokenIncident
        /// The log's own hashes do not hold together.
        case brokenLog
        /// The caller broke the port's rules; the text names the rule.
        case misuse(String)
        /// Anything else; the detail has the engine's words.
        case failed
    }

    public let kind: Kind
    /// The engine's own words; may name paths. Never printed by default.
    public let detail: String

    public init(_ kind: Kind, detail: String = "") {
        self.kind = kind
        self.detail = detail
    }

    public var description: String {
        switch kind {
        case .diskFull:
            "the workspace's disk is full, so nothing was stored; free some space and try again"
        case .busy:
            "the workspace is locked by another process; wait for it to finish and try again"
        case .readOnly:
            "the workspace cannot be written; check the mode and the mount of its directory"
        case .denied:
            "the workspace may not be opened by this account; check its owner and mode"
        case .corrupt:
            "the workspace's database is damaged; run 'earshot doctor' and restore a backup"
        case .notAWorkspace:
            "there is no Earshot workspace here; make one with 'earshot init'"
        case .alreadyAWorkspace:
            "there is an Earshot workspace here already; choose another directory"
        case .brokenIncident:
            "the record of this incident was changed or cut since it was written; compare it with"
                + " a backup, and see what the log says of it: earshot audit list"
        case .newerSchema(let found, let known):
            "the workspace has schema version \(found) and this Earshot knows up to \(known);"
                + " install the newer Earshot"
        case .nameTaken:
            "this name is taken; choose another"
        case .unknown(let what):
            "no such \(what) in the workspace; 'earshot status' lists what is there"
        case .audioMissing:
            "the clip's sound is not on disk; skip it as broken or import it again"
        case .refused(let refusal):
            refusal.description
        case .notYourOwn:
            "this is another person's work, and only they can do it; sign in as yourself"
        case .foreignKeys:
            "your key file does not hold the keys this workspace knows you by, so nothing was"
                + " done; restore the file from your backup"
        case .peopleChanged:
            "a colleague changed people or keys at the same moment, so nothing was done; try again"
        case .staleKeys:
            "the keys were rotated since these clips were sealed, so they were not taken in; run"
                + " the import again"
        case .flagged(let count):
            "\(count) of these clips carry a flag of P0 to P2, which an officer may still need, so"
                + " nothing was asked for; agree with them, and say --although-flagged"
        case .clockBehind(let last):
            "the clock is before the log's last entry (\(last.date.formatted(.iso8601))), so nothing"
                + " was erased by it; set the clock, or say --clock-is-right"
        case .clockAhead(let last):
            "the clock is more than two days after the log's last entry"
                + " (\(last.date.formatted(.iso8601))), so nothing was erased by it; look whether it"
                + " is right, and say --clock-is-right where it is"
        case .brokenLog:
            "the log of this workspace is damaged, so nothing was done; 'earshot audit verify'"
                + " names the damage, and a backup mends it"
        case .misuse(let rule):
            "the store was called wrongly (\(rule)); please report this"
        case .failed:
            "the store failed in a way it has no name for; run 'earshot doctor'"
        }
    }

    public var debugDescription: String {
        "StoreError(\(kind))" + (detail.isEmpty ? "" : ": \(detail)")
    }
}

extension StoreError: Equatable {
    /// Two failures are the same when their kinds are; the engine's words may differ.
    public static func == (left: StoreError, right: StoreError) -> Bool {
        left.kind == right.kind
    }
}
