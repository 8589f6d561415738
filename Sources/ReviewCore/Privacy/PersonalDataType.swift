// The kinds of personal data a transcript may hold and must tag.

/// Types of `[PII:TYPE]`, after Amazon Transcribe's.
public enum PersonalDataType: String, Sendable, Codable, CaseIterable {
    case name = "NAME"
    case address = "ADDRESS"
    case phone = "PHONE"
    case email = "EMAIL"
    case bankAccountNumber = "BANK_ACCOUNT_NUMBER"
    case cardNumber = "CREDIT_DEBIT_NUMBER"
    case cardCode = "CREDIT_DEBIT_CVV"
    case pin = "PIN"
    case socialSecurity = "SSN"
    case accountID = "ACCOUNT_ID"
    case deviceSerial = "DEVICE_SERIAL"
    case ipAddress = "IP"
    case medical = "MEDICAL"

    /// What a person calls it, in lower case.
    public var title: String {
        switch self {
        case .name: "name"
        case .address: "address"
        case .phone: "phone number"
        case .email: "email address"
        case .bankAccountNumber: "bank account"
        case .cardNumber: "card number"
        case .cardCode: "card code"
        case .pin: "PIN"
        case .socialSecurity: "social security number"
        case .accountID: "account number"
        case .deviceSerial: "device serial"
        case .ipAddress: "network address"
        case .medical: "medical detail"
        }
    }

    /// The key that chooses it at the desk.
    public var key: Character {
        switch self {
        case .name: "n"
        case .address: "a"
        case .phone: "p"
        case .email: "e"
        case .bankAccountNumber: "b"
        case .cardNumber: "c"
        case .cardCode: "v"
        case .pin: "i"
        case .socialSecurity: "s"
        case .accountID: "u"
        case .deviceSerial: "d"
        case .ipAddress: "w"
        case .medical: "m"
        }
    }

    /// The tag that stands in its place.
    public var tag: String { "[PII:\(rawValue)]" }
}
