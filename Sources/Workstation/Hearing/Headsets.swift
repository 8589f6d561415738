// The headsets that were measured on this machine account, in a file a person may edit.
import AudioEngine
import Foundation
import ReviewCore

/// `headsets.toml` of the configuration directory.
public struct Headsets: Sendable {
    /// By output, as the sound server names it.
    public private(set) var all: [String: Headset] = [:]
    /// What is wrong with the file; the rest of it holds.
    public private(set) var complaints: [String] = []

    static let name = "headsets.toml"

    private let surroundings: Surroundings
    /// The file as it was when it was read.
    private let stamp: FileStamp

    /// Reads the file. It is never changed by reading, however wrong it is.
    public init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
        // Before it is read: a change while it is read is then seen the next time.
        stamp = FileStamp(Self.document(surroundings).file)
        guard let text = Self.text(Self.document(surroundings)) else {
            complaints = ["\(Self.name) cannot be read; no headset is calibrated"]
            return
        }
        all = text.headsets
        complaints = text.complaints.map { "\(Self.name): \($0); it is passed over" }
    }

    /// What the file holds now, where it is another one than was read; asks for its date alone
    /// where it is not.
    public func ifChanged() -> Headsets? {
        FileStamp(Self.document(surroundings).file) == stamp ? nil : Headsets(surroundings)
    }

    /// The calibration of what is plugged into an output, at its volume; nil where nobody measured
    /// it, or where it does not hold any more.
    public func calibration(of device: AudioDevice) -> HeadsetCalibration? {
        all[device.name]?.calibration(on: device)
    }

    /// Keeps a measurement in place of an older one of the same output; the rest of the file stays
    /// as it stands. Answers what had to be said of the file.
    public static func keep(
        _ headset: Headset, _ surroundings: Surroundings
    ) throws -> [String] {
        let kept = HeadsetText.asKept(headset)
        return try change(surroundings, { $0[kept.device] = kept }, edit: { $0.setting(kept) })
    }

    /// Forgets an output's measurement. Answers what had to be said of the file.
    public static func forget(_ device: String, _ surroundings: Surroundings) throws -> [String] {
        try change(surroundings, { $0[device] = nil }, edit: { $0.without(device) })
    }

    /// Edits the text where the result reads as it should; else writes it anew. A file that was
    /// not understood, or that would lose something, is set aside first.
    private static func change(
        _ surroundings: Surroundings, _ wanted: (inout [String: Headset]) -> Void,
        edit: (HeadsetText) -> HeadsetText
    ) throws -> [String] {
        let document = document(surroundings)
        let old = text(document)
        var headsets = old?.headsets ?? [:]
        wanted(&headsets)
        var said: [String] = []
        var new = old.map(edit)
        if old?.complaints.isEmpty != true || new?.headsets != headsets {
            guard let aside = document.setAside() else {
                throw PrivateDocumentError(
                    file: document.file, reason: "the old one cannot be read or set aside")
            }
            said = ["\(name) was not all understood: it is kept as \(aside), and a new one made"]
            new = .made(of: headsets.values)
        }
        try document.write(Data((new ?? .made(of: headsets.values)).text.utf8))
        return said
    }

    /// Nil where there is a file and it is no text.
    private static func text(_ document: PrivateDocument) -> HeadsetText? {
        switch document.read() {
        case .absent: HeadsetText("")
        case .text(let data): String(data: data, encoding: .utf8).map(HeadsetText.init)
        case .unreadable: nil
        }
    }

    private static func document(_ surroundings: Surroundings) -> PrivateDocument {
        PrivateDocument(file: surroundings.configuration.appending(path: name))
    }
}

/// What tells one state of a file from another without reading it.
private struct FileStamp: Sendable, Equatable {
    private var date: [Int] = []
    private var inode: UInt64 = 0
    private var size: Int64 = 0

    /// Of no file where there is none.
    init(_ file: URL) {
        var facts = stat()
        guard stat(file.path, &facts) == 0 else { return }
        date = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec]
        (inode, size) = (UInt64(facts.st_ino), Int64(facts.st_size))
    }
}
