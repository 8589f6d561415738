// Thousands of random keys, answers and sizes: the desk never traps and its promises hold.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct RandomKeysTests {
    @Test(arguments: 1...12) func nothingBreaksTheDesk(seed: Int) throws {
        var random = Sample.Counter(state: UInt64(seed) &* 77)
        var sitting = try Sitting()
        var opened: UInt64 = 100
        let chords = Self.chords(try DeskCommands.table())
        let sizes = [(120, 40), (80, 24), (40, 10), (1, 1), (0, 0), (61, 17), (200, 5)]
        for step in 0..<1500 {
            sitting.effects = []
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let (width, height) = sizes[Int.random(in: 0..<sizes.count, using: &random)]
                sitting.event(.resize(Size(width: width, height: height)))
            case 1: sitting.event(.paste("क्षि 👩‍👩‍👧 \n e\u{301}"))
            case 2:
                let point = Point(
                    x: Int.random(in: -2..<130, using: &random),
                    y: Int.random(in: -2..<45, using: &random))
                let kinds: [MouseEvent.Kind] = [.press, .drag, .release, .wheelUp, .wheelDown]
                sitting.event(.mouse(MouseEvent(kinds[step % 5], at: point)))
            case 3: sitting.take(.timerFired(DeskTimer.allCases[step % DeskTimer.allCases.count]))
            default:
                let chord = chords[Int.random(in: 0..<chords.count, using: &random)]
                sitting.event(.key(chord))
            }
            answer(&sitting, &opened, &random)
            try check(sitting)
            if step % 10 == 0 { _ = sitting.screen() }
            sitting.wait(Double.random(in: 0..<3, using: &random))
        }
    }

    private static func chords(_ table: DeskCommandTable) -> [KeyChord] {
        let bound = DeskMode.allCases.flatMap { mode in
            table.commands.flatMap { table.keys(of: $0.id, in: mode) }
        }
        let typed = "abcdefghijklmnopqrstuvwxyz0123456789 {[(<~@%ñक".map {
            KeyChord(.character($0))
        }
        return Array(Set(bound)).sorted { $0.name < $1.name } + typed
    }

    /// A world that answers as it likes: late, twice, or with refusals.
    private func answer(
        _ sitting: inout Sitting, _ opened: inout UInt64, _ random: inout Sample.Counter
    ) {
        for effect in sitting.effects {
            switch effect {
            case .claimAhead(let count):
                for _ in 0..<min(count + 1, 4) {
                    opened += 1
                    sitting.take(.prefetched(Sample.ready(opened)))
                }
            case .submit(let submission):
                switch Int.random(in: 0..<4, using: &random) {
                case 0: sitting.take(.submitFailed(submission.clip, reason: "busy"))
                case 1: sitting.take(.submitRefused(submission.clip, reason: "stale"))
                default: sitting.take(.submitted(submission.clip, revision: 1))
                }
            case .takeBack(let id), .openEarlier(let id):
                if Bool.random(using: &random) {
                    let clip = sitting.desk.inFlight.last?.work.clip ?? Sample.clip(opened)
                    sitting.take(.reopened(ReadyClip(clip: clip, sound: .loading, submitted: 1)))
                }
                sitting.take(.reopenRefused(id, reason: "gone"))
            case .saveDraft(let id, let draft):
                if Bool.random(using: &random) {
                    sitting.take(.draftSaved(id, at: draft.savedAt))
                } else {
                    sitting.take(.draftFailed(id, reason: "full"))
                }
            case .load(let id, _):
                sitting.take(
                    .playbackChanged(
                        PlaybackSnapshot(
                            clip: id, isPlaying: true, position: .nan,
                            coverage: Sample.heard(0...2.8))))
            default: break
            }
        }
    }

    private func check(_ sitting: Sitting) throws {
        let desk = sitting.desk
        #expect(desk.ahead.count <= DeskState.mostAhead)
        #expect(desk.wishes.isEmpty)
        if let reference = desk.work?.reference {
            #expect((0...reference.buffer.count).contains(reference.caret))
        }
        let seated =
            [desk.work?.id].compactMap(\.self) + desk.parked.map(\.id) + desk.ahead.map(\.id)
        #expect(Set(seated).count == seated.count, "one clip stands in two places")
        #expect(desk.playback.position.isFinite)
        if case .hidden = desk.curtain {
            #expect(desk.overlay == nil)
            #expect(desk.work != nil)
            let words = sitting.screen().canvas.text
            #expect(!words.contains("eleven"))
        }
    }
}
