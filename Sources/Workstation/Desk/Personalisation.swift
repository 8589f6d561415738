// A person's own keys, theme and snippets, from their configuration directory.
import Foundation
import Screens
import TerminalUI

/// What a person chose for themselves. An upgrade never touches these files.
public struct Personalisation: Sendable {
    public var commands: DeskCommandTable
    public var boardCommands: BoardCommandTable
    public var incidentCommands: IncidentCommandTable
    public var theme: Theme
    /// Short forms and what they grow into; they win over the language's.
    public var snippets: [String: String] = [:]
    /// What was asked for and is not to be had; said once, and the default is used.
    public var complaints: [String] = []

    /// Reads `keys.toml`, `keys-board.toml`, `keys-incidents.toml`, `snippets.toml`, `theme` and
    /// `themes/*.toml` of the configuration directory.
    ///
    /// A mistake in them never keeps anyone from working: it is named, and the rest holds.
    public init(_ surroundings: Surroundings) throws {
        theme = .dusk
        let folder = surroundings.configuration
        (commands, complaints) = Self.table(
            try DeskCommands.table(), by: folder.appending(path: "keys.toml"))
        let board = Self.table(
            try BoardCommands.table(), by: folder.appending(path: "keys-board.toml"))
        boardCommands = board.table
        complaints += board.complaints
        let incidents = Self.table(
            try IncidentCommands.table(), by: folder.appending(path: "keys-incidents.toml"))
        incidentCommands = incidents.table
        complaints += incidents.complaints
        if let toml = Self.text(folder.appending(path: "snippets.toml")) {
            let file = SnippetFile(toml: toml)
            snippets = file.snippets
            complaints += file.complaints
        }
        do {
            theme = try Self.theme(named: Self.chosenTheme(surroundings), in: surroundings)
        } catch {
            complaints.append("\(error); the theme 'dusk' is shown")
        }
    }

    /// A screen's commands by the person's own keys, where the file has any that hold.
    private static func table<Mode: RawRepresentable & CaseIterable, Action, State>(
        _ table: CommandTable<Mode, Action, State>, by file: URL
    ) -> (table: CommandTable<Mode, Action, State>, complaints: [String])
    where Mode.RawValue == String {
        guard let toml = text(file) else { return (table, []) }
        do {
            return (try table.overridden(by: KeyOverrides(toml: toml)), [])
        } catch {
            let name = file.lastPathComponent
            let words = "\(error)".replacing("keys.toml", with: name)
            return (table, ["\(words); the default keys are in force"])
        }
    }

    /// `EARSHOT_THEME`, else the name in the file `theme`, else `dusk`.
    static func chosenTheme(_ surroundings: Surroundings) -> String {
        let file = surroundings.configuration.appending(path: "theme")
        let kept = text(file)?.trimmingCharacters(in: .whitespacesAndNewlines)
        return surroundings["EARSHOT_THEME"] ?? kept.flatMap { $0.isEmpty ? nil : $0 } ?? "dusk"
    }

    /// A theme of the person's own, or one that comes with Earshot.
    public static func theme(named name: String, in surroundings: Surroundings) throws -> Theme {
        let file = surroundings.configuration.appending(path: "themes/\(name).toml")
        if !name.contains("/"), let toml = text(file) { return try Theme.parse(toml: toml) }
        guard let theme = Theme.builtIn(name) else {
            throw ThemeChoiceError(name: name, known: themeNames(surroundings))
        }
        return theme
    }

    /// Every theme that can be chosen, by name.
    public static func themeNames(_ surroundings: Surroundings) -> [String] {
        let folder = surroundings.configuration.appending(path: "themes").path
        let own = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
        return Set(own + Theme.builtInNames).sorted()
    }

    private static func text(_ file: URL) -> String? {
        try? String(contentsOf: file, encoding: .utf8)
    }
}

/// A theme that is not there.
public struct ThemeChoiceError: Error, CustomStringConvertible, Equatable {
    public let name: String
    public let known: [String]

    public var description: String {
        "there is no theme '\(name)'; there is \(known.joined(separator: ", "))"
    }
}
