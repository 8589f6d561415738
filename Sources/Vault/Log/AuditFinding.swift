// What a check of the log can find, in words that name the entry and hold nothing personal.
import Foundation
import ReviewCore

/// Something wrong with the log, or with what is kept beside it.
public enum AuditFinding: Sendable, Hashable {
    /// Entries are not there, though later ones are.
    case missing(from: Int64, through: Int64)
    /// The bytes are no entry, or of a later version.
    case unreadable(Int64)
    /// The entry says it belongs elsewhere.
    case misplaced(Int64, says: Int64)
    /// The entry was signed on top of another past.
    case unlinked(Int64)
    /// The hashes kept beside the entry are not its own.
    case hashes(Int64)
    /// The signature is not the actor's. `fitsRegister`: it fits the key that the register of
    /// people has for them now, so that key was put in their place.
    case signature(Int64, actor: PersonID, fitsRegister: Bool)
    /// Nobody the log knows.
    case stranger(Int64, actor: PersonID)
    /// Signed after the actor had left.
    case departed(Int64, actor: PersonID)
    /// The actor had no role, by the log itself, that may do this.
    case notAllowed(Int64, actor: PersonID, Deed)
    /// The log begins with something else than its beginning, or begins twice.
    case beginning(Int64)
    /// The entry changes people by an action that nobody may take.
    case deedless(Int64, actor: PersonID)
    /// Somebody who is here is added once more.
    case secondKey(Int64, PersonID)
    /// The entry about people does not follow the one about people before it.
    case peopleUnlinked(Int64)
    /// A key is given that the person's roles do not bring, that nobody has, or without its digest.
    case grantNotDue(Int64, PersonID)
    /// A key is given to somebody who has it already: what was sealed would be exchanged.
    case grantTwice(Int64, PersonID)
    /// A half of the identity is given by somebody who does not hold it.
    case grantNotTheirs(Int64, actor: PersonID)
    /// Somebody would come to know both halves of the identity.
    case bothHalves(Int64, PersonID)
    /// A class goes on from another generation than its newest, or keeps no promise of its key.
    case generationFork(Int64)
    /// The register of people has another key than the log.
    case keySwapped(PersonID, pinnedAt: Int64)
    /// The register of people gives somebody other roles than the log.
    case rolesSwapped(PersonID, pinnedAt: Int64)
    /// The register of people calls somebody by another handle than the log.
    case handleSwapped(PersonID, pinnedAt: Int64)
    /// A grant is in the database that the log does not know.
    case grantPlanted(PersonID, KeyClass)
    /// A grant that the log knows is not in the database.
    case grantMissing(PersonID, KeyClass)
    /// The register of people has somebody whom nobody added.
    case neverAdded(PersonID)
    /// A key file of this machine account has another key than the log.
    case keyNotMine(PersonID, pinnedAt: Int64)
    /// The log was begun by another key than the one trusted.
    case founder
    /// The log is empty and should not be.
    case empty
    case checkpointUnreadable(name: String, AuditLogError)
    /// Of another log.
    case checkpointForeign(name: String)
    /// Signed by nobody whom the log knows.
    case checkpointUnsigned(name: String)
    /// The log is shorter than it was: entries were cut off, or an older copy was put back.
    case checkpointAhead(name: String, size: Int64, have: Int64)
    /// The log had another past when this was written.
    case checkpointFork(name: String, size: Int64)
    /// An erasure was finished that nobody had asked for.
    case erasureUnasked(Int64)
    /// A hold is in the workspace that no entry set, or that one ended.
    case holdUnlogged(UUID)
    /// A hold that was set and not ended is not in the workspace, or its clip is not kept as held.
    case holdGone(Int64, ClipID)
    /// A device or account is kept out that no entry says opted out.
    case optOutUnlogged(AuditSubject)
    /// Whom an entry opted out is taken in again.
    case optOutGone(Int64)
    /// An incident is in the workspace that no entry tells of.
    case incidentUnlogged(UUID)
    /// The story of an incident does not end as the last entry about it says.
    case incidentChanged(Int64, UUID)
    /// An incident is listed otherwise than its story says: as closed where it is open.
    case incidentMisplaced(Int64, UUID)
    /// An incident that an entry tells of is not in the workspace.
    case incidentGone(Int64, UUID)
    /// The receipt is not the one that was logged.
    case receiptChanged(name: String, Int64)
    /// The receipt that was logged is not there.
    case receiptMissing(name: String, Int64)
    /// A receipt of no erasure that the log knows.
    case receiptForeign(name: String)
    /// The table of break-glass has a request that nobody asked for by the log.
    case glassUnlogged(GlassID)
    /// The table of break-glass says something else of a request than the log, or has it no more.
    case glassSwapped(GlassID, Int64)

