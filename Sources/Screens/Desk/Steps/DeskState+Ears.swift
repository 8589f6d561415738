// The ears: where sound goes, how much of it there was, and the key for a shock.
import ReviewCore
import TerminalUI

extension DeskState {
    // MARK: - Devices

    mutating func openDevices() {
        overlay = .devices(DeviceList())
        ask(.listDevices)
    }

    mutating func takeDevices(_ devices: [SoundDevice]) {
        guard case .devices(var panel) = overlay else { return }
        panel.take(devices, height: listHeight)
        overlay = .devices(panel)
    }

    mutating func refuseDevices(_ reason: String) {
        guard case .devices(var panel) = overlay else { return }
        panel.refuse(reason)
        overlay = .devices(panel)
    }

    /// Row 0 follows the server's default.
    mutating func chooseDevice(row: Int?, in panel: DeviceList) {
        guard case .listed(let devices) = panel.condition, let row,
            (0...devices.count).contains(row)
        else { return }
        let device = panel.device(at: row)
        overlay = nil
        ask(.chooseDevice(device?.name))
        toast(
            device.map { "Sound goes to \($0.description)" } ?? "Sound follows the default device")
    }

    // MARK: - Hearing

    mutating func openHearing() {
        overlay = .hearing
        acknowledgeNotice()
    }

    private mutating func acknowledgeNotice() {
        acknowledgedUrgency = max(acknowledgedUrgency, hearingStatus?.notice?.urgency ?? 0)
    }

    mutating func takeHearing(_ status: HearingStatus) {
        // Sound only adds up within a shift: less of it is a new one, with notices of its own.
        if let before = hearingStatus, status.report.seconds < before.report.seconds {
            acknowledgedUrgency = 0
        }
        hearingStatus = status
        // Who reads the figures sees what they come to.
        if overlay == .hearing { acknowledgeNotice() }
    }

    // MARK: - Shocks

    /// Presses closer than this are one: a key held down repeats.
    static let shockPause = 1.0

    /// Never refused, whatever else is going on.
    mutating func recordShock() {
        let isRepeat = lastShock.map { now.seconds(since: $0) < Self.shockPause } ?? false
        lastShock = now
        guard !isRepeat else { return }
        let isHeard = work != nil && playback.clip == work?.id
        ask(
            .recordShock(
                AcousticShock(
                    at: now, clip: work?.id, position: isHeard ? playback.position : nil)))
        toast("Acoustic shock recorded", .good)
    }
}
