// Notices to web addresses: real servers that take them, refuse, hang, lie and point elsewhere.
import Foundation
import ReviewCore
import TerminalHarness
import Testing

@testable import Notify

@Suite struct WebhookTests {
    private func server(_ answer: String) throws -> LoopbackServer {
        try LoopbackServer { talk in
            _ = talk.request()
            talk.say(answer)
        }
    }

    private func hook(_ server: LoopbackServer, _ path: String = "hook") throws -> NoticeChannel {
        .webhook(try Webhook("http://127.0.0.1:\(server.port)/\(path)"))
    }

    @Test func theMessageIsPostedAsJSON() throws {
        let asked = AsyncBox<(head: [String], body: String)>()
        let server = try LoopbackServer { talk in
            if let request = talk.request() { asked.put(request) }
            talk.say("HTTP/1.1 204 No Content\r\n\r\n")
        }
        #expect(Notices.failure(try hook(server, "a/b?c=d")) == nil)
        let (head, body) = try #require(asked.wait())
        #expect(head.first == "POST /a/b?c=d HTTP/1.1")
        #expect(head.contains("Content-Type: application/json"))
        #expect(!head.contains { $0.hasPrefix("X-Earshot-Signature") })
        let read = try JSONDecoder().decode(NoticeMessage.self, from: Data(body.utf8))
        #expect(read == Notices.message())
    }

    @Test func aSecretSignsTheBody() throws {
        // RFC 4231, test case 2.
        #expect(
            NoticeSender.signature(of: Data("what do ya want for nothing?".utf8), by: "Jefe")
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let folder = try TemporaryFolder()
        let secret = try folder.write("secret", "Jefe\n".utf8)
        chmod(secret, 0o600)
        let asked = AsyncBox<(head: [String], body: String)>()
        let server = try LoopbackServer { talk in
            if let request = talk.request() { asked.put(request) }
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let address = "http://localhost:\(server.port)/"
        let hook = try Webhook(address, secretFile: secret)
        #expect(Notices.failure(.webhook(hook)) == nil)
        let (head, body) = try #require(asked.wait())
        let signature = NoticeSender.signature(of: Data(body.utf8), by: "Jefe")
        #expect(head.contains("X-Earshot-Signature: sha256=\(signature)"))

        chmod(secret, 0o644)
        guard case .secret(secret, _)? = Notices.failure(.webhook(hook)) else {
            Issue.record("a secret that others can read was used")
            return
        }
    }

    @Test(arguments: [(200, nil), (202, nil), (404, 404), (500, 500), (503, 503)] as [(Int, Int?)])
    func theStatusIsTheAnswer(status: Int, failure: Int?) throws {
        let server = try server("HTTP/1.1 \(status) X\r\nContent-Length: 2\r\n\r\nno")
        #expect(Notices.failure(try hook(server)) == failure.map { .http($0) })
    }

    @Test func aRedirectionIsNotFollowed() throws {
        let other = try server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let server = try server(
            "HTTP/1.1 307 Over There\r\nLocation: http://127.0.0.1:\(other.port)/\r\n"
                + "Content-Length: 0\r\n\r\n")
        #expect(Notices.failure(try hook(server)) == .http(307))
        #expect(other.heard.isEmpty)
    }

    @Test func aServerThatNeverAnswersIsGivenUp() throws {
        let server = try LoopbackServer { $0.hang() }
        #expect(Notices.failure(try hook(server), within: 0.3) == .timedOut)
    }

    @Test func aServerThatIsNotThereIsUnreachable() throws {
        let server = try LoopbackServer { _ in }
        server.stop()
        #expect(Notices.failure(try hook(server)) == .unreachable)
        #expect(Notices.failure(try hook(LoopbackServer { _ = $0.request() })) == .unreachable)
    }

    @Test func anAnswerWithoutEndIsNotReadToItsEnd() throws {
        let server = try LoopbackServer { talk in
            _ = talk.request()
            talk.say("HTTP/1.1 200 OK\r\n\r\n")
            let part = [UInt8](repeating: 97, count: 1 << 16)
            while talk.pour(part) {}
        }
        #expect(Notices.failure(try hook(server)) == nil)
    }

    @Test func whoDoesNotEncryptIsNotTrusted() throws {
        let server = try LoopbackServer { talk in
            _ = talk.text(1)
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let plain = try Webhook("https://127.0.0.1:\(server.port)/")
        #expect(Notices.failure(.webhook(plain)) == .notTrusted)
    }

    @Test func aCertificateCountsOnlyWhereItsMakerIsKnown() throws {
        let secure = try SecureServer(answer: "HTTP/1.1 204 No Content\r\n\r\n")
        let address = "https://127.0.0.1:\(try secure.start())/"
        #expect(Notices.failure(.webhook(try Webhook(address))) == .notTrusted)
        let known = try Webhook(
            "https://127.0.0.1:\(try secure.start())/", authorities: secure.certificate)
        #expect(Notices.failure(.webhook(known)) == nil)
        let otherName = try Webhook(
            "https://localhost:\(try secure.start())/", authorities: secure.certificate)
        #expect(Notices.failure(.webhook(otherName)) == .notTrusted)
    }

    @Test(arguments: [
        "http://example.org/", "ftp://127.0.0.1/", "example.org", "", "https://",
        "http://127.0.0.1.example.org/", "http://127.evil/", "http://localhost@example.org/",
        "https://user:word@example.org/", "https://example.org/a b", "https://exa\nmple.org/",
        "http://0.0.0.0/", "file:///etc/passwd",
    ])
    func onlyHTTPSLeavesTheMachine(address: String) {
        #expect(throws: ChannelFault.self) { try Webhook(address) }
    }

    @Test(arguments: [
        "https://example.org/x?y=z", "http://127.0.0.1:8080/", "http://[::1]/", "http://localhost",
        "HTTPS://EXAMPLE.ORG/",
    ])
    func addressesThatMayBe(address: String) throws {
        #expect(try !Webhook(address).host.isEmpty)
    }
}