    /// The entry it is about.
    public var sequence: Int64? {
        switch self {
        case .missing(let sequence, _), .unreadable(let sequence), .misplaced(let sequence, _),
            .unlinked(let sequence), .hashes(let sequence), .signature(let sequence, _, _),
            .stranger(let sequence, _), .departed(let sequence, _),
            .notAllowed(let sequence, _, _), .beginning(let sequence),
            .secondKey(let sequence, _), .peopleUnlinked(let sequence),
            .grantNotDue(let sequence, _), .bothHalves(let sequence, _),
            .deedless(let sequence, _), .grantTwice(let sequence, _),
            .grantNotTheirs(let sequence, _), .handleSwapped(_, let sequence),
            .generationFork(let sequence), .keySwapped(_, let sequence),
            .rolesSwapped(_, let sequence),
            .keyNotMine(_, let sequence), .erasureUnasked(let sequence),
            .holdGone(let sequence, _), .optOutGone(let sequence),
            .receiptChanged(_, let sequence), .receiptMissing(_, let sequence),
            .glassSwapped(_, let sequence), .incidentChanged(let sequence, _),
            .incidentMisplaced(let sequence, _), .incidentGone(let sequence, _):
            sequence
        case .checkpointAhead(_, _, let have): have
        case .founder, .empty: 0
        case .neverAdded, .grantPlanted, .grantMissing, .checkpointUnreadable, .checkpointForeign,
            .checkpointUnsigned, .checkpointFork, .receiptForeign, .glassUnlogged,
            .holdUnlogged, .optOutUnlogged, .incidentUnlogged:
            nil
        }
    }

    /// A short name for scripts.
    public var code: String {
        switch self {
        case .missing: "missing"
        case .unreadable: "unreadable"
        case .misplaced: "misplaced"
        case .unlinked: "unlinked"
        case .hashes: "hashes"
        case .signature: "signature"
        case .stranger: "stranger"
        case .departed: "departed"
        case .notAllowed: "not_allowed"
        case .beginning: "beginning"
        case .secondKey: "second_key"
        case .peopleUnlinked: "people_unlinked"
        case .grantNotDue: "grant_not_due"
        case .bothHalves: "both_halves"
        case .deedless: "deedless"
        case .grantTwice: "grant_twice"
        case .grantNotTheirs: "grant_not_theirs"
        case .handleSwapped: "handle_swapped"
        case .grantPlanted: "grant_planted"
        case .grantMissing: "grant_missing"
        case .generationFork: "generation_fork"
        case .keySwapped: "key_swapped"
        case .rolesSwapped: "roles_swapped"
        case .neverAdded: "never_added"
        case .keyNotMine: "key_not_mine"
        case .founder: "founder"
        case .empty: "empty"
        case .checkpointUnreadable: "checkpoint_unreadable"
        case .checkpointForeign: "checkpoint_foreign"
        case .checkpointUnsigned: "checkpoint_unsigned"
        case .checkpointAhead: "checkpoint_ahead"
        case .checkpointFork: "checkpoint_fork"
        case .erasureUnasked: "erasure_unasked"
        case .holdUnlogged: "hold_unlogged"
        case .holdGone: "hold_gone"
        case .optOutUnlogged: "opt_out_unlogged"
        case .optOutGone: "opt_out_gone"
        case .receiptChanged: "receipt_changed"
        case .receiptMissing: "receipt_missing"
        case .glassUnlogged: "glass_unlogged"
        case .glassSwapped: "glass_swapped"
        case .receiptForeign: "receipt_foreign"
        case .incidentUnlogged: "incident_unlogged"
        case .incidentChanged: "incident_changed"
        case .incidentMisplaced: "incident_misplaced"
        case .incidentGone: "incident_gone"
        }
    }
}

