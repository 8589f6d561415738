// Notices by mail: through a mailer of the system, and to servers that take them or do not.
import Foundation
import ReviewCore
import TerminalHarness
import Testing

@testable import Notify

@Suite struct MailTests {
    private let folder: TemporaryFolder
    private let reader: MailAddress
    private let sender: MailAddress

    init() throws {
        folder = try TemporaryFolder()
        reader = try MailAddress("duty@example.org")
        sender = try MailAddress("earshot@example.org")
    }

    private func mail(_ transport: MailRoute.Transport, from: Bool = true) -> NoticeChannel {
        .mail(reader, MailRoute(transport, from: from ? sender : nil))
    }

    // MARK: - The text

    private static let stages: [(IncidentStage, IncidentDeadline?)] = [
        (.triggered, nil), (.triggered, .acknowledge), (.owned, .decide), (.owned, .acknowledge),
        (.decided, .decide), (.closed, .acknowledge),
    ]

    @Test(arguments: stages.indices)
    func itIsPlainAndSaysWhatToType(index: Int) {
        let (stage, missed) = Self.stages[index]
        let message = Notices.message(stage, missed: missed)
        let mail = NoticeMail(message, from: sender, to: reader).text
        let parts = mail.components(separatedBy: "\n\n")
        let head = parts[0].split(separator: "\n")
        #expect(head.contains("To: duty@example.org"))
        #expect(head.contains("From: Earshot <earshot@example.org>"))
        #expect(head.contains("Auto-Submitted: auto-generated"))
        #expect(head.contains("Date: Mon, 21 Sep 2026 14:18:21 +0000"), "\(head)")
        #expect(mail.contains("\n  \(message.answer)\n"))
        #expect(mail.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 10) })
        #expect(mail.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func aTestSaysThatItIsOneAndNamesNoIncident() {
        let mail = NoticeMail(Notices.message(isTest: true), from: nil, to: reader).text
        #expect(mail.contains("Subject: [Earshot] test notice for supervisor\n"))
        #expect(mail.contains("there is nothing to do") && !mail.contains("\nIncident"))
    }

    @Test func theSameNoticeIsTheSameMail() {
        func identity(_ message: NoticeMessage) -> String? {
            NoticeMail(message, from: sender, to: reader).text.split(separator: "\n")
                .first { $0.hasPrefix("Message-ID:") }.map(String.init)
        }
        var later = Notices.message()
        later.sentAt = later.sentAt.advanced(bySeconds: 60)
        #expect(identity(later) == identity(Notices.message()))
        #expect(identity(Notices.message(step: 2)) != identity(Notices.message()))
    }

    @Test(arguments: [
        "a@b\nBcc: c@d", "a@b, c@d", "a b@c", "a@", "@b", "a", "-f@b", "a@b@c", "Ünal@example.org",
        "\"a\"@b", "<a@b>", "",
    ])
    func anAddressCannotBeMore(text: String) {
        #expect(throws: ChannelFault.self) { try MailAddress(text) }
    }

    // MARK: - The system's mailer

    private func mailer(_ script: String) throws -> MailRoute.Transport {
        let path = try folder.write("sendmail", "#!/bin/sh\n\(script)\n".utf8)
        chmod(path, 0o700)
        return .program(path: path)
    }

