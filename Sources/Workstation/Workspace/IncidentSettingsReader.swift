// Reads what earshot.toml says of incidents, and refuses by name what it cannot take.
import Notify
import ReviewCore
import TOMLKit

/// Gathers the sections, in whatever order they come, and makes settings of them.
struct IncidentSettingsReader {
    private var terms: [Severity: TOMLTable] = [:]
    private var groups: [String: TOMLTable] = [:]
    private var mail = TOMLTable()

    /// Whether `section` is one of these.
    mutating func take(
        _ section: String, _ entries: TOMLTable
    ) throws(SettingsError) -> Bool {
        switch section {
        case "incidents":
            for (name, value) in entries {
                guard let severity = Severity(rawValue: name), let table = value.table else {
                    throw .unknown("incidents.\(name)")
                }
                terms[severity] = table
            }
        case "notify":
            for (name, value) in entries {
                guard let table = value.table else { throw .unknown("notify.\(name)") }
                groups[try Self.group(name, in: "notify.\(name)")] = table
            }
        case "mail": mail = entries
        default: return false
        }
        return true
    }

    func settings() throws(SettingsError) -> IncidentSettings {
        let route = try mailRoute()
        var own: [Severity: IncidentTerms] = [:]
        if !terms.isEmpty {
            guard let trade = try? IncidentPolicy.trade() else {
                throw .outOfRange("incidents", "left out: this program has no terms of its own")
            }
            for (severity, table) in terms {
                own[severity] = try terms(table, severity, over: trade)
            }
        }
        var channels: [String: [String: NoticeChannel]] = [:]
        for (group, table) in groups {
            let ways = try self.channels(table, "notify.\(group)", route)
            if !ways.isEmpty { channels[group] = ways }
        }
        return IncidentSettings(terms: own, channels: channels)
    }

    // MARK: - Terms

    private func terms(
        _ table: TOMLTable, _ severity: Severity, over trade: IncidentPolicy
    ) throws(SettingsError) -> IncidentTerms? {
        let held = trade[severity]
        var (acknowledge, decide) = (held.acknowledgeWithin, held.decideWithin)
        var ladder = held.ladder
        let section = "incidents.\(severity.rawValue)"
        for (name, value) in table {
            let key = "\(section).\(name)"
            switch name {
            case "acknowledge_minutes": acknowledge = try seconds(value, key)
            case "decide_minutes": decide = try seconds(value, key)
            case "ladder": ladder = try Self.ladder(value, key)
            default: throw .unknown(key)
            }
        }
        guard
            let terms = IncidentTerms(
                acknowledgeWithin: acknowledge, decideWithin: decide, ladder: ladder)
        else {
            throw .outOfRange("\(section).decide_minutes", "no shorter than acknowledge_minutes")
        }
        return terms == held ? nil : terms
    }

    private func seconds(
        _ value: any TOMLValueConvertible, _ key: String
    ) throws(SettingsError) -> Double {
        guard let minutes = value.double ?? value.int.map(Double.init),
            (0.02...43_200).contains(minutes)
        else { throw .outOfRange(key, "minutes, from 0.02 to 43200") }
        return minutes * 60
    }

    private static func ladder(
        _ value: any TOMLValueConvertible, _ key: String
    ) throws(SettingsError) -> [Rung] {
        let fault = SettingsError.outOfRange(
            key, "a list of rungs, each a list of groups: [[\"supervisor\"], [\"safety\"]]")
        guard let rungs = value.array, !rungs.isEmpty else { throw fault }
        var ladder: [Rung] = []
        for rung in rungs {
            guard let names = rung.array.flatMap(words), !names.isEmpty else { throw fault }
            var groups: [String] = []
            for name in names { groups.append(try group(name, in: key)) }
            ladder.append(Rung(groups: groups))
        }
        return ladder
    }

    /// A group's name goes into mails and records, so only plain characters pass.
    private static func group(_ name: String, in key: String) throws(SettingsError) -> String {
        let isPlain = name.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
        }
        guard isPlain, (1...32).contains(name.count) else {
            throw .outOfRange(key, "named with 1 to 32 letters, digits, '-' and '_'")
        }
        return name
    }

    // MARK: - Channels

    private func channels(
        _ table: TOMLTable, _ section: String, _ route: MailRoute
    ) throws(SettingsError) -> [String: NoticeChannel] {
        var channels: [String: NoticeChannel] = [:]
        var (secret, authorities): (String?, String?)
        for (name, value) in table {
            let key = "\(section).\(name)"
            switch name {
            case "command":
                channels["command"] = .command(
                    try Self.checked(key) { () throws(ChannelFault) in
                        try CommandHook(value.array.flatMap(Self.words) ?? [])
                    })
            case "mail":
                let addresses = value.string.map { [$0] } ?? value.array.flatMap(Self.words) ?? []
                guard !addresses.isEmpty else {
                    throw .outOfRange(key, "a list of mail addresses: [\"duty@example.org\"]")
                }
                for (index, text) in addresses.enumerated() {
                    let address = try Self.checked(key) { () throws(ChannelFault) in
                        try MailAddress(text)
                    }
                    channels["mail-\(index + 1)"] = .mail(address, route)
                }
            case "webhook": break
            case "secret_file": secret = try Self.path(value, key)
            case "ca_file": authorities = try Self.path(value, key)
            default: throw .unknown(key)
            }
        }
        if let value = table["webhook"] {
            let hook = try Self.checked("\(section).webhook") { () throws(ChannelFault) in
                try Webhook(value.string ?? "", secretFile: secret, authorities: authorities)
            }
            channels["webhook"] = .webhook(hook)
        } else if secret != nil || authorities != nil {
            throw .outOfRange("\(section).webhook", "set where a secret or a certificate is")
        }
        return channels
    }

    private func mailRoute() throws(SettingsError) -> MailRoute {
        var (program, server): (String?, String?)
        var (login, authorities): (String?, String?)
        var from: MailAddress?
        for (name, value) in mail {
            let key = "mail.\(name)"
            switch name {
            case "from":
                from = try Self.checked(key) { () throws(ChannelFault) in
                    try MailAddress(value.string ?? "")
                }
            case "sendmail": program = try Self.path(value, key)
            case "smtp": server = value.string ?? ""
            case "login_file": login = try Self.path(value, key)
            case "ca_file": authorities = try Self.path(value, key)
            default: throw .unknown(key)
            }
        }
        guard let server else {
            return MailRoute(.program(path: program ?? MailRoute.systemMailer), from: from)
        }
        guard from != nil else {
            throw .outOfRange("mail.from", "set where mail goes by SMTP: from = \"a@example.org\"")
        }
        let checked = try Self.checked("mail.smtp") { () throws(ChannelFault) in
            try MailServer(server, loginFile: login, authorities: authorities)
        }
        return MailRoute(.server(checked), from: from)
    }

    // MARK: - Values

    private static func checked<Value>(
        _ key: String, _ make: () throws(ChannelFault) -> Value
    ) throws(SettingsError) -> Value {
        do { return try make() } catch { throw .outOfRange(key, error.wanted) }
    }

    private static func path(
        _ value: any TOMLValueConvertible, _ key: String
    ) throws(SettingsError) -> String {
        guard let path = value.string, path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw .outOfRange(key, "an absolute path")
        }
        return path
    }

    /// `nil` where something in it is no text.
    private static func words(_ array: TOMLArray) -> [String]? {
        let words = array.compactMap(\.string)
        return words.count == array.count ? words : nil
    }
}
