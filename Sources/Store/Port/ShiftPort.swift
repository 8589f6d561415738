// The port's side of shifts: clocking, rests, what a person met, and how they want to be treated.
import ReviewCore

extension ReviewStore {
    /// A person's own shift. Other people learn from it that somebody is on a break, and counts.
    public struct Shifts: Sendable {
        /// A sign of the person at `now`: their shift goes on, or another begins in `zone` where
        /// none is open or the last sign is too long ago (`Shift.goesOn`).
        public var attend:
            @Sendable (PersonID, _ zone: String, _ now: Timestamp) throws(StoreError) -> Shift
        /// The shift that goes on at `now`, without a sign of the person.
        public var current: @Sendable (PersonID, _ now: Timestamp) throws(StoreError) -> Shift?
        /// Ends the shift that goes on, and answers it; `nil` when none does.
        public var end: @Sendable (PersonID, _ now: Timestamp) throws(StoreError) -> Shift?
        /// Begins a rest in the shift that goes on; one that is under way stays. `nil` when there
        /// is no shift.
        public var beginRest:
            @Sendable (PersonID, ShiftRest.Kind, _ now: Timestamp) throws(StoreError) -> Shift?
        /// Ends the rest that is under way, if any.
        public var endRest: @Sendable (PersonID, _ now: Timestamp) throws(StoreError) -> Shift?
        /// The person's latest ended shifts, newest first.
        public var past:
            @Sendable (PersonID, _ now: Timestamp, _ limit: Int) throws(StoreError) -> [PastShift]
        /// What the person met since a moment.
        public var exposure:
            @Sendable (PersonID, _ since: Timestamp) throws(StoreError) -> ExposureLedger
        public var care: @Sendable (PersonID) throws(StoreError) -> CarePreferences
        public var setCare: @Sendable (PersonID, CarePreferences) throws(StoreError) -> Void
        /// Whether clips wait in these queues that are not handed to the person for now.
        public var keptBack:
            @Sendable (PersonID, [QueueID], _ now: Timestamp) throws(StoreError) -> Bool
        /// Who is on a break or a pause at `now`.
        public var resting: @Sendable (_ now: Timestamp) throws(StoreError) -> Set<PersonID>
        /// How many of those on shift are near the cap or over it; `nil` of fewer than five.
        public var crowd: @Sendable (_ now: Timestamp) throws(StoreError) -> ExposureCrowd?

        public init(
            attend: @escaping @Sendable (PersonID, String, Timestamp) throws(StoreError) -> Shift,
            current: @escaping @Sendable (PersonID, Timestamp) throws(StoreError) -> Shift?,
            end: @escaping @Sendable (PersonID, Timestamp) throws(StoreError) -> Shift?,
            beginRest:
                @escaping @Sendable (PersonID, ShiftRest.Kind, Timestamp) throws(StoreError)
                -> Shift?,
            endRest: @escaping @Sendable (PersonID, Timestamp) throws(StoreError) -> Shift?,
            past:
                @escaping @Sendable (PersonID, Timestamp, Int) throws(StoreError) -> [PastShift],
            exposure:
                @escaping @Sendable (PersonID, Timestamp) throws(StoreError) -> ExposureLedger,
            care: @escaping @Sendable (PersonID) throws(StoreError) -> CarePreferences,
            setCare: @escaping @Sendable (PersonID, CarePreferences) throws(StoreError) -> Void,
            keptBack:
                @escaping @Sendable (PersonID, [QueueID], Timestamp) throws(StoreError) -> Bool,
            resting: @escaping @Sendable (Timestamp) throws(StoreError) -> Set<PersonID>,
            crowd: @escaping @Sendable (Timestamp) throws(StoreError) -> ExposureCrowd?
        ) {
            self.attend = attend
            self.current = current
            self.end = end
            self.beginRest = beginRest
            self.endRest = endRest
            self.past = past
            self.exposure = exposure
            self.care = care
            self.setCare = setCare
            self.keptBack = keptBack
            self.resting = resting
            self.crowd = crowd
        }
    }
}
