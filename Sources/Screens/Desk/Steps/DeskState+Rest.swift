// Breaks and pauses: the desk rests until the reviewer is back, and none of it counts as work.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Stops and hides everything until the reviewer is back.
    mutating func takeBreak() {
        guard curtain == .open else { return }
        forgetHoldKey()
        pausePlayback()
        ask(.player(.panicStop))
        saveDraft()
        dropDisclosure()
        overlay = nil
        writing = .listening
        rest(.break)
    }

    mutating func rest(_ kind: ShiftRest.Kind) {
        curtain = .resting(Rest(kind, since: now))
        ask(.beginRest(kind))
    }

    /// The reviewer is back.
    mutating func endRest() {
        guard case .resting = curtain else { return }
        ask(.cancel(.game))
        ask(.endRest)
    }

    // MARK: - Pieces

    mutating func takeGame(_ action: DeskAction) {
        guard case .resting(var rest) = curtain else { return }
        switch action {
        case .startGame:
            rest.game = PauseGame(rows: DeskLayout(size).gameRows, since: now)
            ask(.schedule(.game, after: PauseGame.pace))
        case .playPiece(let move): rest.game?.take(move)
        case .endGame:
            rest.game = nil
            ask(.cancel(.game))
        default: break
        }
        curtain = .resting(rest)
        endFullGame()
    }

    mutating func sinkPiece() {
        guard case .resting(var rest) = curtain, let game = rest.game else { return }
        rest.game?.sink()
        if now.seconds(since: game.since) >= PauseGame.longest { rest.game = nil }
        curtain = .resting(rest)
        endFullGame()
        if case .resting(let rest) = curtain, rest.game != nil {
            ask(.schedule(.game, after: PauseGame.pace))
        }
    }

    /// A full well is no loss: it is over, and the rest goes on.
    private mutating func endFullGame() {
        guard case .resting(var rest) = curtain, rest.game?.isFull == true else { return }
        rest.game = nil
        curtain = .resting(rest)
        ask(.cancel(.game))
    }
}
