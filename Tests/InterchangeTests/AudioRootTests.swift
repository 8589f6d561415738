// Audio stays below the manifest: no traversal, no link, nothing but files, whatever changes when.
import Foundation
import ReviewCore
import Testing

@testable import Interchange

/// Both ways of opening: one call of the kernel's, and component by component.
@Suite(.serialized) struct AudioRootTests {
    private func reason(_ path: String, in root: AudioRoot) -> ImportProblem.Reason? {
        do throws(FieldFault) {
            _ = try root.source(path)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(arguments: [true, false])
    func onlyRegularFilesBelowTheFolderAreTaken(asksKernel: Bool) throws {
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
            ("in/gone.wav", "nowhere.wav"), ("in/proc.wav", "/proc/self/fd/0"),
        ] {
            try files.createSymbolicLink(
                atPath: outer(link), withDestinationPath: target)
        }
        #expect(mkfifo(outer("in/pipe.wav"), 0o600) == 0)
        let socket = try BoundSocket(outer("in/socket.wav"))
        let root = try AudioRoot(outer("in"), asksKernel: asksKernel)

        for good in [
            "clip.wav", "./clip.wav", "deep/er/clip.wav", "deep/../clip.wav",
            "deep//er/./clip.wav", outer("in/clip.wav"), outer("in/deep/../clip.wav"),
        ] {
            #expect(reason(good, in: root) == nil, "\(good)")
        }
        for outside in [
            "../outside.wav", "deep/../../outside.wav", "../in/clip.wav", "/etc/passwd",
            outer("outside.wav"), outer("inside-not/clip.wav"), outer("in/../outside.wav"), "..",
            outer("inside-not/../in/clip.wav"), "/dev/zero", "/proc/self/environ",
        ] {
            #expect(reason(outside, in: root) == .audioOutside, "\(outside)")
        }
        // Even those that would lead back inside: a link can be turned after it was looked at.
        for link in [
            "out.wav", "folder-out/outside.wav", "folder-out/in/clip.wav", "etc.wav", "same.wav",
            "gone.wav", "loop", "proc.wav", "folder-out",
        ] {
            #expect(reason(link, in: root) == .audioThroughLink, "\(link)")
        }
        for missing in ["no.wav", "clip.wav/x", String(repeating: "a", count: 300)] {
            #expect(reason(missing, in: root) == .audioMissing, "\(missing)")
        }
        for other in ["pipe.wav", "deep", ".", socket.name] {
            #expect(reason(other, in: root) == .audioNotAFile, "\(other)")
        }
        #expect(reason("empty.wav", in: root) == .audioEmpty)
        #expect(reason("", in: root) == .missing("audio path"))
        for hostile in ["clip.wav\u{0}.txt", "a\u{1B}[2Jb.wav", "\u{202E}vaw.wav"] {
            #expect(
                reason(hostile, in: root)
                    == .malformed("audio path", rule: "no control characters"))
        }
    }

    @Test(arguments: [true, false]) func devicesAreRefusedWithoutBeingOpened(asksKernel: Bool)
        throws
    {
        let root = try AudioRoot("/dev", asksKernel: asksKernel)
        for device in ["zero", "null", "tty", "random"] {
            #expect(reason(device, in: root) == .audioNotAFile, "\(device)")
        }
    }

