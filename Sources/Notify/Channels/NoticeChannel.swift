// The ways to tell somebody: a command, a mail, a web address. Each is checked when it is made.

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
