// A real terminal, through ncurses.

import CNcurses
import Foundation
import TerminalUI

/// The screen and keyboard of the terminal this program runs in.
///
/// ncurses draws; keys are read as bytes and decoded here, since its own reading loses characters
/// whose bytes arrive apart. Not Sendable: it stays on the thread that opened it. Only one can be
/// open at a time. The terminal is in raw mode: Ctrl-C and Ctrl-Z are keys, not signals.
public final class NcursesTerminal {
    public let survey: TerminalSurvey
    private let input: Int32
    private let output: Int32
    private let log: String
    private let escapeDelay: Int
    private let synchronizes: Bool
    private var decoder: InputDecoder
    private var pairs: ColorPairs
    private var looks: [Style: (attributes: UInt32, pair: Int32)] = [:]
    private var shown: Frame?
    private var windowSize: Size
    private var resized = false
    private var isGone = false
    private var isClosed = false
    private var readBuffer = [UInt8](repeating: 0, count: 1 << 16)

    /// Takes the screen. `log` is the file that what libraries write to standard error goes to
    /// while the screen is up.
    public init(
        log: String = "/dev/null", mouse: Bool = true,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        input: Int32 = 0, output: Int32 = 1
    ) throws(TerminalError) {
        let survey = TerminalSurvey(environment: environment, input: input, output: output)
        if let problem = survey.problem { throw problem }
        self.survey = survey
        self.input = input
        self.output = output
        self.log = log
        escapeDelay = Self.escapeDelay(environment)
        synchronizes = Self.ignoresUnknownModes(survey.type)
        decoder = InputDecoder(backspaceIsControlH: Self.eraseIsControlH(input))
        windowSize = Self.currentSize(output, environment)
        let problem = cn_redirect_stderr(log)
        if problem != 0 { throw .logUnavailable(errno: problem) }
        let modes = mouse ? Modes.withMouse : Modes.plain
        guard
            cn_open(survey.entry, input, output, modes.on, modes.off)
        else {
            cn_restore_stderr()
            throw .refused(survey.type)
        }
        pairs = ColorPairs(depth: survey.colorDepth, limit: cn_pair_limit())
        cn_resize(Int32(windowSize.width), Int32(windowSize.height))
    }

    deinit { close() }

    public var colorDepth: ColorDepth { survey.colorDepth }
    public var glyphs: Glyphs { survey.glyphs }

    /// The port that screens use. It keeps this object alive.
    public var terminal: Terminal {
        Terminal(
            size: { self.windowSize }, present: { self.present($0) },
            readEvents: { self.readEvents() }, inputDescriptor: input,
            pendingTimeout: { self.pendingTimeout }, suspend: { self.suspend() },
            resume: { self.resume() }, noteResize: { self.resized = true },
            repaint: { self.repaint() }, close: { self.close() }, isGone: { self.isGone })
    }

    // MARK: Drawing

    /// Hands ncurses what differs from the frame before, and lets it send the least it can.
    private func present(_ frame: Frame) {
        guard !isClosed, frame != shown else { return }
        if !draw(frame, over: shown) {
            // Out of colour pairs: begin anew with those this frame needs.
            pairs.reset()
            looks = [:]
            cn_forget()
            _ = draw(frame, over: nil)
        }
        shown = frame
        let cursor = frame.cursor.flatMap { Rect(windowSize).contains($0) ? $0 : nil }
        cn_show(
            Int32(cursor?.x ?? -1), Int32(cursor?.y ?? -1),
            synchronizes ? Modes.beginFrame : nil, synchronizes ? Modes.endFrame : nil)
    }

    private func draw(_ frame: Frame, over before: Frame?) -> Bool {
        let canvas = frame.canvas
        let width = min(canvas.size.width, windowSize.width)
        let old = before?.canvas.size == canvas.size ? before?.canvas : nil
        for y in 0..<min(canvas.size.height, windowSize.height) {
            guard let span = changedSpan(ofRow: y, width: width, in: canvas, since: old) else {
                continue
            }
            for x in span {
                let cell = canvas[x, y]
                if cell.isContinuation { continue }
                // The other half of a wide cluster may be outside the window.
                let isCut =
                    x + 1 == width && width < canvas.size.width
                    && canvas[x + 1, y].isContinuation
                guard put(isCut ? Cell(" ", style: cell.style) : cell, x: x, y: y) else {
                    return false
                }
            }
        }
        return true
    }

