// The deadlines and ladders that hold where a workspace sets none of its own.

extension IncidentPolicy {
    /// The trade's own terms, as the data of this module has them.
    public static func trade() throws(TradeDataError) -> IncidentPolicy {
        guard let policy = IncidentPolicy(try TradeData.load().incidents) else {
            throw TradeDataError(file: .incidents, problem: .emptyList("ladder"))
        }
        return policy
    }
}
