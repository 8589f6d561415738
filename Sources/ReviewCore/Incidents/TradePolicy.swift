// The deadlines and ladders that hold where a workspace sets none of its own.

extension IncidentPolicy {
    /// The trade's own terms, as the data of this module has them. Every command that opens a
    /// workspace asks for them: of the data no more is read than they take, and once.
    public static func trade() throws(TradeDataError) -> IncidentPolicy { try read.get() }

    private static let read = Result { () throws(TradeDataError) in
        let taxonomy = try TradeDataFiles.embedded(.incidents).decode(
            IncidentTaxonomy.self, from: .incidents)
        guard let policy = IncidentPolicy(taxonomy) else {
            throw TradeDataError(file: .incidents, problem: .emptyList("ladder"))
        }
        return policy
    }
}
