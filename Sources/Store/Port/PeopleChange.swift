// A change of people and their keys, step by step, as it is logged.
import Foundation
import ReviewCore
import Vault

/// One thing that changes about people or keys; one entry of the log.
public enum PeopleStep: Sendable, Equatable {
    case add(Member)
    /// What somebody is from here on.
    case stand(PersonID, Set<Role>, Set<Clearance>)
    /// Somebody goes; their work stays.
    case remove(PersonID)
    case give(KeyGrant)
    case take(KeyClass, through: Int, from: PersonID)
    /// A class goes on under a new key; its grants are steps of their own.
    case rotate(KeyClass, to: Int, MerkleHash)
    /// Nothing is wrapped under these generations any more.
    case retire(KeyClass, through: Int)

    public var event: AuditEvent {
        switch self {
        case .add(let member): .coming(member.person, member.keys)
        case .stand(let person, let roles, let clearances):
            .standing(of: person, roles, clearances)
        case .remove(let person): .leaving(person)
        case .give(let grant): grant.event
        case .take(let keyClass, let generation, let person):
            .taken(keyClass, through: generation, from: person)
        case .rotate(let keyClass, let generation, let commitment):
            .rotated(keyClass, to: generation, commitment)
        case .retire(let keyClass, let generation): .retired(keyClass, through: generation)
        }
    }

    /// What a person must be allowed to do to take this step.
    public var deed: Deed { event.deed ?? .grant }
}

/// Somebody who works here, as a list shows them. The classes are those of the grants in the
/// database; which of them are true, the ledger says.
public struct RosterEntry: Sendable, Equatable {
    public let member: Member
    public let since: Timestamp
    public let classes: Set<KeyClass>

    public init(member: Member, since: Timestamp, classes: Set<KeyClass>) {
        self.member = member
        self.since = since
        self.classes = classes
    }
}

/// A clip's data keys that are not under the newest generations.
public struct WaitingKeys: Sendable, Equatable {
    public let clip: ClipID
    public let wrapped: [WrappedKey]

    public init(clip: ClipID, wrapped: [WrappedKey]) {
        self.clip = clip
        self.wrapped = wrapped
    }
}

/// How far a look over the clips' keys has come; opaque to callers.
public struct KeyCursor: Sendable, Equatable {
    let position: Int64
}

/// One page of it; `next` is `nil` after the last.
public struct WaitingPage: Sendable, Equatable {
    public let clips: [WaitingKeys]
    public let next: KeyCursor?

    public init(clips: [WaitingKeys], next: KeyCursor?) {
        self.clips = clips
        self.next = next
    }
}

/// A data key under a newer class key, in place of the one it was wrapped anew from.
public struct Rewrapped: Sendable, Equatable {
    public let clip: ClipID
    public let old: WrappedKey
    public let new: WrappedKey

    public init(clip: ClipID, old: WrappedKey, new: WrappedKey) {
        self.clip = clip
        self.old = old
        self.new = new
    }
}

extension ReviewStore {
    /// The clips' data keys under the class keys.
    public struct Keys: Sendable {
        /// How many data keys of clips are wrapped under each generation of each class. Looks at
        /// all of them.
        public var counts: @Sendable () throws(StoreError) -> [KeyClass: [Int: Int]]
        /// The next clips with such keys, looking at as many as `limit`. Start with `nil`.
        public var page:
            @Sendable (_ newest: [KeyClass: Int], _ after: KeyCursor?, _ limit: Int)
                throws(StoreError) -> WaitingPage
        /// Puts new wrappings in the place of old ones, where the old ones still stand; answers
        /// how many. A clip that was erased meanwhile gets no key back.
        public var rewrap: @Sendable ([Rewrapped]) throws(StoreError) -> Int

        public init(
            counts: @escaping @Sendable () throws(StoreError) -> [KeyClass: [Int: Int]],
            page:
                @escaping @Sendable ([KeyClass: Int], KeyCursor?, Int) throws(StoreError)
                -> WaitingPage,
            rewrap: @escaping @Sendable ([Rewrapped]) throws(StoreError) -> Int
        ) {
            self.counts = counts
            self.page = page
            self.rewrap = rewrap
        }
    }
}
