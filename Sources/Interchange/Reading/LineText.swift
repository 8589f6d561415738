// What every line of JSON goes through before its fields are looked at.

/// The bytes of one line.
enum LineText {
    /// Whether there is nothing but spaces and tabs.
    static func isBlank(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] != 0x20 && bytes[index] != 0x09 {
            return false
        }
        return true
    }

    /// The value on the line, or why there is none.
    static func parse(_ bytes: Span<UInt8>) throws(FieldFault) -> JSONValue {
        do {
            return try JSONParser.parse(bytes)
        } catch {
            throw FieldFault(reason: reason(error))
        }
    }

    private static func reason(_ fault: JSONFault) -> ImportProblem.Reason {
        switch fault {
        case .syntax(let column): .notJSON(column: column)
        case .notUTF8(let column): .notUTF8(column: column)
        case .repeatedKey(let key): .repeatedField(Fields.printable(key))
        case .tooDeep: .tooDeep
        case .tooManyFields: .tooManyFields
        }
    }
}
