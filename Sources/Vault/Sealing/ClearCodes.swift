// The clear columns that people act upon, as bytes that are authenticated with the text.
import ReviewCore

extension SealedClip {
    /// Locale, times, names and priority of the clip: whoever edits one of them in the database
    /// breaks the seal of the clip's text. Consent may be withdrawn, and the copies of the sealed
    /// interpretation are for queries alone, so they are free to differ.
    var codes: [UInt8] {
        var codes = Place(label: "clip codes", format: 1)
        codes.add(locale)
        codes.add(capturedAt?.microseconds) { $0.add(Int($1)) }
        codes.add(duration) { $0.add($1) }
        codes.add(device?.rawValue) { $0.add($1) }
        codes.add(account?.rawValue) { $0.add($1) }
        codes.add(priority)
        return codes.bytes
    }
}

extension SealedAnnotation {
    /// Everything a reviewer decided that is kept beside their words: whoever edits an outcome, a
    /// flag or a judgment in the database breaks the seal of the annotation.
    var codes: [UInt8] {
        var codes = Place(label: "annotation codes", format: 1)
        switch outcome {
        case .annotated: codes.add("annotated")
        case .skipped(let reason):
            codes.add("skipped")
            codes.add(reason)
        case .broken(let reason):
            codes.add("broken")
            codes.add(reason)
        }
        codes.add(judgments.codes.count)
        for (axis, chosen) in judgments.codes.sorted(by: { $0.key < $1.key }) {
            codes.add(axis)
            codes.add(chosen.count)
            for code in chosen { codes.add(code) }
        }
        codes.add(correctedIntent) { $0.add($1) }
        codes.add(flag) {
            $0.add($1.category)
            $0.add($1.severity.rawValue)
        }
        for figure in [effort.seconds, effort.heardSeconds, effort.coverage] { codes.add(figure) }
        codes.add(effort.plays)
        codes.add(effort.keystrokes)
        codes.add(Int(submittedAt.microseconds))
        // Records made before listening was kept have none, and were sealed without it.
        if !effort.listening.isEmpty { codes.add(effort.listening.text) }
        return codes.bytes
    }
}

extension Place {
    /// A value that may be absent; absence is not written like any value.
    fileprivate mutating func add<Value>(
        _ value: Value?, _ write: (inout Place, Value) -> Void
    ) {
        guard let value else { return add(0) }
        add(1)
        write(&self, value)
    }

    /// As a store gives it back: no sign on zero, and nothing that is no number.
    fileprivate mutating func add(_ figure: Double) {
        let kept = figure.isFinite ? figure : 0
        add(Int(Int64(bitPattern: (kept == 0 ? 0 : kept).bitPattern)))
    }
}
