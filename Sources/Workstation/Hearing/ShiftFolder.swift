// A person's shifts on disk: one file each, a lock between desks, and an end to the heap.
import Foundation
import ReviewCore

/// `hearing/NAME` of the state directory. Everything here touches the disk.
struct ShiftFolder: Sendable {
    let folder: URL

    /// Shifts are kept this long, in seconds: sixty days.
    static let keep = 60.0 * 86_400
    /// And never more files than this, whatever the clock did.
    static let mostFiles = 200

    init(_ surroundings: Surroundings, person: String) {
        folder = surroundings.state.appending(path: "hearing")
            .appending(path: Self.folderName(of: person))
    }

    /// A handle as a name of a folder, alike for handles the store takes for one person and for no
    /// others; what is not plain in it is spelled out.
    static func folderName(of person: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789-_.".utf8)
        let handle = person.precomposedStringWithCanonicalMapping.lowercased()
        let name = handle.utf8.enumerated().map { index, byte in
            plain.contains(byte) && (index > 0 || byte != UInt8(ascii: "."))
                ? String(decoding: [byte], as: UTF8.self)
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        guard name.utf8.count > longestName else { return name.isEmpty ? "%" : name }
        // Longer than a disk takes, and longer than any name that is spelled whole.
        let digest = handle.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return "\(name.prefix(longestName))%\(name.utf8.count)-\(String(digest, radix: 16))"
    }

    private static let longestName = 180

    /// A shift that is on disk.
    struct Found {
        let file: URL
        let record: ShiftRecord
    }

    /// Makes the folder, so that nobody else can look into it.
    func prepare() throws {
        try Workspace.makePrivateDirectory(folder)
    }

    /// Runs `body` while no other desk of this person writes. Where a lock cannot be had, desks
    /// are trusted to be one.
    func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        let path = folder.appending(path: "lock").path
        let handle = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { if handle >= 0 { close(handle) } }
        while handle >= 0, flock(handle, LOCK_EX) != 0, errno == EINTR {}
        return try body()
    }

    /// The shift that goes on at `now`, of several the one that sounded last.
    ///
    /// - Parameter complain: told of each file that was set aside because it cannot be read.
    func current(at now: Timestamp, complain: (String) -> Void) -> Found? {
        shifts().compactMap { name -> Found? in
            let file = folder.appending(path: name)
            guard let record = read(file, complain: complain), record.goesOn(at: now) else {
                return nil
            }
            return Found(file: file, record: record)
        }.max { $0.record.lastSound < $1.record.lastSound }
    }

    /// Shifts that began from `start` on and before `end`, oldest first.
    func records(
        from start: Timestamp, to end: Timestamp, complain: (String) -> Void
    ) -> [ShiftRecord] {
        // A name tells when its shift began; two days around leave room for a wrong clock.
        let day = 86_400.0
        let first = Self.stem(of: start.advanced(bySeconds: -day))
        let last = Self.stem(of: end.advanced(bySeconds: day))
        return allShifts().filter { $0 >= first && $0 <= last }.compactMap { name in
            read(folder.appending(path: name), complain: complain)
        }.filter { $0.started >= start && $0.started < end }
    }

    /// The shift in `file`; nil where there is none, or none that can be read.
    func read(_ file: URL, complain: (String) -> Void) -> ShiftRecord? {
        let document = PrivateDocument(file: file)
        switch document.read() {
        case .absent: return nil
        case .text(let data):
            if let record = try? JSONDecoder().decode(ShiftRecord.self, from: data) {
                return record
            }
        case .unreadable: break
        }
        let name = file.lastPathComponent
        complain(
            document.setAside().map { aside in
                "the record of a shift's sound, \(name), cannot be read; it is set aside as \(aside)"
            } ?? "the record of a shift's sound, \(name), cannot be read")
        return nil
    }

    func write(_ record: ShiftRecord, to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try PrivateDocument(file: file).write(encoder.encode(record))
    }

    /// A name for a shift that began at `start`, which no file has yet.
    func newFile(for start: Timestamp) -> URL {
        let stem = Self.stem(of: start)
        for number in 1...Self.mostFiles {
            let name = number == 1 ? "\(stem).json" : "\(stem)-\(number).json"
            let file = folder.appending(path: name)
            if !FileManager.default.fileExists(atPath: file.path) { return file }
        }
        return folder.appending(path: "\(stem)-\(UUID().uuidString).json")
    }

    /// Drops what is older than `keep`, what is too many, and parts that a killed desk left.
    func tidy(at now: Timestamp) {
        let oldest = Self.stem(of: now.advanced(bySeconds: -Self.keep))
        let names = names()
        for name in names where name.hasSuffix(".part") && isOld(name, now) { drop(name) }
        // Ours begin with a year; whatever else somebody put here is theirs.
        let kept = names.filter { $0.first?.isNumber == true && !$0.hasSuffix(".part") }.sorted()
        for (index, name) in kept.enumerated()
        where name < oldest || kept.count - index > Self.mostFiles {
            drop(name)
        }
    }

    /// In UTC, so that names sort by time: `20261121T080000Z`.
    static func stem(of start: Timestamp) -> String { start.plain("%Y%m%dT%H%M%SZ", .utc) }

    /// The newest by name: a shift that goes on is among them, even where a clock was wrong.
    private func shifts() -> [String] {
        allShifts().suffix(20)
    }

    private func allShifts() -> [String] {
        names().filter { $0.first?.isNumber == true && $0.hasSuffix(".json") }.sorted()
    }

    private func names() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }

    /// Whether a part is older than any writing takes: an hour.
    private func isOld(_ name: String, _ now: Timestamp) -> Bool {
        var facts = stat()
        guard lstat(folder.appending(path: name).path, &facts) == 0 else { return false }
        return Double(now.microseconds) / 1e6 - Double(facts.st_mtim.tv_sec) > 3_600
    }

    private func drop(_ name: String) { unlink(folder.appending(path: name).path) }
}
