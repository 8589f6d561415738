// Clips, settings and moments that tests and golden screens share.
import ReviewCore
import TerminalUI

@testable import Screens

enum Sample {
    static let start = Timestamp(microseconds: 1_760_000_000_000_000)

    static func trade() throws -> TradeData { try TradeData.load() }

    static func setting(
        locale: String = "en-US", hidesAfter: Double? = 600, asksPassphrase: Bool = false
    ) throws -> DeskSetting {
        let queue = Queue(id: id(900), name: "en-home", locale: locale)
        let setting = DeskSetting(
            queue: queue, trade: try trade(), ownSnippets: ["ty": "thank you"],
            hidesAfter: hidesAfter, asksPassphrase: asksPassphrase)
        guard let setting else { throw Missing.schema }
        return setting
    }

    enum Missing: Error {
        case schema
    }

    /// The same id for the same number.
    static func id<Subject>(_ number: UInt64) -> ID<Subject> {
        var random = Counter(state: number &* 0x9E37_79B9_7F4A_7C15)
        return ID(at: start, using: &random)
    }

    /// Numbers that repeat.
    struct Counter: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// A clip in which the machine misheard a word and masked values occur.
    static func clip(_ number: UInt64 = 1, text: String = "call mom at eleven thirty") -> Clip {
        let words = text.split(separator: " ").map { word in
            HypothesisWord(text: String(word), confidence: word == "eleven" ? 0.41 : 0.93)
        }
        return Clip(
            id: id(number), locale: "en-US", capturedAt: start, duration: 2.8,
            hypothesis: Hypothesis(
                text: text, confidence: 0.83, words: words,
                nbest: [
                    Alternative(text: text, confidence: 0.83),
                    Alternative(text: "call mom at seven thirty", confidence: 0.11),
                    Alternative(text: "call tom at eleven thirty", confidence: 0.04),
                ]),
            interpretation: Interpretation(
                domain: "call", intent: "call_place", confidence: 0.91,
                slots: [
                    Slot(type: "relation", value: "mom"),
                    Slot(type: "time", value: "eleven thirty"),
                ]),
            response: AssistantResponse(text: "Calling mom at eleven thirty", action: "call.place"))
    }

    static func ready(_ number: UInt64 = 1, text: String = "call mom at eleven thirty") -> ReadyClip
    {
        ReadyClip(clip: clip(number, text: text), sound: .ready(picture()))
    }

    /// A desk with a clip that was heard to its end, and two more ahead.
    static func desk(
        _ size: Size = Size(width: 120, height: 40), first: ReadyClip = ready(),
        asksPassphrase: Bool = false
    ) throws -> DeskState {
        var desk = DeskState(
            setting: try setting(asksPassphrase: asksPassphrase), size: size, now: start)
        _ = desk.begin()
        for clip in [
            first, ready(2, text: "turn off the lights"), ready(3, text: "play some jazz"),
        ] {
            _ = desk.reduce(.prefetched(clip), now: start)
        }
        desk.hear(all: true)
        _ = desk.reduce(
            .shiftChanged(
                ShiftStatus(
                    done: 312, target: 1000, waiting: 348, pace: 31.4,
                    nextBreak: start.advanced(bySeconds: 24 * 60))), now: start)
        return desk
    }
}

extension DeskState {
    /// As if the clip on the desk had been played, to its end or to its first fifth.
    mutating func hear(all: Bool, at now: Timestamp = Sample.start) {
        let length = work?.sound.duration ?? 0
        let end = all ? length : length / 5
        var snapshot = playback.holding(work?.id)
        snapshot.position = end
        snapshot.coverage = Sample.heard(0...end)
        _ = reduce(.playbackChanged(snapshot), now: now)
    }
}
