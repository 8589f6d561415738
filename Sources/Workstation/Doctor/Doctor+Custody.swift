// What was asked to be erased and is not finished: somebody has to come by.
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
                    area, "\(open.grouped) clips are out of reach, and not all of them is gone",
                    "a custodian or officer goes on: earshot erase --resume")
            ]
        } catch {
            return [.broken(area, "\(error)", "see above")]
        }
    }
}
