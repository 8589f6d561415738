// The desk in plain lines: the same work by typed commands, and nothing a screen reader stumbles on.
import Foundation
import ReviewCore
import Screens
import Testing

@testable import Workstation

/// A conversation by script: a line is typed when what it waits for is there.
private final class Conversation {
    let desk: LinearDesk
    private(set) var transcript = ""
    private let mailbox: Mailbox<Int>

    /// Lines, each with what it waits for; after the last the input ends.
    init(
        _ office: Office, _ queue: ReviewCore.Queue,
        _ script: [(line: String, when: (DeskState) -> Bool)]
    ) throws {
        let mailbox = try Mailbox<Int>()
        self.mailbox = mailbox
        let port = LinePort(
            read: { nil }, write: { _ in }, inputDescriptor: mailbox.descriptor, echoes: false)
        var open = port
        let scene = Scene()
        open.write = { scene.transcript += $0 }
        open.read = {
            _ = mailbox.drain()
            guard let next = scene.script.first else { return nil }
            guard let desk = scene.desk, next.when(desk.engine.state) else { return [] }
            scene.script.removeFirst()
            return [next.line]
        }
        scene.script = script
        desk = try DeskOpening(office.surroundings).linearDesk(
            Chair(office.seat), queue, on: open, Signals.quiet())
        scene.desk = desk
        let pulse = DispatchSource.makeTimerSource(queue: .global())
        pulse.schedule(deadline: .now(), repeating: .milliseconds(20))
        pulse.setEventHandler { mailbox.post(0) }
        pulse.resume()
        defer { pulse.cancel() }
        _ = desk.run()
        scene.desk = nil
        transcript = scene.transcript
    }

    private final class Scene {
        var transcript = ""
        var script: [(line: String, when: (DeskState) -> Bool)] = []
        weak var desk: LinearDesk?
    }
}

@Suite struct LinearDeskTests {
    private let anytime: (DeskState) -> Bool = { _ in true }

    @Test func aSittingInLines() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["agree with me", "correct me", "skip me", "distress"], into: queue)
        let talk = try Conversation(
            office, queue,
            [
                ("submit", When.heard(done: 0)),
                ("e", When.heard(done: 1)),
                ("correct me now", anytime),
                ("", anytime),
                ("skip", { $0.work?.reference.text == "skip me" }),
                ("c", anytime),
                ("x", { $0.work?.reference.text == "distress" }),
                ("g", anytime), ("3", anytime), ("", anytime),
                ("quit", When.empty),
            ])
        let contents = try office.annotations(queue).map(\.1)
        #expect(contents.map(\.reference) == ["agree with me", "correct me now", ""])
        #expect(contents.last?.flag == Flag(category: "grief_distress", severity: .p3))
        #expect(try office.counts().skipped == 1)
        #expect(try office.counts().leased == 0)
        #expect(talk.transcript.contains("Machine, 90 % sure: correct me"))
        #expect(talk.transcript.contains("command: submit\n"))
    }

    @Test func nothingIsDrawnAndEveryPromptEndsInAColon() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one clip", "two clip"], into: queue)
        let talk = try Conversation(
            office, queue,
            [
                ("help", { $0.work != nil }), ("w", anytime), ("esc", anytime), ("f", anytime),
                ("esc", anytime), ("nonsense", anytime), ("submit", anytime), ("quit", anytime),
                ("yes", { $0.overlay != nil }),
            ])
        let text = talk.transcript
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        #expect(!text.unicodeScalars.contains { (0x2500...0x28FF).contains($0.value) })
        #expect(text.contains("There is no command 'nonsense' here"))
        // Asked for too early: said in words, and nothing is submitted.
        #expect(try office.counts().annotated <= 1)
        for prompt in ["command", "choice"] { #expect(text.contains("\(prompt): ")) }
    }

    @Test func whatMovesWithPlayingIsSaidWhenPlayStopsAndNotBefore() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one clip"], into: queue)
        let talk = try Conversation(office, queue, [("quit", When.heard(done: 0))])
        let lines = talk.transcript.split(separator: "\n")
        #expect(lines.filter { $0.contains("Sound:") }.count <= 3, "\(talk.transcript)")
        #expect(lines.filter { $0.contains("Unheard") }.count <= 2, "\(talk.transcript)")
        #expect(lines.filter { $0.hasPrefix("command:") }.count <= 4, "\(talk.transcript)")
    }

    @Test func theEndOfTheInputLeavesAndKeepsWhatWasTyped() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one clip"], into: queue)
        _ = try Conversation(
            office, queue, [("e", { $0.work != nil }), ("half of it", anytime)])
        try DeskSitting(office, queue, seat: office.another()).run([
            Step("it is there", when: When.text("half of it"), keys: Keys.leave)
        ])
    }

    @Test func theStandardPortCutsLinesHoweverTheyArrive() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let input = LineInput(descriptor: ends[0])
        func send(_ bytes: [UInt8]) {
            _ = bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
        }
        send(Array("sub".utf8))
        #expect(input.read() == [])
        send(Array("mit\r\n\nnaïv".utf8.dropLast()))
        #expect(input.read() == ["submit", ""])
        send(Array("v\nlast".utf8))
        #expect(input.read() == ["naïv"])
        close(ends[1])
        #expect(input.read() == ["last"])
        #expect(input.read() == nil)
        close(ends[0])
    }
}
