// Takes an object apart by an allow-list: what is not asked for by name is refused.

/// What is wrong with a record, and where in it; becomes an `ImportProblem` once placed.
struct FieldFault: Error, Equatable {
    let reason: ImportProblem.Reason
}

/// The fields of one JSON object. Each is taken by name; `finish` refuses what was not.
struct Fields {
    private let members: [JSONValue.Member]
    /// One bit a member; the parser lets no object have more than 64.
    private var taken: UInt64 = 0
    /// The way here, such as `hypothesis.words[3].`; empty at the top.
    private let prefix: String

    /// - Throws: when `value` is not an object.
    init(_ value: JSONValue, path: String = "") throws(FieldFault) {
        guard case .object(let members) = value else {
            throw FieldFault(
                reason: .wrongType(path.isEmpty ? "(whole line)" : path, expected: "an object"))
        }
        self.members = members
        prefix = path.isEmpty ? "" : path + "."
    }

    /// The path of `key`, for reasons.
    func path(_ key: String) -> String { prefix + key }

    /// The value of `key`, now taken; a null counts as absent.
    mutating func take(_ key: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
        taken |= 1 << UInt64(index)
        let value = members[index].value
        return value == .null ? nil : value
    }

    /// Every key, as it stands, for objects whose keys are data.
    var keys: [String] { members.map(\.key) }

    /// Names of fields not taken so far, made safe to print.
    var untaken: [String] {
        members.indices.filter { taken & (1 << UInt64($0)) == 0 }.map {
            prefix + Self.printable(members[$0].key)
        }
    }

    /// - Throws: naming the first field that nobody asked for.
    func finish() throws(FieldFault) {
        if let name = untaken.first { throw FieldFault(reason: .unknownField(name)) }
    }

    /// A field's name if it looks like one; else what it looks like, since a manifest made badly
    /// can have anything there.
    static func printable(_ key: String) -> String {
        guard let first = key.utf8.first, (0x61...0x7A).contains(first | 0x20) || first == 0x5F,
            key.utf8.count <= 40,
            key.utf8.allSatisfy({
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
                    || $0 == 0x2D || $0 == 0x2E
            })
        else { return "(a name of \(key.utf8.count) bytes that is not a plain word)" }
        return key
    }
}

// MARK: - Values

extension Fields {
    /// The string at `key` as it stands.
    mutating func rawText(_ key: String, limit: Int) throws(FieldFault) -> String? {
        guard let value = take(key) else { return nil }
        guard case .string(let text) = value else {
            throw FieldFault(reason: .wrongType(path(key), expected: "text"))
        }
        guard text.utf8.count <= limit else {
            throw FieldFault(reason: .tooLong(path(key), limit: limit))
        }
        return text
    }

    /// Whether there is nothing to see; the first byte settles it for nearly all text.
    private static func isBlank(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        return (first <= 0x20 || first >= 0x80) && text.allSatisfy(\.isWhitespace)
    }

    /// Text for people to read, cleaned of what a terminal would obey.
    mutating func text(_ key: String, limit: Int = Limits.text) throws(FieldFault) -> String? {
        try rawText(key, limit: limit).map(CleanText.clean)
    }

    /// Text that must be there and not blank.
    mutating func requiredText(
        _ key: String, limit: Int = Limits.text
    ) throws(FieldFault) -> String {
        guard let text = try text(key, limit: limit), !Self.isBlank(text) else {
            throw FieldFault(reason: .missing(path(key)))
        }
        return text
    }

    /// A name taken as it is: not blank, not cleaned but refused where it would have to be.
    mutating func name(_ key: String, limit: Int = Limits.name) throws(FieldFault) -> String? {
        guard let name = try rawText(key, limit: limit) else { return nil }
        guard !Self.isBlank(name) else {
            throw FieldFault(reason: .missing(path(key)))
        }
        guard CleanText.isClean(name) else {
            throw FieldFault(reason: .malformed(path(key), rule: "no control characters"))
        }
        return name
    }

