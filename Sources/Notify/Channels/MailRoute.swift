// Mail: to whom, and how it leaves the machine.

/// One mailbox, plain enough that nothing in it can pass for another header or argument.
public struct MailAddress: Sendable, Equatable, CustomStringConvertible {
    public let description: String
    let host: String

    public init(_ text: String) throws(ChannelFault) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let marks = Set("!#$%&'*+/=?^_`{|}~-.")
        let isPlain = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0) || $0 == "@")
        }
        guard isPlain, parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
            !text.hasPrefix("-"), text.utf8.count <= 254
        else { throw ChannelFault(wanted: "a plain mail address, such as 'duty@example.org'") }
        description = text
        host = String(parts[1])
    }
}

/// How mail leaves the machine.
public struct MailRoute: Sendable, Equatable {
    public enum Transport: Sendable, Equatable {
        /// A program that takes a mail on its standard input and reads the recipients off it.
        case program(path: String)
        case server(MailServer)
    }

    public var transport: Transport
    /// Needed by a server; the system's mailer has one of its own.
    public var from: MailAddress?

    public init(_ transport: Transport, from: MailAddress?) {
        self.transport = transport
        self.from = from
    }

    public static let systemMailer = "/usr/sbin/sendmail"
}

/// An SMTP server, and how it is spoken to.
public struct MailServer: Sendable, Equatable {
    public enum Security: Sendable, Equatable {
        /// Only on the machine itself.
        case none
        /// Begins plain, and says nothing before it is encrypted.
        case startTLS
        case encrypted
    }

    public let address: String
    public let security: Security
    /// A file with the user's name in its first line and the password in its second.
    public var loginFile: String?
    /// Certificates to believe in place of the system's.
    public var authorities: String?

    /// - Parameter address: `smtps://HOST`, or `smtp://HOST`, which demands STARTTLS of every
    ///   host but this one.
    public init(
        _ address: String, loginFile: String? = nil, authorities: String? = nil
    ) throws(ChannelFault) {
        let fault = ChannelFault(wanted: "smtps://HOST:PORT or smtp://HOST:PORT, without a login")
        guard let place = NetPlace(address), !place.hasLogin else { throw fault }
        switch place.scheme {
        case "smtps": security = .encrypted
        case "smtp": security = place.isLoopback ? .none : .startTLS
        default: throw fault
        }
        self.address = address
        self.loginFile = loginFile
        self.authorities = authorities
    }

    init(_ address: String, security: Security) {
        self.address = address
        self.security = security
    }
}
