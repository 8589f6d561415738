// Why a notice did not arrive, as a short code for the record and a line for whoever mends it.
import Foundation

/// How one try to send a notice failed. Nothing in it was said by the other side but a number.
public enum SendFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The command, or the mailer, ended with this code.
    case exit(Int32)
    case signal(Int32)
    case timedOut
    /// Nobody waited for it any longer.
    case halted
    /// The program could not be started: which, and the system's number.
    case cannotStart(String, Int32)
    /// Mail goes through a program that could not be started.
    case noMailer(String, Int32)
    case http(Int)
    case smtp(Int)
    case unreachable
    /// No encryption, or a certificate nobody vouches for.
    case notTrusted
    /// A password or secret that cannot be used: which file, and what is wrong with it.
    case secret(String, String)
    /// Nothing could be sent at all: no sender's address, or no memory.
    case notSent
    /// The settings have no such channel any more.
    case gone

    /// For the record: a word and a number.
    public var code: String {
        switch self {
        case .exit(let code): "exit-\(code)"
        case .signal(let number): "signal-\(number)"
        case .timedOut: "timed-out"
        case .halted: "halted"
        case .cannotStart(_, let number): "cannot-start-\(number)"
        case .noMailer(_, let number): "no-mailer-\(number)"
        case .http(let status): "http-\(status)"
        case .smtp(let status): "smtp-\(status)"
        case .unreachable: "unreachable"
        case .notTrusted: "not-trusted"
        case .secret: "secret-file"
        case .notSent: "not-sent"
        case .gone: "gone"
        }
    }

    /// Whether time alone may mend it. Where it may not somebody has to; it is tried again all the
    /// same, so that their mending is enough.
    public var passesByItself: Bool {
        switch self {
        case .timedOut, .halted, .unreachable, .exit, .signal: true
        case .http(let status): status >= 500 || status == 408 || status == 425 || status == 429
        case .smtp(let status): (400..<500).contains(status)
        case .cannotStart(_, let number), .noMailer(_, let number):
            [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(number)
        case .notTrusted, .secret, .notSent, .gone: false
        }
    }

    public var description: String {
        switch self {
        case .exit(let code): "it ended with exit code \(code); run it by hand to see why"
        case .signal(let number): "signal \(number) ended it"
        case .timedOut: "it took too long and was given up"
        case .halted: "it was ended with the program that ran it; another tries again"
        case .cannotStart(let path, let number):
            "\(path) cannot be started (\(String(cString: strerror(number)))); check the path"
        case .noMailer(let path, let number):
            "\(path) cannot be started (\(String(cString: strerror(number)))); install a mailer,"
                + " or name a server as smtp in [mail]"
        case .http(300..<400):
            "it points elsewhere, which is not followed; set the address it points to"
        case .http(let status): "the server answered \(status)"
        case .smtp(535): "the mail server does not take the login; check the login file"
        case .smtp(let status): "the mail server answered \(status)"
        case .unreachable: "there is no way there; check the host, the port and the network"
        case .notTrusted:
            "the server does not encrypt, or cannot show who it is; check its certificate"
        case .secret(let path, let problem): "\(path) \(problem)"
        case .notSent: "it could not be sent; check the settings of [mail], its sender above all"
        case .gone: "earshot.toml has no such channel any more"
        }
    }
}
