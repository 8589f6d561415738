// Carries erasures out, step by step, so that one that was killed anywhere goes on from there.
import Foundation
import ReviewCore
import Store
import Vault

/// Does what is left to do of every erasure that was asked for. What a step did is recorded with
/// it or after it, and each step can be done again: wherever the process ends, the next saga goes
/// on, and comes to the same end.
///
/// The order is that of harm: once the data keys are gone nothing of a clip opens any more,
/// whatever becomes of the rest.
public struct ErasureSaga {
    /// A place between two writes. Tests end the saga at each of them.
    public enum Point: Int, Sendable, CaseIterable {
        case cellsForgotten, begun, keysDestroyed, contentsErased, soundUnlinked, soundNoted,
            namesBuried
        case listsWritten, listsNoted, remainsCleared, receiptLogged, receiptWritten
    }

    private let seat: Seat
    private let isCancelled: () -> Bool
    private let passed: (Point) throws -> Void

    /// Clips in one transaction: desks wait for the lock, and not for long.
    private static let together = 250

    public init(
        seat: Seat, isCancelled: @escaping () -> Bool = { false },
        passed: @escaping (Point) throws -> Void = { _ in }
    ) {
        self.seat = seat
        self.isCancelled = isCancelled
        self.passed = passed
    }

    /// Runs to the end, or until interrupted between two steps. Waits for a saga of another
    /// process first, which may have done all there is to do.
    ///
    /// - Returns: the receipts that were issued, and whether all was done that this person can do.
    @discardableResult
    public func run(
        onProgress: (_ clips: Int, _ of: Int) -> Void = { _, _ in }
    ) throws -> ErasureOutcome {
        let lock = try SagaLock(of: seat.workspace.directory, isCancelled: isCancelled)
        guard let lock else { return ErasureOutcome(isComplete: false) }
        defer { lock.release() }
        defer { seat.log.settle() }
        let store = seat.store.erasures
        let total = try store.open().reduce(0) { $0 + $1.clips }
        var outcome = ErasureOutcome(isComplete: true)
        // What a kill left unwritten is logged already.
        try ReceiptFiles(of: seat.workspace.directory).write(try store.receipts())
        try forgetCells(store)
        guard total > 0 else { return outcome }
        var steps = 0
        func note(_ count: Int) throws {
            steps += count
            onProgress(steps / Self.perClip, total)
            if isCancelled() { throw Cancelled() }
        }
        do {
            try passed(.begun)
            try destroy(store, note)
            try removeSounds(store, note)
            outcome.awaitingNames = try listNames(store)
            if isCancelled() { throw Cancelled() }
            try store.clearRemains()
            try passed(.remainsCleared)
            outcome.receipts = try issueReceipts(store)
            if !mayForgetCells {
                outcome.awaitingCells = try store.open().reduce(0) { $0 + $1.awaitingCells }
            }
        } catch is Cancelled {
            outcome.isComplete = false
        }
        return outcome
    }

    /// Steps whose clips are counted: keys, contents, sound.
    private static let perClip = 3

    private struct Cancelled: Error {}

    // MARK: - Steps

    /// Cells stop counting the accounts while the locations still open. It takes a custodian: for
    /// an officer the store keeps the keys of clips that came with a location, and they wait.
    private func forgetCells(_ store: ReviewStore.Erasures) throws {
        while mayForgetCells, !isCancelled() {
            let clips = try store.cellsToForget(Self.together)
            guard !clips.isEmpty else { break }
            // A location that does not open keeps nobody from being erased.
            let marks = clips.flatMap { (try? seat.vault.cells(of: $0)) ?? [] }
            try seat.store.disclosures.forgetCells(marks)
            try store.cellsForgotten(clips.map(\.id))
        }
        try passed(.cellsForgotten)
    }

    private var mayForgetCells: Bool {
        RolePolicy.may(seat.person.roles, .erase)
            && seat.vault.keyring.classes.contains(.location)
    }

    private func destroy(_ store: ReviewStore.Erasures, _ note: (Int) throws -> Void) throws {
        while true {
            let count = try store.destroyKeys(Self.together)
            guard count > 0 else { break }
            try passed(.keysDestroyed)
            try note(count)
        }
        while true {
            let count = try store.eraseContents(Self.together)
            guard count > 0 else { break }
            try passed(.contentsErased)
            try note(count)
        }
    }

