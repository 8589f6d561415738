// The port, continued: what reports are made of, in figures, and who may ask for them.
import ReviewCore

extension ReviewStore {
    /// Figures of work that was done. Only what the store has in the clear goes into them.
    public struct Reports: Sendable {
        /// A person's own work.
        public var own: @Sendable (PersonID, ReportPeriod) throws(StoreError) -> WorkFigures
        /// Everybody's together. Whoever shows them holds back what would be about few
        /// (`WorkFigures.guarded`).
        public var team: @Sendable (ReportPeriod) throws(StoreError) -> WorkFigures
        /// Everybody's in one queue; shown as `team`.
        public var queue: @Sendable (QueueID, ReportPeriod) throws(StoreError) -> WorkFigures

        public init(
            own: @escaping @Sendable (PersonID, ReportPeriod) throws(StoreError) -> WorkFigures,
            team: @escaping @Sendable (ReportPeriod) throws(StoreError) -> WorkFigures,
            queue: @escaping @Sendable (QueueID, ReportPeriod) throws(StoreError) -> WorkFigures
        ) {
            self.own = own
            self.team = team
            self.queue = queue
        }
    }
}

extension ReviewStore.Reports {
    func behind(_ gate: Gate) -> Self {
        Self(
            own: { person, period throws(StoreError) in
                try gate.demand(.review, own: person)
                return try own(person, period)
            },
            team: { period throws(StoreError) in
                try gate.demand(.seeReports)
                return try team(period)
            },
            queue: { id, period throws(StoreError) in
                try gate.demand(.seeReports)
                return try queue(id, period)
            })
    }
}
