// Everything the trade keeps as data, read once at the start and handed in wherever it is needed.
import Foundation

/// The taxonomies, schemas and language rules a workstation runs with; immutable.
public struct TradeData: Sendable {
    public let judgments: JudgmentTaxonomy
    public let incidents: IncidentTaxonomy
    /// Words that warn of what may be hard to hear.
    public let warnings: WarningLexicon
    /// Why a clip may be set aside; skipping has no penalty.
    public let skipReasons: [CodedChoice]
    /// The closed list of tags a reviewer may put on a clip.
    public let tags: [CodedChoice]
    private let schemas: [String: IntentSchema]
    private let languages: [String: LanguageRules]

    /// Reads the data built into the program.
    public static func load() throws(TradeDataError) -> TradeData {
        try TradeData(TradeDataFiles.embedded)
    }

    /// Reads and checks `files`; an inconsistency is named with its file.
    public init(_ files: TradeDataFiles) throws(TradeDataError) {
        judgments = try files.decode(JudgmentTaxonomy.self, from: .judgments)
        try judgments.check()
        incidents = try files.decode(IncidentTaxonomy.self, from: .incidents)
        try incidents.check()
        let records = try files.decode([String: [WarningRecord]].self, from: .warnings)
        warnings = WarningLexicon(records)
        try warnings.check(incidents, records)
        let choices = try files.decode(ChoiceLists.self, from: .choices)
        try checkDistinct(choices.skipReasons, in: .choices)
        try checkDistinct(choices.tags, in: .choices)
        skipReasons = choices.skipReasons
        tags = choices.tags
        let schema = try files.decode(IntentSchema.self, from: .massive)
        try schema.check()
        schemas = [schema.id: schema]
        languages = try LanguageRules.assemble(
            records: files.decode([String: LanguageRecord].self, from: .languages),
            snippets: files.decode([String: [String: String]].self, from: .snippets),
            wakeWords: files.decode([String: [String]].self, from: .wakeWords))
    }

    /// The understanding schema a queue names, such as `massive`; `nil` when there is none.
    public func schema(named name: String) -> IntentSchema? { schemas[name] }

    /// The rules of a BCP 47 locale's language; a language without rules gets the common ones.
    public func language(for locale: String) -> LanguageRules {
        languages[LanguageRules.language(of: locale)] ?? languages[""] ?? .plain
    }

    /// Languages with rules of their own, as ISO 639 codes, in order.
    public var languageCodes: [String] { languages.keys.filter { !$0.isEmpty }.sorted() }
}

/// The bytes of each data file; the embedded ones, or others in tests.
public struct TradeDataFiles: Sendable {
    public enum Name: String, Sendable, CaseIterable {
        case judgments, incidents, warnings, choices, massive, languages, snippets
        case wakeWords = "wake-words"

        fileprivate var embedded: Data {
            switch self {
            case .judgments: Data(PackageResources.judgments_json)
            case .incidents: Data(PackageResources.incidents_json)
            case .warnings: Data(PackageResources.warnings_json)
            case .choices: Data(PackageResources.choices_json)
            case .massive: Data(PackageResources.massive_json)
            case .languages: Data(PackageResources.languages_json)
            case .snippets: Data(PackageResources.snippets_json)
            case .wakeWords: Data(PackageResources.wake_words_json)
            }
        }
    }

    public var bytes: [Name: Data]

    public init(bytes: [Name: Data]) {
        self.bytes = bytes
    }

    /// The files compiled into the module.
    public static var embedded: TradeDataFiles {
        TradeDataFiles(
            bytes: Dictionary(uniqueKeysWithValues: Name.allCases.map { ($0, $0.embedded) }))
    }

    /// One of the files compiled into the module.
    static func embedded(_ name: Name) -> TradeDataFiles {
        TradeDataFiles(bytes: [name: name.embedded])
    }

    func decode<Value: Decodable>(
        _ type: Value.Type, from name: Name
    ) throws(TradeDataError) -> Value {
        guard let data = bytes[name] else { throw TradeDataError(file: name, problem: .missing) }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw TradeDataError(file: name, problem: .unreadable(String(reflecting: error)))
        }
    }
}

/// A data file that cannot be used.
public struct TradeDataError: Error, Equatable, CustomStringConvertible,
    CustomDebugStringConvertible
{
    public enum Problem: Sendable, Equatable {
        case missing
        case unreadable(String)
        case duplicateID(String)
        case duplicateKey(String)
        case unknownID(String)
        case emptyList(String)
    }

    public let file: TradeDataFiles.Name
    public let problem: Problem

    public var description: String {
        let what =
            switch problem {
            case .missing: "is missing"
            case .unreadable: "cannot be read"
            case .duplicateID: "names one id twice"
            case .duplicateKey: "gives one key to two choices"
            case .unknownID: "refers to an id it does not define"
            case .emptyList: "has an empty list where one entry is needed"
            }
        return "The data file \(file.rawValue).json \(what); reinstall Earshot, or mend the file."
    }

    public var debugDescription: String { "TradeDataError(\(file.rawValue): \(problem))" }
}

/// Shape of `choices.json`.
struct ChoiceLists: Decodable {
    let skipReasons: [CodedChoice]
    let tags: [CodedChoice]
}
