// The axes on which a clip is judged, their codes, and what is assumed when a reviewer just accepts.

/// All axes, in the order shown and filled.
public struct JudgmentTaxonomy: Sendable, Equatable, Decodable {
    public let axes: [JudgmentAxis]

    public init(axes: [JudgmentAxis]) {
        self.axes = axes
    }

    public func axis(_ id: String) -> JudgmentAxis? { axes.first { $0.id == id } }

    /// `judgments` after the person pressed `code` on `axis`: chosen when it was not, else taken back.
    ///
    /// A single axis holds one code; an exclusive code (such as `none`) stands alone. Unknown
    /// axes and codes change nothing.
    public func toggling(_ code: String, on axis: String, in judgments: Judgments) -> Judgments {
        guard let axis = self.axis(axis), let choice = axis.code(code) else { return judgments }
        var result = judgments
        var chosen = judgments[axis.id]
        if let index = chosen.firstIndex(of: code) {
            chosen.remove(at: index)
        } else if axis.takesSeveral && !choice.isExclusive {
            chosen.removeAll { axis.code($0)?.isExclusive == true }
            chosen.append(code)
        } else {
            chosen = [code]
        }
        result[axis.id] = chosen
        return result
    }

    /// Axes holding a code the taxonomy does not know, or more codes than they take.
    public func invalidAxes(in judgments: Judgments) -> [String] {
        judgments.codes.keys.sorted().filter { id in
            guard let axis = self.axis(id) else { return true }
            let chosen = judgments[id]
            let tooMany = chosen.count > 1 && !axis.takesSeveral
            let crowded = chosen.count > 1 && chosen.contains { axis.code($0)?.isExclusive == true }
            let repeated = Set(chosen).count != chosen.count
            return tooMany || crowded || repeated || chosen.contains { axis.code($0) == nil }
        }
    }

    func check() throws(TradeDataError) {
        if axes.isEmpty { throw TradeDataError(file: .judgments, problem: .emptyList("axes")) }
        var ids: Set<String> = []
        for axis in axes {
            if !ids.insert(axis.id).inserted {
                throw TradeDataError(file: .judgments, problem: .duplicateID(axis.id))
            }
            try checkDistinct(axis.codes, in: .judgments)
            for code in axis.defaults.flatMap(\.codes) where axis.code(code) == nil {
                throw TradeDataError(file: .judgments, problem: .unknownID(code))
            }
        }
    }
}

/// One question asked of every clip.
public struct JudgmentAxis: Sendable, Equatable, Identifiable, Decodable {
    public let id: String
    public let title: String
    public let takesSeveral: Bool
    public let codes: [CodedChoice]
    /// Tried in order; see `Judgments.filledWithDefaults(of:given:)`.
    public let defaults: [DefaultRule]

    public func code(_ id: String) -> CodedChoice? { codes.first { $0.id == id } }

    /// The code whose key is `key`.
    public func code(forKey key: Character) -> CodedChoice? { codes.first { $0.key == key } }

    enum CodingKeys: String, CodingKey {
        case id, title, codes, defaults
        case takesSeveral = "several"
    }
}

/// What an untouched axis is taken to say, perhaps only under a condition.
public struct DefaultRule: Sendable, Equatable, Decodable {
    public enum Condition: String, Sendable, Decodable {
        case falseWake = "false_wake"
        case noSpeech = "no_speech"
        case noResponse = "no_response"
        case transcriptChanged = "transcript_changed"
        case intentChanged = "intent_changed"
        case slotsChanged = "slots_changed"
    }

    /// Absent: the rule always applies.
    public let condition: Condition?
    /// Empty: nothing is assumed, the axis stays unanswered.
    public let codes: [String]

    enum CodingKeys: String, CodingKey {
        case codes
        case condition = "when"
    }
}