    @Test func theMailerGetsItWhole() throws {
        let script = "echo \"$@\" > \(folder.file("words")); cat > \(folder.file("mail"))"
        #expect(Notices.failure(mail(try mailer(script), from: false)) == nil)
        #expect(try String(contentsOfFile: folder.file("words"), encoding: .utf8) == "-t -oi\n")
        #expect(
            try String(contentsOfFile: folder.file("mail"), encoding: .utf8)
                == NoticeMail(Notices.message(), from: nil, to: reader).text)
    }

    @Test func aMailerThatFailsSaysHow() throws {
        #expect(Notices.failure(mail(try mailer("exit 75"))) == .exit(75))
        let missing = MailRoute.Transport.program(path: folder.file("missing"))
        #expect(Notices.failure(mail(missing)) == .noMailer(folder.file("missing"), ENOENT))
    }

    // MARK: - Servers

    private func route(
        _ server: LoopbackServer, login: String? = nil
    ) throws -> MailRoute.Transport {
        .server(try MailServer("smtp://127.0.0.1:\(server.port)", loginFile: login))
    }

    @Test func aServerTakesIt() throws {
        let box = AsyncBox<String>()
        let server = try LoopbackServer { talk in
            talk.smtp()
            box.put(talk.heard)
        }
        #expect(Notices.failure(mail(try route(server))) == nil)
        let heard = try #require(box.wait())
        #expect(heard.contains("MAIL FROM:<earshot@example.org>"))
        #expect(heard.contains("RCPT TO:<duty@example.org>"))
        let text = NoticeMail(Notices.message(), from: sender, to: reader).text
        #expect(heard.contains(text.replacingOccurrences(of: "\n", with: "\r\n") + ".\r\n"))
    }

    @Test(arguments: [
        ("MAIL", "451 later", 451), ("RCPT", "550 nobody", 550), (".", "554 no", 554),
        ("EHLO", "421 busy", 421),
    ])
    func whatItAnswersIsTheAnswer(command: String, answer: String, code: Int) throws {
        let answers = command == "EHLO" ? ["EHLO": answer, "HELO": answer] : [command: answer]
        let server = try LoopbackServer { $0.smtp(answers) }
        #expect(Notices.failure(mail(try route(server))) == .smtp(code))
        #expect(SendFailure.smtp(code).passesByItself == (code < 500))
    }

    @Test func theLoginComesFromItsFile() throws {
        let login = try folder.write("login", "duty\nsecret\n".utf8)
        chmod(login, 0o600)
        let box = AsyncBox<String>()
        let server = try LoopbackServer { talk in
            talk.smtp(offers: ["AUTH PLAIN"])
            box.put(talk.heard)
        }
        #expect(Notices.failure(mail(try route(server, login: login))) == nil)
        let word = Data("\0duty\0secret".utf8).base64EncodedString()
        #expect(try #require(box.wait()).contains(word))

        let strict = try LoopbackServer { $0.smtp(["AUTH": "535 no"], offers: ["AUTH PLAIN"]) }
        #expect(Notices.failure(mail(try route(strict, login: login))) == .smtp(535))

        chmod(login, 0o640)
        guard case .secret(login, _)? = Notices.failure(mail(try route(server, login: login)))
        else {
            Issue.record("a login that others can read was used")
            return
        }
    }

    @Test func nothingIsSaidToAServerThatDoesNotEncrypt() throws {
        let box = AsyncBox<String>()
        let server = try LoopbackServer { talk in
            talk.smtp()
            box.put(talk.heard)
        }
        let strict = MailServer("smtp://127.0.0.1:\(server.port)", security: .startTLS)
        #expect(Notices.failure(mail(.server(strict))) == .notTrusted)
        let secure = try MailServer("smtps://127.0.0.1:\(server.port)")
        #expect(Notices.failure(mail(.server(secure)), within: 2) != nil)
        #expect(try #require(box.wait()).contains("MAIL") == false)
        #expect(try MailServer("smtp://mail.example.org").security == .startTLS)
        #expect(try MailServer("smtps://mail.example.org").security == .encrypted)
    }

    @Test func aServerThatSaysNothingIsGivenUp() throws {
        let server = try LoopbackServer { $0.hang() }
        #expect(Notices.failure(mail(try route(server)), within: 0.3) == .timedOut)
    }

    @Test func aServerNeedsASender() throws {
        let server = try LoopbackServer { $0.smtp() }
        #expect(Notices.failure(mail(try route(server), from: false)) == .notSent)
    }

    @Test(arguments: [
        "https://a", "smtp://", "mail.example.org", "smtps://me:word@a", "smtp://a b",
    ])
    func onlyMailServersAreMailServers(address: String) {
        #expect(throws: ChannelFault.self) { try MailServer(address) }
    }
}
