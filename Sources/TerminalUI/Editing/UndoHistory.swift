// Steps that can be taken back and taken again.

/// Where the caret and the selection's other end stand.
struct TextCursor: Sendable, Equatable {
    var caret: Int
    var anchor: Int?
}

/// What one undo takes back.
struct UndoStep: Sendable, Equatable {
    var edits: [BufferEdit]
    var before: TextCursor
    var after: TextCursor

    var weight: Int { edits.reduce(0) { $0 + $1.weight } }
}

/// Undo and redo stacks, bounded by what they hold so that a long sitting stays small.
struct UndoHistory: Sendable, Equatable {
    private(set) var done: [UndoStep] = []
    private(set) var undone: [UndoStep] = []
    private var weight = 0

    private static let mostBytes = 8 << 20
    private static let mostSteps = 2000

    /// Notes an edit, as part of the step before it if `joining`.
    mutating func note(
        _ edit: BufferEdit, before: TextCursor, after: TextCursor, joining: Bool
    ) {
        undone = []
        if joining, let last = done.indices.last {
            done[last].edits.append(edit)
            done[last].after = after
        } else {
            done.append(UndoStep(edits: [edit], before: before, after: after))
        }
        weight += edit.weight
        forgetOldest()
    }

    /// The step to take back, moved to the redo side.
    mutating func takeBack() -> UndoStep? {
        guard let step = done.popLast() else { return nil }
        weight -= step.weight
        undone.append(step)
        return step
    }

    /// The step to do again, moved to the undo side.
    mutating func takeAgain() -> UndoStep? {
        guard let step = undone.popLast() else { return nil }
        weight += step.weight
        done.append(step)
        return step
    }

    /// The newest step always stays, however large.
    private mutating func forgetOldest() {
        guard weight > Self.mostBytes || done.count > Self.mostSteps else { return }
        var dropped = 0
        while dropped < done.count - 1,
            weight > Self.mostBytes || done.count - dropped > Self.mostSteps
        {
            weight -= done[dropped].weight
            dropped += 1
        }
        done.removeFirst(dropped)
    }
}
