// The ways over the network: a mail server, a web address.
import CCurl
import Crypto
import Foundation

extension NoticeSender {
    // MARK: - Mail

    func mail(
        _ text: String, from: MailAddress, to: MailAddress, by server: MailServer
    ) throws(SendFailure) -> Int {
        var login: [Substring] = []
        if let path = server.loginFile {
            login = try SecretFile.lines(of: path)
            guard login.count == 2, login.allSatisfy({ !$0.isEmpty }) else {
                throw .secret(path, "must have two lines, the user's name and the password")
            }
        }
        let lines = Data(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
        let words = ["<\(from)>", "<\(to)>"] + login.map(String.init)
        let answer = withParcel(
            lines, to: server.address, authorities: server.authorities,
            direct: server.security == .none
        ) { parcel in
            withCStrings(words) { words in
                var envelope = ccurl_envelope(
                    from: words[0], to: words[1], user: words.count == 4 ? words[2] : nil,
                    password: words.count == 4 ? words[3] : nil,
                    encrypted: server.security == .none ? 0 : 1)
                return ccurl_mail(parcel, &envelope)
            }
        }
        let status = try status(of: answer)
        guard (200..<400).contains(status) else { throw .smtp(status) }
        return status
    }

    // MARK: - Web addresses

    func post(_ body: Data, to hook: Webhook) throws(SendFailure) -> Int {
        // No "Expect": an answer of 100 would only cost a second.
        var headers = ["Content-Type: application/json", "User-Agent: earshot", "Expect:"]
        if let path = hook.secretFile {
            guard let secret = try SecretFile.lines(of: path).first, !secret.isEmpty else {
                throw .secret(path, "has no secret in its first line")
            }
            headers.append("X-Earshot-Signature: sha256=\(Self.signature(of: body, by: secret))")
        }
        let answer = withParcel(
            body, to: hook.address, authorities: hook.authorities, direct: hook.isLoopback
        ) { parcel in
            withCStrings(headers) { ccurl_post(parcel, $0, Int32($0.count)) }
        }
        let status = try status(of: answer)
        guard (200..<300).contains(status) else { throw .http(status) }
        return status
    }

    /// HMAC-SHA-256 of the body, in hex.
    static func signature(of body: Data, by secret: Substring) -> String {
        let key = SymmetricKey(data: Data(secret.utf8))
        return HMAC<SHA256>.authenticationCode(for: body, using: key)
            .map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }

    // MARK: - Transfers

    private static let isReady = ccurl_ready() != 0

    private func withParcel(
        _ body: Data, to address: String, authorities: String?, direct: Bool,
        _ send: (UnsafePointer<ccurl_parcel>) -> ccurl_answer
    ) -> ccurl_answer {
        guard Self.isReady else { return ccurl_answer(end: CCURL_NOT_SENT, status: 0) }
        return body.withUnsafeBytes { bytes in
            withCStrings([address] + [authorities].compactMap(\.self)) { words in
                var parcel = ccurl_parcel(
                    url: words[0], body: bytes.bindMemory(to: CChar.self).baseAddress,
                    length: bytes.count, authorities: words.count == 2 ? words[1] : nil,
                    direct: direct ? 1 : 0,
                    connect_milliseconds: Int(patience.connection * 1000),
                    whole_milliseconds: Int(patience.transfer * 1000))
                return send(&parcel)
            }
        }
    }

    /// What the other side answered last, where it answered.
    private func status(of answer: ccurl_answer) throws(SendFailure) -> Int {
        switch answer.end {
        case CCURL_ANSWERED: return Int(answer.status)
        case CCURL_UNREACHABLE: throw .unreachable
        case CCURL_TIMED_OUT: throw .timedOut
        case CCURL_NOT_TRUSTED: throw .notTrusted
        default: throw .notSent
        }
    }
}

private func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
    func nest(_ rest: ArraySlice<String>, _ pointers: [UnsafePointer<CChar>?]) -> Result {
        guard let first = rest.first else { return body(pointers) }
        return first.withCString { nest(rest.dropFirst(), pointers + [$0]) }
    }
    return nest(texts[...], [])
}
