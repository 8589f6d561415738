// How soon incidents of a workspace must be answered, and who hears of it when they are not.
import ReviewCore

extension Workspace {
    /// The terms by which incidents climb here: the trade's own, and what `earshot.toml` changes.
    public var incidentPolicy: IncidentPolicy {
        get throws(TradeDataError) { try settings.incidents.policy() }
    }
}
