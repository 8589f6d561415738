// A terminal in memory: bytes in, cells, cursor, modes and replies out. libvterm does the work.

import CVTerm

/// What a person would see. It stays on one thread.
public final class VirtualScreen {
    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    private let callbacks = UnsafeMutablePointer<VTermScreenCallbacks>.allocate(capacity: 1)
    private var replies: [UInt8] = []
    private var seen = TerminalModes()

    /// The window title a program set; empty at first.
    public private(set) var title = ""
    /// How often the bell rang.
    public private(set) var bells = 0
    public private(set) var size: TerminalSize

    public init(size: TerminalSize = .standard) throws(HarnessFailure) {
        guard let terminal = vterm_new(Int32(size.rows), Int32(size.columns)),
            let screen = vterm_obtain_screen(terminal)
        else { throw HarnessFailure("libvterm has no memory for a screen") }
        self.terminal = terminal
        self.screen = screen
        self.size = size
        listen()
        vterm_set_utf8(terminal, 1)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
    }

    deinit {
        vterm_free(terminal)
        callbacks.deallocate()
    }

    /// Shows what a program wrote. Answers what the terminal says back (to queries).
    public func write(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { raw in
            let text = raw.bindMemory(to: CChar.self)
            _ = vterm_input_write(terminal, text.baseAddress, text.count)
        }
        vterm_screen_flush_damage(screen)
        defer { replies = [] }
        return replies
    }

    public func resize(_ size: TerminalSize) {
        self.size = size
        vterm_set_size(terminal, Int32(size.rows), Int32(size.columns))
    }

    /// The cell at a place; a blank one outside the screen.
    public func cell(column: Int, row: Int) -> ScreenCell {
        var cell = VTermScreenCell()
        vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
        return ScreenCell(cell)
    }

    /// One row as text, without blanks at its end.
    public func line(_ row: Int) -> String {
        var text = ""
        for column in 0..<size.columns { text += cell(column: column, row: row).text }
        while text.last == " " { text.removeLast() }
        return text
    }

    public var lines: [String] { (0..<size.rows).map(line) }

    /// The whole screen, without empty rows at its end.
    public var text: String {
        var lines = lines
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    public func contains(_ text: String) -> Bool {
        lines.contains { $0.contains(text) }
    }

    /// Where `text` begins, in cells, first row first.
    public func find(_ text: String) -> (column: Int, row: Int)? {
        for row in 0..<size.rows {
            let cells = (0..<size.columns).map { cell(column: $0, row: row) }
            for column in cells.indices where cells[column].width > 0 {
                if cells[column...].map(\.text).joined().hasPrefix(text) { return (column, row) }
            }
        }
        return nil
    }

    public var cursor: (column: Int, row: Int) {
        var place = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(terminal), &place)
        return (Int(place.col), Int(place.row))
    }

    public var modes: TerminalModes {
        var modes = seen
        // libvterm keeps this one to itself, but brackets a paste only when it is on.
        vterm_keyboard_start_paste(terminal)
        modes.bracketedPaste = !replies.isEmpty
        replies = []
        return modes
    }
}

// MARK: - What libvterm reports

extension VirtualScreen {
    private func listen() {
        let this = Unmanaged.passUnretained(self).toOpaque()
        callbacks.initialize(to: VTermScreenCallbacks())
        vterm_output_set_callback(
            terminal,
            { bytes, count, user in
                guard let bytes, let user else { return }
                let raw = UnsafeRawBufferPointer(start: bytes, count: count)
                VirtualScreen.from(user).replies += raw
            }, this)
        callbacks.pointee.settermprop = { property, value, user in
            guard let value, let user else { return 0 }
            VirtualScreen.from(user).note(property, value.pointee)
            return 1
        }
        callbacks.pointee.bell = { user in
            if let user { VirtualScreen.from(user).bells += 1 }
            return 1
        }
        vterm_screen_set_callbacks(screen, callbacks, this)
    }

    private static func from(_ user: UnsafeMutableRawPointer) -> VirtualScreen {
        Unmanaged<VirtualScreen>.fromOpaque(user).takeUnretainedValue()
    }

    private func note(_ property: VTermProp, _ value: VTermValue) {
        switch property {
        case VTERM_PROP_ALTSCREEN: seen.alternateScreen = value.boolean != 0
        case VTERM_PROP_CURSORVISIBLE: seen.cursorVisible = value.boolean != 0
        case VTERM_PROP_MOUSE: seen.mouse = value.number != 0
        case VTERM_PROP_TITLE: title = value.string.map { String(cString: $0) } ?? ""
        default: break
        }
    }
}
