// Where a workspace and a person's own files are, by the environment's word.
import Foundation

/// The process's environment as a value, so that tests hand in their own.
public struct Surroundings: Sendable {
    public var environment: [String: String]
    public var home: String

    public init(environment: [String: String], home: String) {
        self.environment = environment
        self.home = home
    }

    public static func current() -> Surroundings {
        // Foundation asks the password file; shells and services say it with HOME.
        let environment = ProcessInfo.processInfo.environment
        return Surroundings(
            environment: environment, home: environment["HOME"] ?? NSHomeDirectory())
    }

    /// A variable's value; empty counts as unset.
    public subscript(name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// An XDG base directory; relative values are ignored, as the specification asks.
    private func base(_ variable: String, else fallback: String) -> URL {
        if let path = self[variable], path.hasPrefix("/") {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        return URL(filePath: home, directoryHint: .isDirectory).appending(path: fallback)
    }

    /// `earshot` in the person's configuration directory: keys, `keys.toml`, themes.
    public var configuration: URL {
        base("XDG_CONFIG_HOME", else: ".config").appending(path: "earshot")
    }

    /// `earshot` in the person's state directory: the log of what libraries print.
    public var state: URL {
        base("XDG_STATE_HOME", else: ".local/state").appending(path: "earshot")
    }

    /// `EARSHOT_WORKSPACE`, else `option`, else the XDG data directory.
    public func workspace(option: String?) -> URL {
        let chosen = self["EARSHOT_WORKSPACE"] ?? option
        if let chosen {
            return URL(filePath: chosen, directoryHint: .isDirectory).absoluteURL
        }
        return base("XDG_DATA_HOME", else: ".local/share").appending(path: "earshot")
    }

    /// Where the keys of `workspace`'s people on this machine account are.
    public func keysDirectory(workspace: String) -> URL {
        configuration.appending(path: "keys").appending(path: workspace)
    }
}
