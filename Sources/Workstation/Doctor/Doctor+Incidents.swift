// The doctor on incidents: whether everybody on a ladder would hear of one.
import Foundation
import Notify
import ReviewCore

extension Doctor {
    func incidents(_ workspace: Workspace) -> Finding {
        let area = "incidents"
        do {
            let unreached = try workspace.settings.incidents.unreachedGroups()
            if !unreached.isEmpty {
                return .limited(
                    area, "nobody is told in \(plainList(unreached))",
                    "say how in [notify.\(unreached[0])] of earshot.toml, then try it:"
                        + " earshot watch --check")
            }
            let missing = workspace.settings.incidents.programs
                .filter { access($0, X_OK) != 0 }.sorted()
            if let program = missing.first {
                return .limited(
                    area, "\(program) is no program that can be run, and notices go by it",
                    "install it, or take another way in earshot.toml")
            }
            return .works(area, "every group of a ladder is told")
        } catch {
            return .broken(area, "\(error)", "install Earshot anew")
        }
    }
}

extension IncidentSettings {
    /// The programs that notices go by.
    var programs: Set<String> {
        Set(
            channels.values.flatMap(\.values).compactMap { channel in
                switch channel {
                case .command(let hook): hook.arguments.first
                case .mail(_, let route):
                    if case .program(let path) = route.transport { path } else { nil }
                case .webhook: nil
                }
            })
    }
}

/// Words as a sentence lists them: `a, b and c`.
func plainList(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
}
