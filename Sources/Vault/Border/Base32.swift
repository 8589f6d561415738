// Bytes as letters and digits that can be read out.

/// RFC 4648 base 32 in lower case, without padding.
enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var letters: [UInt8] = []
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            held = (held << 8) | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                letters.append(alphabet[Int((held >> bits) & 31)])
            }
            held &= (1 << bits) - 1
        }
        if bits > 0 { letters.append(alphabet[Int((held << (5 - bits)) & 31)]) }
        return String(decoding: letters, as: UTF8.self)
    }
}
