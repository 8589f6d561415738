// The port's side of the broken glass: every step by the right person, in its time, and logged.
import Foundation
import ReviewCore
import Vault

/// What became of a step.
public enum GlassAnswer: Sendable, Equatable {
    case done(Glass)
    /// Nothing was changed but the log.
    case refused(GlassRefusal)
}

/// What opening takes: the request as it was asked, and the second person's sealed part.
public enum GlassOpening: Sendable, Equatable {
    case open(Glass, approval: Data, StoredClip)
    case refused(GlassRefusal)
}

extension ReviewStore {
    /// Break-glass. The store keeps the steps; the halves of the key are what makes two of them.
    public struct Glasses: Sendable {
        /// Asks to see who a clip is of; `finding` and what follows is not looked at.
        public var ask: @Sendable (Glass) throws(StoreError) -> GlassAnswer
        /// The clip of a request, for whoever is to approve it, with the second person's part,
        /// where it has one, for whoever asked to try it.
        public var clip:
            @Sendable (GlassID) throws(StoreError) -> (Glass, approval: Data?, StoredClip)?
        /// Keeps the second person's part, an `IdentityApproval` in JSON, sealed to the first.
        /// Only one of the half that the first lacks is kept for good.
        public var approve:
            @Sendable (GlassID, PersonID, _ sealed: Data, _ now: Timestamp) throws(StoreError)
                -> GlassAnswer
        /// Logs that it is opened, and only then gives what opening takes.
        public var open:
            @Sendable (GlassID, PersonID, _ now: Timestamp) throws(StoreError) -> GlassOpening
        public var review:
            @Sendable (GlassID, PersonID, GlassFinding, _ now: Timestamp) throws(StoreError)
                -> GlassAnswer
        /// All there were, the newest first.
        public var list: @Sendable () throws(StoreError) -> [Glass]

        public init(
            ask: @escaping @Sendable (Glass) throws(StoreError) -> GlassAnswer,
            clip:
                @escaping @Sendable (GlassID) throws(StoreError)
                -> (Glass, approval: Data?, StoredClip)?,
            approve:
                @escaping @Sendable (GlassID, PersonID, Data, Timestamp) throws(StoreError)
                -> GlassAnswer,
            open:
                @escaping @Sendable (GlassID, PersonID, Timestamp) throws(StoreError)
                -> GlassOpening,
            review:
                @escaping @Sendable (GlassID, PersonID, GlassFinding, Timestamp)
                throws(StoreError) -> GlassAnswer,
            list: @escaping @Sendable () throws(StoreError) -> [Glass]
        ) {
            self.ask = ask
            self.clip = clip
            self.approve = approve
            self.open = open
            self.review = review
            self.list = list
        }
    }
}
