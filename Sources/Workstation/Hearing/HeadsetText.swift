// headsets.toml as text: read with every mistake named, changed without touching the rest.
import AudioEngine
import Foundation
import ReviewCore
import TOMLKit

/// The text of `headsets.toml`: a table for each headset, under its output's name.
///
/// A mistake never costs more than its own entry where TOML allows it.
struct HeadsetText: Equatable {
    private(set) var text: String
    private(set) var headsets: [String: Headset] = [:]
    /// Without the file's name; empty when all of it was understood.
    private(set) var complaints: [String] = []

    static let heading = """
        # Headsets measured with `earshot doctor --calibrate`, by the output they are plugged into.
        # level_at_full_scale: dB SPL at the ear where the digital level (RMS) is 1.0.
        # It holds for the system_volume (1 is 100 %) and the port it was measured at; where
        # system_volume_db is known, a change of the volume is reckoned with.

        """

    init(_ text: String) {
        self.text = text
        // TOML's reader would stop there, and the rest would be lost.
        guard !text.utf8.contains(0) else {
            complaints.append("not valid TOML")
            return
        }
        do {
            let table = try TOMLTable(string: text)
            for name in table.keys.sorted() { take(name, table[name]?.table) }
        } catch let error as TOMLParseError {
            let place = error.source.begin
            complaints.append("line \(place.line), column \(place.column): not valid TOML")
        } catch {
            complaints.append("not valid TOML")
        }
    }

    private mutating func take(_ name: String, _ table: TOMLTable?) {
        let key = "level_at_full_scale"
        let value = table?[key]
        guard let table, let level = value?.double ?? value?.int.map(Double.init) else {
            return complaints.append("'\(Self.plain(name))' has no number as its \(key)")
        }
        guard let calibration = HeadsetCalibration(levelAtFullScale: level, device: name) else {
            let (low, high) = (
                Int(HeadsetCalibration.plausible.lowerBound),
                Int(HeadsetCalibration.plausible.upperBound)
            )
            return complaints.append(
                "the \(key) of '\(Self.plain(name))' must be from \(low) to \(high)")
        }
        let measured = table["measured"].flatMap { $0.string ?? $0.date.map(Self.day) }
        headsets[name] = Headset(
            calibration: calibration, measured: measured.map(Self.plain),
            description: table["description"]?.string.map(Self.plain),
            volume: Self.volume(table), port: table["port"]?.string)
    }

    /// The system's volume at the measurement; nil where it is not told, or is none.
    private static func volume(_ table: TOMLTable) -> SystemVolume? {
        func number(_ key: String) -> Double? {
            let value = table[key]
            return (value?.double ?? value?.int.map(Double.init)).flatMap { $0.isFinite ? $0 : nil }
        }
        return number("system_volume").map {
            SystemVolume(scale: $0, decibels: number("system_volume_db"))
        }
    }

    // MARK: - Changes

    /// The text with this headset in place of what it says of its output.
    func setting(_ headset: Headset) -> HeadsetText {
        let kept = without(headset.device).text
        let gap = kept.isEmpty ? Self.heading : kept.hasSuffix("\n") ? kept : kept + "\n"
        let spaced = gap.hasSuffix("\n\n") ? gap : gap + "\n"
        return HeadsetText(spaced + Self.entry(headset))
    }

    /// The text without what it says of an output: its heading and the lines up to the next one.
    func without(_ device: String) -> HeadsetText {
        var isInside = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if let name = Self.tableName(line) { isInside = name == device }
            return !isInside
        }
        return HeadsetText(lines.joined(separator: "\n"))
    }

    /// The file with these headsets and nothing else: where lines could not tell them apart.
    static func made(of headsets: some Sequence<Headset>) -> HeadsetText {
        let entries = headsets.sorted { $0.device < $1.device }.map(entry)
        return HeadsetText(heading + "\n" + entries.joined(separator: "\n"))
    }

    /// The headset as it is read back: to a tenth of a decibel, its words fit to be printed.
    static func asKept(_ headset: Headset) -> Headset {
        HeadsetText(entry(headset)).headsets[headset.device] ?? headset
    }

    private static func entry(_ headset: Headset) -> String {
        let level = headset.calibration.levelAtFullScale.plain(1)
        var lines = ["[\(quoted(headset.device))]", "level_at_full_scale = \(level)"]
        if let measured = headset.measured { lines.append("measured = \(quoted(measured))") }
        if let name = headset.description { lines.append("description = \(quoted(name))") }
        if let volume = headset.volume {
            lines.append("system_volume = \(volume.scale.plain(4))")
            if let decibels = volume.decibels {
                lines.append("system_volume_db = \(decibels.plain(2))")
            }
        }
        if let port = headset.port { lines.append("port = \(quoted(port))") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The table that a line opens, if it opens one: TOML itself is asked.
    private static func tableName(_ line: Substring) -> String? {
        guard line.drop(while: \.isWhitespace).first == "[" else { return nil }
        let table = try? TOMLTable(string: String(line))
        return table.flatMap { $0.keys.count == 1 ? $0.keys.first : nil }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                String(format: "\\u%04X", scalar.value)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// Text that may be printed: what a terminal would obey is left out.
    private static func plain(_ text: String) -> String {
        SanitizedText(text).text.replacingOccurrences(of: "\n", with: " ")
    }

    private static func day(_ date: TOMLDate) -> String {
        String(format: "%04d-%02d-%02d", Int(date.year), Int(date.month), Int(date.day))
    }
}
