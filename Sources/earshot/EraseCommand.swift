// `earshot erase`: what somebody asked to be forgotten is gone, and a receipt says so.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase what came from a device or account, or single clips, for good.",
        discussion: """
            For custodians. Keys go first, so that nothing opens any more; then text, codes, sound \
            and what the database still holds of them. A list names what to take out of exports, \
            and a signed receipt is left under 'receipts'. What a legal hold keeps is erased when \
            the hold ends. Clips with a flag of P0 to P2 go only where that is said. Interrupted or killed, it goes on with --resume, or with the next \
            command that erases.

            Devices and accounts are given as they came or by pseudonym; options may be repeated.

              earshot erase --account 6co67gv3x2iftbmt --dry-run
              earshot erase --account 6co67gv3x2iftbmt
              earshot erase --resume
              earshot erase --receipt receipts/5d1c9f7e-1.json
            """)

    @Option(help: ArgumentHelp("Everything of this device.", valueName: "id"))
    var device: [String] = []
    @Option(help: ArgumentHelp("Everything of this account.", valueName: "id"))
    var account: [String] = []
    @Option(help: ArgumentHelp("This clip.", valueName: "id"))
    var clip: [NamedID<Clip>] = []
    @ArgumentParser.Flag(help: "Go on with what was asked for and is not finished.")
    var resume = false
    @Option(help: ArgumentHelp("Check a receipt, and erase nothing.", valueName: "file"))
    var receipt: String?
    @ArgumentParser.Flag(help: "Say what would be erased, and erase nothing.")
    var dryRun = false
    @ArgumentParser.Flag(help: "Do not ask.")
    var yes = false
    @ArgumentParser.Flag(
        help: "Erase clips with a flag of P0 to P2 too, of which an officer may need to know.")
    var althoughFlagged = false
    @ArgumentParser.Flag(help: "Print one JSON document instead of words.")
    var json = false
    @OptionGroup var place: WorkspaceOptions

    func validate() throws {
        let isAsked = !(device.isEmpty && account.isEmpty && clip.isEmpty)
        guard [isAsked, resume, receipt != nil].count(where: \.self) == 1 else {
            throw ValidationError(
                "Say what to erase with --device, --account or --clip; or --resume, or --receipt.")
        }
    }

    func run() throws {
        if let receipt { return try check(receipt) }
        let seat = try place.seat()
        try seat.demand(resume ? .finishErasure : .erase)
        if resume { return try finish(seat, ErasureAnswer(), id: nil) }
        let clips = try clip.map { try $0.resolved(in: seat) }
        let wish = ErasureWish(devices: device, accounts: account, clips: clips)
        let told = try seat.requestErasure(wish, id: UUID(), dryRun: true)
        if let unknown = told.unknown.first { throw CustodyCommandError.noSuchClip(unknown) }
        guard !dryRun, told.clips + told.deferred > 0 else {
            try show(seat, told, outcome: nil, id: nil, dryRun: dryRun)
            // Nothing new: what an earlier request left undone is done.
            return dryRun ? () : try Erasing.resume(seat)
        }
        // A yes that was said before anybody knew of the flags does not count for them.
        if yes, told.flagged > 0, !althoughFlagged {
            throw StoreError(.flagged(told.flagged))
        }
        if !yes { try Confirmation.ask(Erasing.question(told)) }
        let id = UUID()
        try finish(
            seat,
            try seat.requestErasure(
                wish, id: id, dryRun: false, althoughFlagged: told.flagged > 0), id: id)
    }

    private func finish(_ seat: Seat, _ answer: ErasureAnswer, id: UUID?) throws {
        let outcome = try Erasing.finish(seat)
        try show(seat, answer, outcome: outcome, id: id, dryRun: false)
        try Erasing.leave(outcome)
    }

    private func show(
        _ seat: Seat, _ answer: ErasureAnswer, outcome: ErasureOutcome?, id: UUID?, dryRun: Bool
    ) throws {
        if json {
            return try Output.json(
                ErasureDocument(
                    answer, outcome, of: seat, id: id, isDryRun: dryRun, isResumed: resume))
        }
        if !resume { Output.lines(Erasing.lines(answer, isDone: outcome != nil)) }
        if let outcome { Output.lines(Erasing.lines(outcome, of: seat)) }
    }

    private func check(_ file: String) throws {
        let workspace = try place.open()
        // Whoever has no keys here can check too, and holds the log against no key of theirs.
        let mine = try? Seat.log(
            in: workspace, surroundings: .current(), unlock: place.passphrase.asking().unlock)
        let proof = try ReceiptProof(
            of: ReceiptFiles.file(file, in: workspace), in: workspace, keeper: mine?.keeper,
            founder: mine?.founder)
        let receipt = proof.receipt
        if json { return try Output.json(receipt) }
        let signer = SanitizedText(proof.signer).text
        Output.line("The receipt is whole: signed by \(signer), logged in entry \(proof.entry)")
        Output.line("Erasure   \(receipt.erasure), part \(receipt.part)")
        Output.line("Finished  \(receipt.finished.at)")
        Output.line("Clips     \(receipt.counts.clips.grouped)")
        if !receipt.deferred.isEmpty {
            Output.line("Held      \(receipt.deferred.count.grouped), to be erased after the hold")
        }
    }
}

