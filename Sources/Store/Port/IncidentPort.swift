// The port's side of incidents: their stories, the ladder, and the notices on their way.
import Foundation
import ReviewCore
import Vault

extension ReviewStore {
    /// Incidents. They open by themselves, in the transaction of the flag of P0 to P2 that raises
    /// them; every step after that is an event of the story, checked by the rules of ReviewCore
    /// and logged with the chain's hash. Words come in sealed.
    public struct Incidents: Sendable {
        /// Those that are not closed, oldest clock first.
        public var open: @Sendable () throws(StoreError) -> [ListedIncident]
        /// Those that were closed since a moment, the last first.
        public var closed:
            @Sendable (_ since: Timestamp, _ limit: Int) throws(StoreError) -> [ListedIncident]
        /// One with its whole story; `nil` where there is none. A story that does not hold is
        /// `corrupt`.
        public var one: @Sendable (IncidentID) throws(StoreError) -> KeptIncident?
        /// Those whose ids end in these digits: what people read off a screen.
        public var ending: @Sendable (_ digits: String) throws(StoreError) -> [IncidentID]
        /// What a person raised since a moment, the last first.
        public var raisedBy:
            @Sendable (PersonID, _ since: Timestamp) throws(StoreError) -> [ListedIncident]
        /// One step, if nothing happened since `seen` events were read. `reviewerInformed` is for
        /// who raised it alone.
        public var act:
            @Sendable (IncidentID, _ seen: Int, CustodyAct, PersonID, _ now: Timestamp)
                throws(StoreError) -> IncidentAnswer
        /// Lets climb what is due, in one transaction with the notices of it: a notice for each
        /// channel (`channels`, by group) of each group of a rung. A group that `channels` does not
        /// reach waits for somebody who knows a way. Whoever comes second finds nothing left to do.
        public var climb:
            @Sendable (IncidentPolicy, _ channels: [String: [String]], _ now: Timestamp)
                throws(StoreError) -> LadderRound
        /// Notices that are due, leased for `seconds`: nobody else tries them meanwhile.
        public var takeNotices:
            @Sendable (_ now: Timestamp, _ seconds: Double, _ limit: Int) throws(StoreError)
                -> [TakenNotice]
        /// What became of one that was taken.
        public var settle:
            @Sendable (NoticeKey, NoticeOutcome, _ now: Timestamp) throws(StoreError) -> Void
        /// When the next notice is to be tried; `nil` where none waits.
        public var nextNotice: @Sendable () throws(StoreError) -> Timestamp?
        /// All notices of an incident, oldest first.
        public var notices: @Sendable (IncidentID) throws(StoreError) -> [NoticeRecord]

        public init(
            open: @escaping @Sendable () throws(StoreError) -> [ListedIncident],
            closed:
                @escaping @Sendable (Timestamp, Int) throws(StoreError) -> [ListedIncident],
            one: @escaping @Sendable (IncidentID) throws(StoreError) -> KeptIncident?,
            ending: @escaping @Sendable (String) throws(StoreError) -> [IncidentID],
            raisedBy:
                @escaping @Sendable (PersonID, Timestamp) throws(StoreError) -> [ListedIncident],
            act:
                @escaping @Sendable (IncidentID, Int, CustodyAct, PersonID, Timestamp)
                throws(StoreError) -> IncidentAnswer,
            climb:
                @escaping @Sendable (IncidentPolicy, [String: [String]], Timestamp)
                throws(StoreError) -> LadderRound,
            takeNotices:
                @escaping @Sendable (Timestamp, Double, Int) throws(StoreError) -> [TakenNotice],
            settle:
                @escaping @Sendable (NoticeKey, NoticeOutcome, Timestamp) throws(StoreError)
                -> Void,
            nextNotice: @escaping @Sendable () throws(StoreError) -> Timestamp?,
            notices: @escaping @Sendable (IncidentID) throws(StoreError) -> [NoticeRecord]
        ) {
            self.open = open
            self.closed = closed
            self.one = one
            self.ending = ending
            self.raisedBy = raisedBy
            self.act = act
            self.climb = climb
            self.takeNotices = takeNotices
            self.settle = settle
            self.nextNotice = nextNotice
            self.notices = notices
        }
    }
}
