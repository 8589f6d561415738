// The parts of the loop: deadlines, messages and signals.
import Foundation
import Testing

@testable import Workstation

@Suite struct TimersTests {
    @Test func aNameHasOneDeadlineAndTheLastSettingHolds() {
        var timers = Timers<String>()
        timers.set("draft", at: 50)
        timers.set("draft", at: 80)
        timers.setIfAbsent("draft", at: 10)
        timers.setIfAbsent("toast", at: 60)
        #expect(timers.next == 60)
        #expect(timers.popDue(at: 59).isEmpty)
        #expect(timers.popDue(at: 80) == ["toast", "draft"])
        #expect(timers.next == nil)
    }

    @Test func whatWasCancelledOrRangDoesNotRingAgain() {
        var timers = Timers<Int>()
        for name in 1...5 { timers.set(name, at: UInt64(name)) }
        timers.cancel(3)
        #expect(timers.popDue(at: 4) == [1, 2, 4])
        #expect(timers.popDue(at: 4).isEmpty)
        #expect(timers.popDue(at: .max) == [5])
    }
}

@Suite struct MailboxTests {
    @Test func messagesOfManyThreadsComeOnceAndInTheirOrder() throws {
        let mailbox = try Mailbox<(sender: Int, number: Int)>()
        DispatchQueue.concurrentPerform(iterations: 8) { sender in
            for number in 0..<200 { mailbox.post((sender, number)) }
        }
        let all = mailbox.drain()
        #expect(all.count == 1600)
        for sender in 0..<8 {
            #expect(all.filter { $0.sender == sender }.map(\.number) == Array(0..<200))
        }
        #expect(mailbox.drain().isEmpty)
    }

    @Test func theDescriptorIsReadableOnlyWhileMessagesWait() throws {
        let mailbox = try Mailbox<Int>()
        #expect(waitForInput(on: [mailbox.descriptor], until: 0).readable.isEmpty)
        mailbox.post(1)
        #expect(
            waitForInput(on: [mailbox.descriptor], until: nil).readable == [mailbox.descriptor])
        _ = mailbox.drain()
        #expect(waitForInput(on: [mailbox.descriptor], until: 0).readable.isEmpty)
    }

    @Test func aDescriptorThatIsClosedIsSaidToBeGone() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[1])
        #expect(waitForInput(on: [ends[0]], until: nil).gone == [ends[0]])
        close(ends[0])
    }
}

@Suite struct SignalPipeTests {
    @Test func signalsComeAsValuesAndOnlyOnce() throws {
        let signals = try Signals.loud()
        // To the process, not to this thread: pool threads have signals blocked.
        for (number, signal) in [(SIGWINCH, SystemSignal.windowChanged), (SIGHUP, .hangUp)] {
            kill(getpid(), number)
            let (readable, _) = waitForInput(on: [signals.descriptor], until: nil)
            #expect(readable == [signals.descriptor])
            #expect(signals.drain() == [signal])
        }
        #expect(signals.drain().isEmpty)
    }
}

/// The signal pipes of this test process: signals go to the one opened last.
enum Signals {
    private static let pipes = Result {
        (quiet: try SignalPipe([]), loud: try SignalPipe([.windowChanged, .hangUp]))
    }

    /// One on which nothing ever comes.
    static func quiet() throws -> SignalPipe { try pipes.get().quiet }
    static func loud() throws -> SignalPipe { try pipes.get().loud }
}