/// What commands that erase have in common.
enum Erasing {
    /// Carries out what was asked for, with progress; may be interrupted between two steps.
    static func finish(_ seat: Seat) throws -> ErasureOutcome {
        let interruption = Interruption()
        let progress = ProgressLine("Erasing")
        defer { progress.finish() }
        return try seat.finishErasures(
            isCancelled: { interruption.isAsked },
            onProgress: { done, total in
                progress.show(
                    count: done, of: "clips",
                    fraction: total > 0 ? Double(done) / Double(total) : nil)
            })
    }

    /// Goes on with what is left of earlier erasures; silent where nothing is.
    static func resume(_ seat: Seat) throws {
        guard RolePolicy.may(seat.person.roles, .finishErasure),
            try seat.store.erasures.open().contains(where: { $0.clips > 0 })
        else { return }
        let outcome = try finish(seat)
        for line in lines(outcome, of: seat) { Output.complain(line) }
        try leave(outcome)
    }

    static func leave(_ outcome: ErasureOutcome) throws {
        guard outcome.isComplete else {
            Output.complain(
                "earshot: interrupted; what was asked for is out of reach already, and 'earshot"
                    + " erase --resume' goes on from here")
            throw ExitStatus.interrupted
        }
        if outcome.awaitingNames + outcome.awaitingCells > 0 { throw ExitStatus.partly }
    }

    static func question(_ told: ErasureAnswer) -> String {
        "\(told.clips.counted("clip")) will be erased for good"
            + (told.deferred > 0 ? ", \(told.deferred.grouped) after their hold" : "")
            + (told.flagged > 0
                ? "\n\(told.flagged.grouped) of them carry a flag of P0 to P2: what an officer has not"
                    + " looked into yet is gone with them" : "")
    }

    static func lines(_ answer: ErasureAnswer, isDone: Bool) -> [String] {
        guard answer.clips + answer.deferred + answer.already > 0 else {
            return ["There is nothing of it here."]
        }
        var lines = ["\(answer.clips.counted("clip")) \(isDone ? "erased" : "would be erased")"]
        func note(_ count: Int, _ words: String) {
            if count > 0 { lines.append("\(count.grouped) \(words)") }
        }
        note(answer.inHands, isDone ? "of them taken out of hands" : "of them in hands now")
        note(answer.exported, "of them left in exports")
        note(answer.deferred, "under a legal hold, erased when it ends")
        note(answer.flagged, "of them with a flag of P0 to P2")
        note(answer.already, "erased or asked for before")
        return lines
    }

    static func lines(_ outcome: ErasureOutcome, of seat: Seat) -> [String] {
        var lines = outcome.receipts.map { "Receipt: \(ReceiptFiles.path($0, in: seat.workspace))" }
        if outcome.awaitingCells > 0 {
            lines.append(
                "\(outcome.awaitingCells.counted("clip")) came with a location, out of reach"
                    + " until a custodian finishes with 'earshot erase --resume'")
        }
        if outcome.awaitingNames > 0 {
            lines.append(
                "\(outcome.awaitingNames.counted("clip is", "clips are")) gone but for the lists of what to take"
                    + " out of exports; a custodian finishes those with 'earshot erase --resume'")
        } else if lines.isEmpty, outcome.isComplete {
            lines.append("Nothing is left to do.")
        }
        return lines
    }
}

/// What an erasure did, for scripts.
struct ErasureDocument: Encodable {
    let dryRun: Bool
    let erasure: String?
    let clips: Int
    let inHands: Int
    let exported: Int
    let deferred: Int
    let flagged: Int
    let already: Int
    let receipts: [String]
    let awaitingNames: Int
    let awaitingCells: Int
    let complete: Bool

    init(
        _ answer: ErasureAnswer, _ outcome: ErasureOutcome?, of seat: Seat, id: UUID?,
        isDryRun: Bool, isResumed: Bool
    ) {
        dryRun = isDryRun
        erasure = id?.uuidString.lowercased()
        clips = answer.clips
        inHands = answer.inHands
        exported = answer.exported
        deferred = answer.deferred
        flagged = answer.flagged
        already = answer.already
        receipts = (outcome?.receipts ?? []).map { ReceiptFiles.path($0, in: seat.workspace) }
        awaitingNames = outcome?.awaitingNames ?? 0
        awaitingCells = outcome?.awaitingCells ?? 0
        complete = outcome?.isComplete ?? true
    }
}