    /// What was good when it was looked at is swapped before it is read.
    @Test(arguments: [true, false], ["link", "folder", "pipe", "moved", "other"])
    func whatIsSwappedAfterTheCheckIsRefused(asksKernel: Bool, swap: String) throws {
        let outer = try Folder()
        try outer.write("secret/clip.wav", "secret")
        try outer.write("in/deep/clip.wav", "sound")
        let root = try AudioRoot(outer("in"), asksKernel: asksKernel)
        let source = try root.source("deep/clip.wav")
        let files = FileManager.default
        var expected: ImportProblem.Reason? = .audioThroughLink
        switch swap {
        case "link":
            try files.removeItem(atPath: outer("in/deep/clip.wav"))
            try files.createSymbolicLink(
                atPath: outer("in/deep/clip.wav"), withDestinationPath: "../../secret/clip.wav")
        case "folder":
            try files.removeItem(atPath: outer("in/deep"))
            try files.createSymbolicLink(
                atPath: outer("in/deep"), withDestinationPath: outer("secret"))
        case "pipe":
            try files.removeItem(atPath: outer("in/deep/clip.wav"))
            #expect(mkfifo(outer("in/deep/clip.wav"), 0o600) == 0)
            expected = .audioNotAFile
        case "moved":
            // The whole folder gives its name to another: what is read is still the first one's.
            try files.moveItem(atPath: outer("in"), toPath: outer("was"))
            try files.createSymbolicLink(atPath: outer("in"), withDestinationPath: "secret")
            try files.createDirectory(
                atPath: outer("secret/deep"), withIntermediateDirectories: true)
            try outer.write("secret/deep/clip.wav", "secret")
            expected = nil
        default:
            try outer.write("in/deep/clip.wav", "other sound")
            expected = nil
        }
        do throws(ImportProblem) {
            let bytes = try AudioBytes.read(source, below: root, at: .line(1))
            #expect(expected == nil)
            #expect(String(decoding: bytes, as: UTF8.self) != "secret")
        } catch {
            #expect(error.reason == expected)
        }
    }

    /// A link turned to and fro while a thread reads: never is anything else read.
    @Test(arguments: [true, false]) func aRaceIsNeverWon(asksKernel: Bool) throws {
        let outer = try Folder()
        try outer.write("secret/clip.wav", "secret")
        try outer.write("in/deep/clip.wav", "sound")
        let root = try AudioRoot(outer("in"), asksKernel: asksKernel)
        let source = try root.source("deep/clip.wav")
        let (good, bad, at) = (outer("in/good"), outer("in/bad"), outer("in/deep"))
        try FileManager.default.createSymbolicLink(
            atPath: bad, withDestinationPath: outer("secret"))
        DispatchQueue.concurrentPerform(iterations: 2) { worker in
            for _ in 0..<2000 {
                if worker == 0 {
                    rename(at, good)
                    rename(bad, at)
                    rename(at, bad)
                    rename(good, at)
                } else if let bytes = try? AudioBytes.read(source, below: root, at: .line(1)) {
                    #expect(String(decoding: bytes, as: UTF8.self) == "sound")
                }
            }
        }
    }

    @Test func namesThatOnlyLookAlikeAreOtherFolders() throws {
        let outer = try Folder()
        try outer.write("caf\u{E9}/clip.wav", "x")
        try outer.write("cafe\u{301}/clip.wav", "x")
        let root = try AudioRoot(outer("caf\u{E9}"))
        #expect(reason(outer("cafe\u{301}/clip.wav"), in: root) == .audioOutside)
        let path = try root.source("clip.wav").path
        #expect(root.relative(path) == "clip.wav")
    }

    @Test func bytesAreReadWholeAndBounded() throws {
        let folder = try Folder()
        let sound = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
        try folder.write("clip.wav", sound)
        let root = try AudioRoot(folder.path)
        let source = try root.source("clip.wav")
        #expect(try AudioBytes.read(source, below: root, at: .line(1)) == sound)
        #expect(
            throws: ImportProblem(place: .line(4), reason: .audioTooLarge(limit: 100))
        ) { try AudioBytes.read(source, below: root, at: .line(4), limit: 100) }
    }
}

/// A socket in the file system, gone with the value.
private final class BoundSocket {
    let name: String
    private let descriptor: Int32

    init(_ path: String) throws {
        name = (path as NSString).lastPathComponent
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            if bytes.count < room.count { room.copyBytes(from: bytes) }
        }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }
}
