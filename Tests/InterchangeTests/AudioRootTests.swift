// Audio stays below the manifest: no traversal, no way out by symlink, nothing but files.
import Foundation
import Testing

@testable import Interchange

struct AudioRootTests {
    private func reason(_ path: String, in root: AudioRoot) -> ImportProblem.Reason? {
        var root = root
        do throws(FieldFault) {
            _ = try root.source(path)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func onlyRegularFilesBelowTheFolderAreTaken() throws {
        let outer = try Folder()
        try outer.write("outside.wav", "x")
        try outer.write("in/clip.wav", "x")
        try outer.write("in/deep/er/clip.wav", "x")
        try outer.write("in/empty.wav", "")
        try outer.write("inside-not/clip.wav", "x")
        let files = FileManager.default
        for (link, target) in [
            ("in/out.wav", "../outside.wav"), ("in/folder-out", ".."), ("in/loop", "loop"),
            ("in/etc.wav", "/etc/passwd"), ("in/same.wav", "deep/../clip.wav"),
            ("in/gone.wav", "nowhere.wav"),
        ] {
            try files.createSymbolicLink(
                atPath: outer(link), withDestinationPath: target)
        }
        #expect(mkfifo(outer("in/pipe.wav"), 0o600) == 0)
        let root = try AudioRoot(outer("in"))

        for good in [
            "clip.wav", "./clip.wav", "deep/er/clip.wav", "deep/../clip.wav", "same.wav",
            "deep//er/./clip.wav", outer("in/clip.wav"), outer("inside-not/../in/clip.wav"),
        ] {
            #expect(reason(good, in: root) == nil, "\(good)")
        }
        for outside in [
            "../outside.wav", "deep/../../outside.wav", "../in/clip.wav", "out.wav",
            "folder-out/outside.wav", "etc.wav", "/etc/passwd", outer("outside.wav"),
            outer("inside-not/clip.wav"), outer("in/../outside.wav"), "..",
        ] {
            #expect(reason(outside, in: root) == .audioOutside, "\(outside)")
        }
        for missing in ["gone.wav", "no.wav", "clip.wav/x", String(repeating: "a", count: 300)] {
            #expect(reason(missing, in: root) == .audioMissing, "\(missing)")
        }
        #expect(reason("loop", in: root) == .audioUnreadable)
        #expect(reason("pipe.wav", in: root) == .audioNotAFile)
        #expect(reason("deep", in: root) == .audioNotAFile)
        #expect(reason("empty.wav", in: root) == .audioEmpty)
        #expect(reason("", in: root) == .missing("audio path"))
        for hostile in ["clip.wav\u{0}.txt", "a\u{1B}[2Jb.wav", "\u{202E}vaw.wav"] {
            #expect(
                reason(hostile, in: root)
                    == .malformed("audio path", rule: "no control characters"))
        }
    }

    @Test func whatWasLookedUpLastDoesNotDecideForTheNext() throws {
        let outer = try Folder()
        try outer.write("in/deep/clip.wav", "x")
        try outer.write("out/clip.wav", "x")
        try FileManager.default.createSymbolicLink(
            atPath: outer("in/deep/away.wav"), withDestinationPath: "../../out/clip.wav")
        try FileManager.default.createSymbolicLink(
            atPath: outer("in/elsewhere"), withDestinationPath: "../out")
        var root = try AudioRoot(outer("in"))
        let steps: [(String, ImportProblem.Reason?)] = [
            ("deep/clip.wav", nil), ("deep/away.wav", .audioOutside),
            ("elsewhere/clip.wav", .audioOutside), ("elsewhere/no.wav", .audioMissing),
            ("deep/clip.wav", nil), ("deep/no.wav", .audioMissing),
            ("deep/../deep", .audioNotAFile),
            ("nowhere/clip.wav", .audioMissing), ("deep/clip.wav", nil),
        ]
        for (path, expected) in steps + steps.reversed() {
            var found: ImportProblem.Reason?
            do throws(FieldFault) { _ = try root.source(path) } catch { found = error.reason }
            #expect(found == expected, "\(path)")
        }
    }

    @Test func namesThatOnlyLookAlikeAreOtherFolders() throws {
        let outer = try Folder()
        try outer.write("caf\u{E9}/clip.wav", "x")
        try outer.write("cafe\u{301}/clip.wav", "x")
        var root = try AudioRoot(outer("caf\u{E9}"))
        #expect(reason(outer("cafe\u{301}/clip.wav"), in: root) == .audioOutside)
        let path = try root.source("clip.wav").path
        #expect(root.relative(path) == "clip.wav")
    }

    @Test func bytesAreReadWholeAndBounded() throws {
        let folder = try Folder()
        let sound = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
        try folder.write("clip.wav", sound)
        var root = try AudioRoot(folder.path)
        let source = try root.source("clip.wav")
        #expect(try AudioBytes.read(source, at: .line(1)) == sound)
        #expect(
            throws: ImportProblem(place: .line(4), reason: .audioTooLarge(limit: 100))
        ) { try AudioBytes.read(source, at: .line(4), limit: 100) }
        // Swapped for a symlink between the check and the reading.
        try FileManager.default.moveItem(atPath: folder("clip.wav"), toPath: folder("was.wav"))
        try FileManager.default.createSymbolicLink(
            atPath: folder("clip.wav"), withDestinationPath: "was.wav")
        #expect(throws: ImportProblem(place: .line(1), reason: .audioNotAFile)) {
            try AudioBytes.read(source, at: .line(1))
        }
    }
}