    /// The columns from the first to the last change, widened to whole clusters.
    private func changedSpan(
        ofRow y: Int, width: Int, in canvas: Canvas, since old: Canvas?
    ) -> Range<Int>? {
        guard width > 0 else { return nil }
        guard let old else { return 0..<width }
        guard var first = (0..<width).first(where: { canvas[$0, y] != old[$0, y] }),
            var last = (0..<width).last(where: { canvas[$0, y] != old[$0, y] })
        else { return nil }
        while first > 0 && (canvas[first, y].isContinuation || old[first, y].isContinuation) {
            first -= 1
        }
        while last + 1 < width
            && (canvas[last + 1, y].isContinuation || old[last + 1, y].isContinuation)
        {
            last += 1
        }
        return first..<(last + 1)
    }

    private func put(_ cell: Cell, x: Int, y: Int) -> Bool {
        let look: (attributes: UInt32, pair: Int32)
        if let known = looks[cell.style] {
            look = known
        } else {
            guard let made = pairs.look(of: cell.style) else { return false }
            looks[cell.style] = made
            look = made
        }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 8) { scalars in
            var count = 0
            for scalar in cell.text.unicodeScalars.prefix(5) {
                // Other character sets than Unicode's are written as ASCII.
                let isSafe = survey.glyphs == .unicode || scalar.isASCII
                scalars[count] = isSafe ? scalar.value : 0x3F
                count += 1
                if !isSafe { break }
            }
            cn_put(
                Int32(x), Int32(y), scalars.baseAddress, Int32(count), look.attributes, look.pair)
        }
        return true
    }

    // MARK: Input

    /// Bytes read in one call, so that a flood cannot keep the screen from being drawn.
    private static let readLimit = 1 << 20

    private func readEvents() -> [InputEvent] {
        var events: [InputEvent] = []
        if resized { events += takeNewSize() }
        var total = 0
        while !isGone && total < Self.readLimit {
            let count = readBuffer.withUnsafeMutableBufferPointer {
                cn_read(input, $0.baseAddress, $0.count)
            }
            if count < 0 { isGone = true }
            guard count > 0 else { break }
            total += count
            events += decoder.feed(readBuffer[..<count])
        }
        if total == 0 && !isGone { events += takeTimeout() }
        if total > 0 { pendingSince = decoder.pending == nil ? nil : .now }
        return events
    }

    private var pendingSince: ContinuousClock.Instant?

    private var pendingTimeout: Int? {
        guard let kind = decoder.pending, let since = pendingSince else { return nil }
        let passed = since.duration(to: .now) / .milliseconds(1)
        return max(0, Int((Double(delay(of: kind)) - passed).rounded(.up)))
    }

    private func takeTimeout() -> [InputEvent] {
        guard pendingTimeout == 0 else { return [] }
        pendingSince = nil
        return decoder.timeout()
    }

    /// Half a sequence or character is waited for much longer than what may be a lone Esc: a slow
    /// line must not turn an arrow key into letters, nor end a paste early.
    private func delay(of kind: InputDecoder.Pending) -> Int {
        kind == .escape ? escapeDelay : max(1000, escapeDelay)
    }

    private func takeNewSize() -> [InputEvent] {
        resized = false
        let size = Self.currentSize(output, ProcessInfo.processInfo.environment)
        guard size != windowSize else {
            // It may have been another size for a moment, and lost what stood outside of that.
            repaint()
            return []
        }
        windowSize = size
        cn_resize(Int32(size.width), Int32(size.height))
        shown = nil
        return [.resize(size)]
    }

    private func repaint() {
        cn_forget()
        shown = nil
    }

    // MARK: Giving back

    private func suspend() {
        guard !isClosed else { return }
        cn_suspend()
        cn_restore_stderr()
    }

    private func resume() {
        guard !isClosed else { return }
        // Without the log the screen still comes back; what libraries say may then show on it.
        _ = cn_redirect_stderr(log)
        cn_resume()
        shown = nil
        resized = true
    }

    public func close() {
        guard !isClosed else { return }
        isClosed = true
        cn_close()
        cn_restore_stderr()
    }
}
