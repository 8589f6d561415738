// While a clip is hidden: a flag that goes by itself unless it is taken back, and what follows it.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Seconds in which a flag can be taken back before it goes.
    static let flagWindow = 5.0

    mutating func takeHiddenChoice(_ action: DeskAction) {
        guard case .hidden(var flag) = curtain else { return }
        if flag.note != nil { return takeFlagNote(action, flag) }
        let rows = listHeight
        switch action {
        case .moveChoice(let step): flag.list.move(step > 0 ? .down : .up, height: rows)
        case .pageChoice(let step): flag.list.move(step > 0 ? .pageDown : .pageUp, height: rows)
        case .firstChoice: flag.list.move(.first, height: rows)
        case .lastChoice: flag.list.move(.last, height: rows)
        case .closePanel:
            // One step back; what was said so far is taken back with it.
            flag = FlagChoice(count: setting.incidents.categories.count)
            takeFlagBack()
        case .takeChoice:
            if flag.severity != nil { return submit() }
            return takeFlagRow(flag)
        default: return
        }
        curtain = .hidden(flag)
    }

    /// Leaves a distressing clip without a flag; skipping has no penalty.
    mutating func setAsideHidden() {
        guard case .hidden = curtain, work != nil else { return }
        takeFlagBack()
        if work?.isGone == true { return leaveGone() }
        let reason = setting.skipReasons.first { $0.id == "too_distressing" }
        finish(.skipped(reason: reason?.id ?? "other"), resting: true)
    }

    // MARK: - The flag on its way

    /// The flag is said. It is kept at once, and goes by itself: a tired hand has nothing left to
    /// do, and a slip of it can be taken back.
    ///
    /// On an open desk the work goes on, and the flag is raised without it.
    mutating func holdFlag() {
        guard let work else { return }
        let isHidden = if case .hidden = curtain { true } else { false }
        unsentFlag = work.id
        ask(.keepFlag(flagSubmission(of: work), submits: isHidden && !work.isGone))
        ask(.schedule(.flag, after: Self.flagWindow))
    }

    /// The time to take it back is over.
    mutating func sendFlag() {
        guard let work, unsentFlag == work.id else { return }
        if work.isGone { return leaveGone() }
        if case .hidden(let flag) = curtain, flag.severity != nil, flag.note == nil {
            return submitHidden(flag)
        }
        // The words of a note follow when they are written; the clip, when it is done.
        raiseFlag()
    }

    /// Whoever leaves sends what was said.
    mutating func sendFlagAtOnce() {
        if work?.isGone == true { return leaveGone() }
        if case .hidden(var flag) = curtain, let note = flag.note {
            keep(note, in: &flag)
            curtain = .hidden(flag)
            return submitHidden(flag)
        }
        sendFlag()
    }

    /// Raises the flag of the clip on the desk, whatever becomes of the rest.
    mutating func raiseFlag(leavingWords: Bool = true) {
        guard let work, unsentFlag == work.id else { return }
        var submission = flagSubmission(of: work)
        if !leavingWords {
            submission.content = AnnotationContent(flag: work.flag, flagSaidAt: work.flagSaidAt)
        }
        unsentFlag = nil
        raisedFlag = work.id
        ask(.cancel(.flag))
        ask(.raiseFlag(submission))
    }

    /// The clip is taken away, and its flag goes at once; without a word, where the person who was
    /// recorded wants nothing kept.
    mutating func sendFlag(ofWithdrawn id: ClipID, mayKeepWords: Bool) {
        guard work?.id == id else { return }
        if mayKeepWords { sendFlagAtOnce() } else { raiseFlag(leavingWords: false) }
    }

    /// A clip that is taken away while its reviewer is about to say what they heard: the form stays
    /// under their fingers. Of the clip nothing is left but its name.
    mutating func keepsFlagForm(of id: ClipID, _ reason: String, mayKeepWords: Bool) -> Bool {
        guard let work, work.id == id, case .hidden(let flag) = curtain, flag.severity == nil
        else { return false }
        if mayKeepWords {
            saveDraft()
            keepWords(of: work, reason: reason)
        }
        ahead.removeAll { $0.id == id }
        var gone = ClipWork(
            ReadyClip(clip: Clip(id: id, locale: work.clip.locale)), at: work.since)
        gone.isGone = true
        stopDraftTimer()
        self.work = gone
        playback = playback.holding(nil)
        ask(.unload)
        toast("Clip \(id.short) was taken back: \(reason). What it was can still be said", .warning)
        return true
    }

    /// Sends what was said of a clip that is gone, and rests.
    mutating func leaveGone() {
        guard let work, work.isGone else { return }
        let isFlagged = unsentFlag == work.id
        raiseFlag(leavingWords: false)
        rest(.pause)
        restingOver = isFlagged ? work.id : nil
        flagFate = nil
        leftSevere = work.isSevere
        ask(.letGo(work.id))
        advance()
        fillAhead()
    }

    private func flagSubmission(of work: ClipWork) -> Submission {
        submission(of: flagged(work), .annotated, fillingJudgments: false)
    }

    /// Takes back what was not sent; what was sent stands.
    mutating func dropFlag() {
        guard let work else { return }
        if unsentFlag == work.id {
            unsentFlag = nil
            ask(.cancel(.flag))
            ask(.dropFlag(work.id))
        } else if raisedFlag == work.id {
            toast("The flag was sent, and stands: whoever answers for it decides", .warning)
        }
    }

    private mutating func takeFlagBack() {
        guard work?.flag != nil else { return }
        dropFlag()
        self.work?.flag = nil
        self.work?.flagNote = nil
        changed()
    }

    mutating func submitHidden(_ flag: FlagChoice) {
        if work?.isGone == true, flag.severity != nil { return leaveGone() }
        guard let severity = flag.severity, let work else {
            return toast("Say first what you heard: one letter, then 0 to 3, or Enter as proposed")
        }
        ask(.cancel(.flag))
        self.work = flagged(work)
        toast("Flagged \(severity.rawValue)", .good)
        finish(.annotated, fillingJudgments: false)
    }

    /// Nobody checked the machine's words: they are not claimed to be what was said. Those of an
    /// amendment were confirmed when it was submitted.
    private func flagged(_ work: ClipWork) -> ClipWork {
        var work = work
        if work.amends == nil, work.reference.text == work.clip.hypothesis?.text {
            work.reference = TextEditor("")
        }
        return work
    }

    // MARK: - Its words

    /// The flag goes when its time comes, and the words after it.
    mutating func noteFlag() {
        guard case .hidden(var flag) = curtain else { return }
        guard flag.severity != nil else {
            return toast("Say first what you heard; then a note can go with it")
        }
        flag.note = TextEditor(work?.flagNote ?? "")
        curtain = .hidden(flag)
    }

    mutating func editFlagNote(_ command: EditCommand) {
        guard case .hidden(var flag) = curtain, var note = flag.note else { return }
        note.apply(command, layout: DeskLayout(size).noteWrapping)
        flag.note = note
        curtain = .hidden(flag)
    }

    private mutating func takeFlagNote(_ action: DeskAction, _ flag: FlagChoice) {
        var flag = flag
        guard let note = flag.note else { return }
        switch action {
        case .takeChoice:
            keep(note, in: &flag)
            curtain = .hidden(flag)
            submitHidden(flag)
        case .closePanel:
            keep(note, in: &flag)
            curtain = .hidden(flag)
            holdFlag()
        default: break
        }
    }

    private mutating func keep(_ note: TextEditor, in flag: inout FlagChoice) {
        flag.note = nil
        work?.flagNote = note.text.contains { !$0.isWhitespace } ? note.text : nil
        changed()
    }

    // MARK: - What follows

    /// Nothing hard follows what was hard: of the clips at hand a benign one comes first, and
    /// where there is none the others go back.
    mutating func makeWayForBenign() {
        if let index = ahead.firstIndex(where: { $0.clip.expected == nil }) {
            ahead.insert(ahead.remove(at: index), at: 0)
        } else {
            for clip in ahead { ask(.release(clip.id)) }
            ahead = []
        }
    }

    /// Whether what would come after the clips at hand follows something severe; the store knows
    /// of a flag only once it has it.
    public var lineEndsSevere: Bool {
        if let last = ahead.last { return last.clip.expected?.severity.isSevere ?? false }
        guard let work else { return leftSevere }
        return work.isSevere
    }
}

extension ClipWork {
    /// Whether it is to be followed by something benign.
    var isSevere: Bool {
        (flag?.severity.isSevere ?? false) || (clip.expected?.severity.isSevere ?? false)
    }
}
