// What was asked for and is not finished, erasures and exports: somebody has to come by.
import ReviewCore
import Store

extension Doctor {
    /// Nothing where all is done.
    func erasures(_ workspace: Workspace) -> [Finding] {
        let area = "erasures"
        do {
            let open = try workspace.store.erasures.open().reduce(0) { $0 + $1.clips }
            guard open > 0 else { return [] }
            return [
                .limited(
                    area,
                    "\(open.counted("clip is", "clips are")) out of reach and not wholly gone",
                    "a custodian or officer goes on: earshot erase --resume")
            ]
        } catch {
            return [.broken(area, "\(error)", "see above")]
        }
    }

    /// Exports whose processes are gone, each with where it lies; nothing where there are none.
    func exports(_ workspace: Workspace) -> [Finding] {
        let area = "exports"
        do {
            return try StagingNotes(of: workspace.directory).abandoned().map { left in
                .limited(
                    area,
                    "\(left.id.uuidString.lowercased()) was cut off, and what it wrote is readable"
                        + " in \(left.folder)",
                    "an engineer or custodian takes it away: earshot exports list")
            }
        } catch {
            return [.broken(area, "\(error)", "see above")]
        }
    }
}
