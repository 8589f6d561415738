// The ways to tell somebody: a command, a mail, a web address. Each is checked when it is made.
import CCurl
import Foundation

/// One way to tell one group.
public enum NoticeChannel: Sendable, Equatable {
    case command(CommandHook)
    case mail(MailAddress, MailRoute)
    case webhook(Webhook)
}

/// Why a channel cannot be as it was written; says what it must be.
public struct ChannelFault: Error, Equatable, CustomStringConvertible {
    /// What it must be: "an absolute path", and the like.
    public let wanted: String

    public var description: String { wanted }
}

/// A program that is told on its standard input.
public struct CommandHook: Sendable, Equatable {
    public let arguments: [String]

    /// - Parameter arguments: the program's path and what it is given. No shell reads them.
    public init(_ arguments: [String]) throws(ChannelFault) {
        guard let path = arguments.first, path.hasPrefix("/"),
            arguments.allSatisfy({ !$0.utf8.contains(0) })
        else {
            throw ChannelFault(wanted: "a list of words, the first a program's absolute path")
        }
        self.arguments = arguments
    }
}

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

/// A web address that takes a notice as JSON.
public struct Webhook: Sendable, Equatable {
    public let address: String
    /// Only the host may be shown: the path of many a webhook is its password.
    public let host: String
    let isLoopback: Bool
    /// A file with the secret that notices are signed with.
    public var secretFile: String?
    /// Certificates to believe in place of the system's.
    public var authorities: String?

    public init(
        _ address: String, secretFile: String? = nil, authorities: String? = nil
    ) throws(ChannelFault) {
        guard let place = NetPlace(address), !place.hasLogin,
            place.scheme == "https" || (place.scheme == "http" && place.isLoopback)
        else {
            throw ChannelFault(
                wanted: "an address that begins with https://, without a login;"
                    + " http:// only to this machine")
        }
        self.address = address
        host = place.host
        isLoopback = place.isLoopback
        self.secretFile = secretFile
        self.authorities = authorities
    }
}

/// Where an address leads, as the library that will follow it reads it.
struct NetPlace {
    let scheme: String
    let host: String
    let hasLogin: Bool

    init?(_ address: String) {
        guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        var place = ccurl_place()
        guard ccurl_read_address(address, &place) != 0 else { return nil }
        scheme = Self.text(of: &place.scheme).lowercased()
        host = Self.text(of: &place.host).lowercased()
        hasLogin = place.has_login != 0
    }

    private static func text<Characters>(of characters: inout Characters) -> String {
        withUnsafeBytes(of: &characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Whether it is this machine, by its numbers or by the one name that always means it.
    var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        var number = in_addr()
        guard inet_pton(AF_INET, host, &number) == 1 else { return false }
        return UInt32(bigEndian: number.s_addr) >> 24 == 127
    }
}