    private func removeSounds(
        _ store: ReviewStore.Erasures, _ note: (Int) throws -> Void
    ) throws {
        while true {
            let clips = try store.soundsToRemove(Self.together)
            guard !clips.isEmpty else { return }
            try seat.workspace.audioFiles.delete(clips)
            try passed(.soundUnlinked)
            try store.soundsRemoved(clips)
            try passed(.soundNoted)
            try note(clips.count)
        }
    }

    /// Lists what clips were called in exports. Only whoever holds the border can read that; for
    /// others it waits. Answers how many clips wait.
    private func listNames(_ store: ReviewStore.Erasures) throws -> Int {
        let mayOpen = seat.vault.keyring.classes.contains(.border)
        while mayOpen {
            let sealed = try store.namesToList(Self.together)
            guard !sealed.isEmpty else { break }
            try store.bury(try opened(sealed), .now)
            try passed(.namesBuried)
        }
        try TombstoneFiles(of: seat.workspace.directory).write(try store.listsToWrite())
        try passed(.listsWritten)
        try store.listsWritten()
        try passed(.listsNoted)
        return mayOpen ? 0 : try store.open().reduce(0) { $0 + $1.awaitingNames }
    }

    private func opened(_ sealed: [SealedExportName]) throws -> [Tombstone] {
        var exports: [UUID: ExportOpening] = [:]
        return try sealed.map { name in
            let opening =
                try exports[name.export]
                ?? seat.vault.openExport(name.export, sealedKey: name.sealedKey)
            exports[name.export] = opening
            return Tombstone(
                export: name.export, clip: name.clip,
                name: try opening.name(name.name, of: name.clip),
                manifest: try opening.manifest(name.manifest))
        }
    }

    /// Logged first, written second: a receipt that is there is one the log knows.
    private func issueReceipts(_ store: ReviewStore.Erasures) throws -> [String] {
        var names: [String] = []
        for part in try store.partsWithoutReceipt() {
            let receipt = try receipt(of: part)
            try store.finish(part, try receipt.signed(by: seat.log.signer), .now)
            try passed(.receiptLogged)
            names.append(receipt.name)
        }
        try ReceiptFiles(of: seat.workspace.directory).write(try store.receipts())
        try passed(.receiptWritten)
        return names
    }

    private func receipt(of part: ErasedPart) throws -> ErasureReceipt {
        ErasureReceipt(
            workspace: seat.workspace.id, erasure: part.erasure, part: part.part,
            reason: part.reason.rawValue,
            requested: ErasureReceipt.Act(at: part.requestedAt, by: part.requestedBy),
            finished: ErasureReceipt.Act(at: .now, by: seat.person.id), subjects: part.subjects,
            clips: part.clips, deferred: part.deferred,
            counts: ErasureReceipt.Counts(
                clips: part.clips.count, keys: part.keys, fields: part.fields,
                annotations: part.annotations, sounds: part.clips.count,
                names: part.names.values.reduce(0, +)),
            exports: part.names.sorted { $0.key.uuidString < $1.key.uuidString }.map {
                ErasureReceipt.Recalled(
                    export: $0.key.uuidString.lowercased(), names: $0.value,
                    tombstones: TombstoneFiles.path(of: $0.key))
            },
            log: ErasureReceipt.LogHead(try seat.store.audit.head()))
    }
}

/// What a saga came to.
public struct ErasureOutcome: Sendable, Equatable {
    /// Names of the receipts that were issued, without ending.
    public var receipts: [String] = []
    /// Clips that are gone but for their names in exports, which take a custodian.
    public var awaitingNames = 0
    /// Clips out of reach but whole, until a custodian has had the cells of their location forget
    /// them.
    public var awaitingCells = 0
    /// False where it was interrupted.
    public var isComplete: Bool

    init(isComplete: Bool) { self.isComplete = isComplete }
}

/// One saga at a time. The lock goes with the process, however it ends.
private struct SagaLock {
    private let descriptor: Int32

    private static let name = ".erasure-lock"
    /// Microseconds between two looks at a lock that another process has.
    private static let patience: UInt32 = 50_000

    /// `nil` when interrupted while waiting.
    init?(of workspace: URL, isCancelled: () -> Bool) throws {
        let path = workspace.appending(path: Self.name).path
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw PrivateFolderError.unreachable(Self.name, code: errno)
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, !isCancelled() else {
                close(descriptor)
                return nil
            }
            usleep(Self.patience)
        }
        self.descriptor = descriptor
    }

    func release() { close(descriptor) }
}
