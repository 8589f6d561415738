// Sends one notice one way, and answers in bounded time how that went.
import Foundation
import ReviewCore

/// Sends notices. Each call waits for its end, so it belongs on a worker; any number may run at
/// once.
public struct NoticeSender: Sendable {
    /// In seconds.
    public struct Patience: Sendable {
        public var command = 15.0
        public var connection = 5.0
        public var transfer = 15.0

        public init() {}

        /// No try takes longer.
        public var longest: Double { max(command + CommandRun.grace, transfer) }
    }

    public let patience: Patience
    /// What commands find in their environment.
    private let environment: [String: String]
    private let halting = Halt()

    public init(environment: [String: String], patience: Patience = Patience()) {
        self.environment = environment
        self.patience = patience
    }

    /// Ends the commands that this sender and its copies run, now and later. What is under way over
    /// the network ends by its own time-outs.
    public func halt() { halting.say() }

    /// Returns once the other side took it: the command ended well, the mailer or the server said
    /// yes. That somebody read it is for the incident to show.
    ///
    /// - Returns: how it was taken, for the record: `exit-0`, `http-204`, `smtp-250`.
    @discardableResult
    public func send(
        _ message: NoticeMessage, by channel: NoticeChannel
    ) throws(SendFailure) -> String {
        switch channel {
        case .command(let hook):
            return try run(hook.arguments, with: try encoded(message) + Data("\n".utf8))
        case .mail(let address, let route):
            let text = NoticeMail(message, from: route.from, to: address).text
            switch route.transport {
            case .program(let path):
                do throws(SendFailure) {
                    return try run([path, "-t", "-oi"], with: Data(text.utf8))
                } catch {
                    if case .cannotStart(let path, let number) = error {
                        throw .noMailer(path, number)
                    }
                    throw error
                }
            case .server(let server):
                guard let from = route.from else { throw .notSent }
                return "smtp-\(try mail(text, from: from, to: address, by: server))"
            }
        case .webhook(let hook): return "http-\(try post(encoded(message), to: hook))"
        }
    }

    private func encoded(_ message: NoticeMessage) throws(SendFailure) -> Data {
        do { return try message.json() } catch { throw .notSent }
    }

    private func run(
        _ arguments: [String], with input: Data
    ) throws(SendFailure) -> String {
        try CommandRun(arguments, environment: environment).finish(
            input: input, within: patience.command, or: halting)
        return "exit-0"
    }
}
