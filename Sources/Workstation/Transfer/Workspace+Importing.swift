// An import's frame: what a killed one left is cleared away before, and known of afterwards.
import ReviewCore
import Store

extension Workspace {
    /// Runs an import. Sound that one before it left without a clip is removed first; when `work`
    /// fails, what it may have left is found by the next.
    public func importing<Result>(_ work: () throws -> Result) throws -> Result {
        let intake = try audioFiles.beginIntake(known: store.upkeep.knownClips)
        let result = try work()
        intake.finish()
        return result
    }
}
