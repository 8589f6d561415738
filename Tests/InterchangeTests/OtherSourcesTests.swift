// NeMo manifests, bare folders, and telling formats apart.
import Foundation
import ReviewCore
import Testing

@testable import Interchange

struct OtherSourcesTests {
    private func nemo(_ lines: [String]) throws -> (items: [ManifestItem], dropped: [String: Int]) {
        let folder = try Folder()
        try folder.write("a.wav", "x")
        try folder.write("sub/b.flac", "x")
        let path = try folder.write("train.json", lines.joined(separator: "\n"))
        let reader = try ManifestReader(path: path, locale: "es-CR")
        #expect(reader.format == .nemo)
        return (Array(reader), reader.droppedFields)
    }

    @Test func nemoLinesBecomeClips() throws {
        let (items, dropped) = try nemo([
            #"{"audio_filepath":"a.wav","duration":1.5,"text":"hola","pred_text":"ola"}"#,
            #"{"audio_filepath":"sub/b.flac","duration":2,"offset":0.5,"text":"adiós","speaker":"x"}"#,
            #"{"audio_filepath":"sub/b.flac","duration":2,"offset":2.5,"speaker":"x","lang":"es"}"#,
        ])
        let clips = items.compactMap { if case .clip(let clip, _) = $0 { clip } else { nil } }
        #expect(clips.map(\.sourceID) == ["a.wav", "sub/b.flac#0.5+2", "sub/b.flac#2.5+2"])
        #expect(clips.map { $0.hypothesis?.text } == ["ola", "adiós", nil])
        #expect(clips.allSatisfy { $0.locale == "es-CR" && $0.consent == nil })
        #expect(clips.map(\.audio.offset) == [nil, 0.5, 2.5])
        #expect(clips.map(\.audio.length) == [nil, 2, 2])
        #expect(dropped == ["text": 1, "speaker": 2])
    }

    @Test(arguments: [
        (#"{"duration":1}"#, "missing_field"),
        (#"{"audio_filepath":"a.wav","duration":-1}"#, "out_of_range"),
        (#"{"audio_filepath":"a.wav","offset":"0"}"#, "wrong_type"),
        (#"{"audio_filepath":"../a.wav","duration":1}"#, "audio_outside"),
        (#"{"audio_filepath":"nope.wav","duration":1}"#, "audio_missing"),
        (#"{"audio_filepath":"a.wav","duration":1,"lang":"fr"}"#, "other_locale"),
        (#"{"audio_filepath":"a.wav","duration":1,"text":7}"#, "wrong_type"),
        (#"{"audio_filepath":"a.wav","duration":1}"#, "duplicate_id"),
    ])
    func badNemoLinesAreNamed(line: String, code: String) throws {
        let (items, _) = try nemo([#"{"audio_filepath":"a.wav","duration":9}"#, line])
        guard case .problem(let problem) = items[1] else {
            Issue.record("should have been refused")
            return
        }
        #expect(problem.reason.code == code)
        #expect(problem.place == .line(2))
    }

    @Test func aFolderIsWalkedInOrder() throws {
        let folder = try Folder()
        for name in [
            "b/2.wav", "b/10.FLAC", "a.ogg", "c.txt", "b/.hidden.wav", ".d/x.wav", "Z.mp3",
        ] {
            try folder.write(name, "x")
        }
        try folder.write("b/zero.opus", "")
        try FileManager.default.createSymbolicLink(
            atPath: folder("b/again"), withDestinationPath: "..")
        try FileManager.default.createSymbolicLink(
            atPath: folder("link.wav"), withDestinationPath: "/etc/hosts")
        let reader = try ManifestReader(path: folder.path, locale: "fr-FR")
        #expect(reader.format == .folder)
        let found = reader.map { item in
            switch item {
            case .clip(let clip, _): clip.sourceID
            case .problem(let problem): "\(problem.place) \(problem.reason.code)"
            }
        }
        #expect(
            found == [
                "Z.mp3", "a.ogg", "b/10.FLAC", "b/2.wav", "b/zero.opus audio_empty",
                "link.wav audio_through_link",
            ])
        #expect(reader.progress == ReadProgress(unit: .files, done: 6, total: 6))
    }

    @Test func formatsAreToldByTheFirstGoodLine() throws {
        let folder = try Folder()
        let native = try folder.write("n", "\u{FEFF}\n\nbroken\n" + Samples.line())
        #expect(try ManifestPeek(path: native).format == .earshot)
        #expect(try ManifestPeek(path: native).locale == "en-US")
        let nemo = try folder.write("m", #"{"audio_filepath":"x","text":""}"#)
        #expect(try ManifestPeek(path: nemo).format == .nemo)
        for (name, text) in [("empty", ""), ("csv", "a,b\n1,2"), ("other", #"{"file_name":"x"}"#)] {
            let path = try folder.write(name, text)
            #expect(throws: InterchangeError.unknownFormat(path: path)) {
                try ManifestPeek(path: path)
            }
        }
        #expect(throws: InterchangeError.cannotRead(path: folder("no"), code: ENOENT)) {
            try ManifestPeek(path: folder("no"))
        }
        #expect(mkfifo(folder("pipe"), 0o600) == 0)
        #expect(throws: InterchangeError.notAFile(path: folder("pipe"))) {
            try ManifestPeek(path: folder("pipe"))
        }
    }

    @Test func aLocaleIsAskedForWhereTheFormatHasNone() throws {
        let folder = try Folder()
        #expect(throws: InterchangeError.localeNeeded(format: .folder)) {
            try ManifestReader(path: folder.path)
        }
        #expect(throws: InterchangeError.malformedLocale) {
            try ManifestReader(path: folder.path, locale: "english")
        }
    }

    @Test func errorsNameNoPath() {
        let errors: [InterchangeError] = [
            .cannotRead(path: "/home/ottoline/x", code: EACCES), .notAFile(path: "/home/ottoline"),
            .cannotWrite(path: "/home/ottoline/x", code: ENOSPC),
            .unknownFormat(path: "/home/ottoline/x"), .localeNeeded(format: .nemo),
        ]
        for error in errors {
            #expect(!"\(error)".contains("ottoline") && !"\(error)".contains("\n"))
        }
        #expect(String(reflecting: errors[0]).contains("ottoline"))
    }
}