extension AuditFinding: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let from, let through):
            from == through
                ? "entry \(from) is missing" : "entries \(from) to \(through) are missing"
        case .unreadable(let sequence):
            "entry \(sequence) is no entry this version knows"
        case .misplaced(let sequence, let says):
            "entry \(sequence) was written as entry \(says)"
        case .unlinked(let sequence):
            "entry \(sequence) does not follow the one before it"
        case .hashes(let sequence):
            "entry \(sequence) was changed, or its hashes were"
        case .signature(let sequence, let actor, let fitsRegister):
            "entry \(sequence) is not signed by person \(actor.short)"
                + (fitsRegister ? ", but by a key that was put in their place" : "")
        case .stranger(let sequence, let actor):
            "entry \(sequence) is by person \(actor.short), whom nobody added"
        case .departed(let sequence, let actor):
            "entry \(sequence) is by person \(actor.short), who had left"
        case .notAllowed(let sequence, let actor, let deed):
            "entry \(sequence) is by person \(actor.short), whose roles do not allow"
                + " \(deed.words)"
        case .beginning(let sequence):
            sequence == 0
                ? "entry 0 is not how a log begins" : "entry \(sequence) begins the log again"
        case .secondKey(let sequence, let person):
            "entry \(sequence) adds person \(person.short) once more"
        case .deedless(let sequence, let actor):
            "entry \(sequence) is by person \(actor.short) and changes people in a way nobody may"
        case .peopleUnlinked(let sequence):
            "entry \(sequence) does not follow the entry about people before it"
        case .grantNotDue(let sequence, let person):
            "entry \(sequence) gives person \(person.short) a key that is not theirs to have"
        case .bothHalves(let sequence, let person):
            "entry \(sequence) gives a half of the identity key to person \(person.short), who has"
                + " or had the other"
        case .grantTwice(let sequence, let person):
            "entry \(sequence) gives person \(person.short) a key they have already"
        case .grantNotTheirs(let sequence, let actor):
            "entry \(sequence) is by person \(actor.short), who hands on a half of the identity key"
                + " they do not hold"
        case .handleSwapped(let person, let pinnedAt):
            "the handle of person \(person.short) is not the one they came with in entry"
                + " \(pinnedAt)"
        case .grantPlanted(let person, let keyClass):
            "a grant of the \(keyClass.rawValue) key to person \(person.short) is in the database,"
                + " and not in the log"
        case .grantMissing(let person, let keyClass):
            "a grant of the \(keyClass.rawValue) key to person \(person.short) is in the log, and"
                + " gone from the database; a custodian mends it with 'earshot person grant'"
        case .generationFork(let sequence):
            "entry \(sequence) does not go on from the newest generation of its class"
        case .keySwapped(let person, let pinnedAt):
            "the key of person \(person.short) is not the one they came with in entry \(pinnedAt)"
        case .rolesSwapped(let person, let pinnedAt):
            "the roles or clearances of person \(person.short) are not those the log gives them, who came in"
                + " entry \(pinnedAt)"
        case .neverAdded(let person):
            "person \(person.short) is in the workspace, and no entry added them"
        case .keyNotMine(let person, let pinnedAt):
            "entry \(pinnedAt) has another key for person \(person.short) than their key file"
        case .founder:
            "the log was begun with another key than its founder's"
        case .empty:
            "the log is empty"
        case .checkpointUnreadable(let name, let error):
            "checkpoint \(name): \(error)"
        case .checkpointForeign(let name):
            "checkpoint \(name) is of another log"
        case .checkpointUnsigned(let name):
            "checkpoint \(name) is signed by nobody the log knows"
        case .checkpointAhead(let name, let size, let have):
            "the log had \(size) entries at checkpoint \(name) and has \(have):"
                + " its end was cut off, or an older copy was put back"
        case .checkpointFork(let name, let size):
            "the first \(size) entries are not those of checkpoint \(name):"
                + " the log was written anew"
        case .erasureUnasked(let sequence):
            "entry \(sequence) finishes an erasure that no entry before it asked for"
        case .holdUnlogged(let hold):
            "hold \(hold.short) is in the workspace, and no entry has it"
        case .holdGone(let sequence, let clip):
            "clip \(clip.short) is held by entry \(sequence), and not in the workspace"
        case .optOutUnlogged(let subject):
            "\(subject.words) is kept out, and no entry says that they opted out"
        case .optOutGone(let sequence):
            "whoever opted out in entry \(sequence) is not kept out any more"
        case .incidentUnlogged(let id):
            "incident \(id.short) is in the workspace, and no entry tells of it"
        case .incidentChanged(let sequence, let id):
            "the story of incident \(id.short) does not end as entry \(sequence) says"
        case .incidentMisplaced(let sequence, let id):
            "incident \(id.short) is listed otherwise than its story, to entry \(sequence), says"
        case .incidentGone(let sequence, let id):
            "incident \(id.short) of entry \(sequence) is not in the workspace"
        case .receiptChanged(let name, let sequence):
            "receipt \(SanitizedText(name).text) is not the one of entry \(sequence)"
        case .receiptMissing(let name, let sequence):
            "receipt \(SanitizedText(name).text) of entry \(sequence) is not there;"
                + " 'earshot erase --resume' writes it again"
        case .receiptForeign(let name):
            "receipt \(SanitizedText(name).text) is of no erasure in the log"
        case .glassUnlogged(let id):
            "request \(id) to see who a clip is of is in the table, and no entry asked for it"
        case .glassSwapped(let id, let sequence):
            "request \(id) to see who a clip is of is not in the table as entry \(sequence) has it"
        }
    }
}

extension UUID {
    /// As ids of a type of their own are shortened.
    fileprivate var short: String { String(uuidString.lowercased().suffix(8)) }
}
