// Which contact the assistant took, out of how many, and no more of the book than that.
import Foundation

/// How a request's contact slots compare with the list that travelled with the clip. Holds no
/// word of the list: ranks, counts, and the match's words masked.
public struct ContactMatch: Sendable, Hashable {
    /// The contact that fits best.
    public struct Match: Sendable, Hashable {
        /// Its place in the list, from 1.
        public let rank: Int
        public let name: [MaskedToken]
        /// The last two digits of its number; absent where a number is missing or so short that
        /// two digits are much of it.
        public let phoneEnding: String?
        /// Whether it is the relation that fits, rather than the name.
        public let isByRelation: Bool
    }

    /// Contacts in the list.
    public let candidates: Int
    /// How many of them fit what was said as well as the match does.
    public let alike: Int
    public let match: Match?

    /// Compares the slots' values with the list. Case, accents and punctuation do not count.
    public init(_ slots: [Slot], in list: [Contact]) {
        let said = Self.saidWords(slots)
        let scores = list.map { Self.score($0, said) }
        let best = scores.max { $0.rank < $1.rank } ?? .none
        candidates = list.count
        guard best != .none, let index = scores.firstIndex(of: best) else {
            alike = 0
            match = nil
            return
        }
        alike = scores.count { $0 == best }
        let contact = list[index]
        match = Match(
            rank: index + 1, name: Self.tokens(contact.name).map { MaskedToken($0) },
            phoneEnding: contact.phone.flatMap(Self.ending), isByRelation: best == .relation)
    }

    /// Words of slots of these types name somebody.
    private static let namingSlots: Set<String> = ["person", "relation", "business_name"]

    /// How well a contact fits.
    private struct Score: Equatable {
        let rank: Int
        static let none = Score(rank: 0)
        static let relation = Score(rank: 1)

        /// Words of the name that were said; a whole name beats a part of one.
        static func name(words: Int, isWhole: Bool) -> Score {
            Score(rank: 2 + 2 * words + (isWhole ? 1 : 0))
        }
    }

    private static func saidWords(_ slots: [Slot]) -> Set<String> {
        Set(
            slots.filter { namingSlots.contains($0.type) }
                .flatMap { tokens($0.value) }.map(folded))
    }

    private static func score(_ contact: Contact, _ said: Set<String>) -> Score {
        let name = tokens(contact.name).map(folded)
        let spoken = name.count { said.contains($0) }
        if spoken > 0 { return .name(words: spoken, isWhole: spoken == name.count) }
        let relation = tokens(contact.relation ?? "").map(folded)
        return relation.isEmpty || !said.isSuperset(of: relation) ? .none : .relation
    }

    private static func tokens(_ text: String) -> [Substring] {
        text.split { !$0.isLetter && !$0.isNumber }
    }

    private static func folded(_ word: Substring) -> String {
        word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    /// Fewer digits than this are an extension, and two of them much of it.
    private static let leastDigits = 7

    private static func ending(_ phone: String) -> String? {
        let digits = phone.filter(\.isWholeNumber)
        return digits.count >= leastDigits ? String(digits.suffix(2)) : nil
    }
}
