// A web address, and where any address of the settings leads.
import CCurl
import Foundation

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
