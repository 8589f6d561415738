// A record that an import left out, for people and for scripts.
import AudioEngine
import Interchange
import Store

/// Where a record stood, what was wrong with it and what to do. Safe to print: names of fields
/// and limits, never their content.
public struct LeftOutRecord: Sendable, Equatable, Codable {
    /// Counted from 1, for manifests.
    public var line: Int?
    /// Relative to the folder, for folders.
    public var file: String?
    /// A stable word, such as `unknown_field`.
    public var code: String
    public var reason: String
    /// The field that was not asked for, where that is what is wrong.
    var unknownField: String?

    enum CodingKeys: String, CodingKey { case line, file, code, reason }

    /// One line: `line 12: …`.
    var text: String { "\(line.map { "line \($0)" } ?? file ?? "a record"): \(reason)" }

    private init(_ place: ImportProblem.Place, code: String, reason: String) {
        switch place {
        case .line(let number): line = number
        case .file(let path): file = path
        }
        self.code = code
        self.reason = reason
    }

    init(_ problem: ImportProblem) {
        self.init(
            problem.place, code: problem.reason.code,
            reason: "\(problem.reason.what); \(problem.reason.remedy)")
        if case .unknownField(let name) = problem.reason { unknownField = name }
    }

    /// What is named as sound would not decode.
    init(_ error: DecodeError, at place: ImportProblem.Place) {
        self.init(place, code: "audio_undecodable", reason: "\(error)")
    }

    /// The store would not take it.
    init(_ refusal: IngestRefusal, at place: ImportProblem.Place) {
        self.init(place, code: "refused_by_store", reason: "\(refusal)")
    }
}

/// What was left out of an import: all of it counted, the first of each kind said.
struct ProblemDigest {
    /// Records listed one by one for scripts.
    static let mostListed = 1000
    /// Lines said of one code; the rest is a number. An unknown field is said once.
    static let mostSaid = 20

    private(set) var total = 0
    private(set) var counts: [String: Int] = [:]
    private(set) var listed: [LeftOutRecord] = []
    private var said: [String: Int] = [:]
    private var fieldsSaid: Set<String> = []

    /// Takes a record in; the line to say of it, `nil` when enough was said of its like.
    mutating func note(_ record: LeftOutRecord) -> String? {
        total += 1
        counts[record.code, default: 0] += 1
        if listed.count < Self.mostListed { listed.append(record) }
        guard said[record.code, default: 0] < Self.mostSaid else { return nil }
        if let field = record.unknownField, !fieldsSaid.insert(field).inserted { return nil }
        said[record.code, default: 0] += 1
        return record.text
    }

    /// A line for each code of which more came than was said.
    var unsaid: [String] {
        counts.sorted { $0.key < $1.key }.compactMap { code, count in
            let rest = count - said[code, default: 0]
            guard rest > 0 else { return nil }
            let words = code.replacing("_", with: " ")
            return "\(rest) more left out: \(words)"
        }
    }
}