    /// A word of a taxonomy. Codes are stored readable, so nothing but a code may pass for one.
    mutating func code(_ key: String) throws(FieldFault) -> String? {
        guard let code = try rawText(key, limit: Limits.code) else { return nil }
        let isCode =
            !code.isEmpty
            && code.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
                    || $0 == 0x2D || $0 == 0x2E || $0 == 0x3A
            }
        guard isCode else {
            throw FieldFault(
                reason: .malformed(path(key), rule: "letters, digits and _ - . : only"))
        }
        return code
    }

    mutating func number(
        _ key: String, in range: ClosedRange<Double>, rule: String
    ) throws(FieldFault) -> Double? {
        guard let value = take(key) else { return nil }
        guard case .number(let number) = value else {
            throw FieldFault(reason: .wrongType(path(key), expected: "a number"))
        }
        guard range.contains(number) else {
            throw FieldFault(reason: .outOfRange(path(key), rule: rule))
        }
        return number
    }

    /// Seconds, 0 to a day.
    mutating func seconds(_ key: String) throws(FieldFault) -> Double? {
        try number(key, in: 0...86_400, rule: "seconds, 0 to 86400")
    }

    mutating func confidence(_ key: String = "confidence") throws(FieldFault) -> Double? {
        try number(key, in: 0...1, rule: "0 to 1")
    }

    mutating func integer(
        _ key: String, in range: ClosedRange<Int>
    ) throws(FieldFault) -> Int? {
        let rule = "whole, \(range.lowerBound) to \(range.upperBound)"
        let bounds = Double(range.lowerBound)...Double(range.upperBound)
        guard let number = try number(key, in: bounds, rule: rule) else { return nil }
        guard let whole = Int(exactly: number) else {
            throw FieldFault(reason: .outOfRange(path(key), rule: rule))
        }
        return whole
    }

    mutating func flag(_ key: String) throws(FieldFault) -> Bool? {
        guard let value = take(key) else { return nil }
        guard case .bool(let flag) = value else {
            throw FieldFault(reason: .wrongType(path(key), expected: "true or false"))
        }
        return flag
    }

    /// The object at `key`, to be taken apart in turn; its unknown fields are refused too.
    mutating func object<Value>(
        _ key: String, _ read: (inout Fields) throws(FieldFault) -> Value
    ) throws(FieldFault) -> Value? {
        guard let value = take(key) else { return nil }
        var fields = try Fields(value, path: path(key))
        let result = try read(&fields)
        try fields.finish()
        return result
    }

    /// The objects of the array at `key`; empty where there is none.
    mutating func objects<Value>(
        _ key: String, limit: Int, _ read: (inout Fields) throws(FieldFault) -> Value
    ) throws(FieldFault) -> [Value] {
        var results: [Value] = []
        for (index, value) in try list(key, limit: limit).enumerated() {
            do {
                // The path is only spelled out for a record that fails.
                var fields = try Fields(value, path: "")
                results.append(try read(&fields))
                try fields.finish()
            } catch {
                throw FieldFault(reason: error.reason.inside("\(path(key))[\(index)]"))
            }
        }
        return results
    }

    /// The entries of the array at `key`; empty where there is none.
    mutating func list(_ key: String, limit: Int) throws(FieldFault) -> [JSONValue] {
        guard let value = take(key) else { return [] }
        guard case .array(let values) = value else {
            throw FieldFault(reason: .wrongType(path(key), expected: "a list"))
        }
        guard values.count <= limit else {
            throw FieldFault(reason: .tooMany(path(key), limit: limit))
        }
        return values
    }
}

extension ImportProblem.Reason {
    /// The same reason, its field seen from further out.
    fileprivate func inside(_ path: String) -> Self {
        func joined(_ field: String) -> String {
            field.hasPrefix("(whole") ? path : path + "." + field
        }
        return switch self {
        case .unknownField(let field): .unknownField(joined(field))
        case .missing(let field): .missing(joined(field))
        case .wrongType(let field, let expected): .wrongType(joined(field), expected: expected)
        case .outOfRange(let field, let rule): .outOfRange(joined(field), rule: rule)
        case .malformed(let field, let rule): .malformed(joined(field), rule: rule)
        case .unknownCode(let field, let schema): .unknownCode(joined(field), schema: schema)
        case .tooLong(let field, let limit): .tooLong(joined(field), limit: limit)
        case .tooMany(let field, let limit): .tooMany(joined(field), limit: limit)
        default: self
        }
    }
}
