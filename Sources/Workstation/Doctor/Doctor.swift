// Looks at everything the workstation stands on, and says what works and what to do.
import Foundation
import NcursesTerminal
import ReviewCore
import Store
import TerminalUI
import Vault

/// The examination behind `earshot doctor`.
public struct Doctor {
    let surroundings: Surroundings
    private let workspace: URL
    private let deep: Bool
    private let survey: TerminalSurvey

    /// `deep` reads the whole database.
    public init(_ surroundings: Surroundings, workspace: URL, deep: Bool) {
        self.surroundings = surroundings
        self.workspace = workspace
        self.deep = deep
        survey = TerminalSurvey(environment: surroundings.environment)
    }

    public func examine() -> [Finding] {
        [terminal(), locale(), colours()] + sound() + [clock(), memory()] + workspaceFindings()
    }

    // MARK: - The place to sit

    private func terminal() -> Finding {
        let area = "terminal"
        if let problem = survey.problem {
            return .limited(area, "\(problem)", "the desk can also be worked with --linear")
        }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return .limited(
                area, "\(survey.type), size unknown", "set it with 'stty cols 120 rows 40'")
        }
        let detail = "\(survey.type), \(size.ws_col)x\(size.ws_row)"
        guard size.ws_col >= 80, size.ws_row >= 24 else {
            return .limited(area, detail, "80x24 shows everything; 40x10 is the least")
        }
        return .works(area, detail)
    }

    private func locale() -> Finding {
        let name = surroundings["LC_ALL"] ?? surroundings["LC_CTYPE"] ?? surroundings["LANG"] ?? ""
        let folded = name.lowercased()
        guard folded.contains("utf-8") || folded.contains("utf8") else {
            return .limited(
                "locale", name.isEmpty ? "none set" : name,
                "set a UTF-8 locale, such as: export LANG=C.UTF-8")
        }
        return .works("locale", name)
    }

    private func colours() -> Finding {
        let words =
            switch survey.colorDepth {
            case .truecolor: "true colour"
            case .palette, .sixteen, .eight: "\(survey.colorDepth.rawValue) colours"
            case .none: "none; bold and reverse are used instead"
            }
        return .works("colours", words)
    }

    private func clock() -> Finding {
        let now = Timestamp.now
        // Before the program was written no clock can be right.
        let written = Timestamp(microseconds: 1_760_000_000_000_000)
        guard now > written else {
            return .broken("clock", "the clock is years behind", "set it: leases and logs need it")
        }
        return .works(
            "clock", "\(now.plain("%Y-%m-%d %H:%M:%S %z", .here)), \(TimeZone.current.identifier)")
    }

    // MARK: - The workspace

    private func workspaceFindings() -> [Finding] {
        do {
            let workspace = try Workspace.open(workspace)
            return [store(workspace), keys(workspace), incidents(workspace)] + erasures(workspace)
                + exports(workspace)
        } catch WorkspaceError.noWorkspace(let path) {
            return [.limited("workspace", "none in \(path)", "make one: earshot init")]
        } catch {
            return [.broken("workspace", "\(error)", "mend that first")]
        }
    }

    private func store(_ workspace: Workspace) -> Finding {
        do {
            let health = try workspace.store.upkeep.health(deep)
            let free = plainSize(ofBytes: health.diskFreeBytes)
            let detail = "\(health.engine), \(health.journalMode), \(free) free"
            if let problem = health.problems?.first {
                return .broken("store", problem, "restore a backup")
            }
            guard health.isPrivate else {
                return .broken(
                    "store", "others can read the database",
                    "chmod 600 '\(workspace.directory.path)'/earshot.db*")
            }
            guard health.diskFreeBytes > 1 << 30 else {
                return .limited("store", detail, "free some disk space")
            }
            return .works("store", detail)
        } catch {
            return .broken("store", "\(error)", "see above")
        }
    }

    private func keys(_ workspace: Workspace) -> Finding {
        do {
            let seat = try Seat.take(in: workspace, surroundings: surroundings)
            let classes = seat.vault.keyring.classes.map(\.rawValue).sorted()
            return .works("keys", "\(seat.person.name): \(classes.joined(separator: ", "))")
        } catch VaultError.keyFile(.locked, _) {
            return .works("keys", "behind a passphrase, not opened")
        } catch {
            return .broken("keys", "\(error)", "see 'earshot person --help'")
        }
    }
}
