// The ledger of a shift: goes on, ends, survives a kill, a damaged file and a second desk.
import Foundation
import ReviewCore
import Testing

@testable import Workstation

/// A home of a test's own.
final class Den {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "earshot-den-\(UUID().uuidString)")
    let surroundings: Surroundings

    init(_ environment: [String: String] = [:]) {
        surroundings = Surroundings(
            environment: [
                "XDG_CONFIG_HOME": folder.appending(path: "config").path,
                "XDG_STATE_HOME": folder.appending(path: "state").path,
            ].merging(environment) { $1 }, home: folder.path)
    }

    deinit {
        chmod(hearing("ana").path, 0o700)
        try? FileManager.default.removeItem(at: folder)
    }

    func hearing(_ person: String) -> URL {
        surroundings.state.appending(path: "hearing/\(person)")
    }

    /// Files of a person's shifts, by name.
    func files(_ person: String = "ana") -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: hearing(person).path)
        return (names ?? []).filter { $0 != "lock" }.sorted()
    }
}

@Suite struct HearingLedgerTests {
    let den = Den()
    /// Four hours before midnight, UTC.
    let start = Timestamp(microseconds: 1_793_304_000_000_000)
    let minute = SoundPiece(seconds: 60, level: -20)

    private func open(_ hours: Double, as person: String = "ana") -> HearingLedger {
        HearingLedger.open(den.surroundings, person: person, now: at(hours))
    }

    private func at(_ hours: Double) -> Timestamp { start.advanced(bySeconds: hours * 3_600) }

    private func headset(_ device: String = "usb") throws -> HeadsetCalibration {
        try #require(HeadsetCalibration(levelAtFullScale: 100, device: device))
    }

    @Test func aShiftGoesOnAcrossRestartsAndMidnight() throws {
        for hour in stride(from: 0.0, through: 20, by: 4) {
            let ledger = open(hour)
            #expect(ledger.report.seconds == 60 * hour / 4)
            ledger.add(minute, at: at(hour))
            ledger.save()
            #expect(ledger.takeComplaints() == [])
        }
        #expect(den.files() == [ShiftFolder.stem(of: start) + ".json"])
    }

    @Test func sixHoursWithoutSoundBeginAnother() throws {
        let ledger = open(0)
        ledger.wear(try headset())
        ledger.add(minute, at: at(0))
        ledger.save()
        #expect(open(5.99).report.seconds == 60)
        #expect(open(6.01).report.seconds == 0)
        // A desk left open over night.
        ledger.add(minute, at: at(8))
        #expect(ledger.report.seconds == 60 && ledger.report.basis == .calibrated)
        ledger.save()
        #expect(den.files().count == 2)
        #expect(open(9).report.seconds == 60)
        #expect(ledger.notice(at: at(20)) == nil)
    }

    @Test func whatWasNotSavedBeforeThePauseIsWrittenToItsOwnShift() throws {
        let ledger = open(0)
        ledger.add(minute, at: at(0))
        ledger.add(minute, at: at(7))
        ledger.add(minute, at: at(7.1))
        ledger.save()
        let seconds = try den.files().map { name in
            let data = try Data(contentsOf: den.hearing("ana").appending(path: name))
            return try JSONDecoder().decode(ShiftRecord.self, from: data).dose.report.seconds
        }
        #expect(seconds == [60, 120])
    }

    @Test func aClockSetBackLosesNothing() throws {
        let ledger = open(5)
        ledger.add(minute, at: at(5))
        ledger.add(minute, at: at(4.5))
        #expect(ledger.report.seconds == 120)
        // A clock that had been wrong by days, put right while the desk is open.
        ledger.add(minute, at: at(-100))
        ledger.save()
        #expect(ledger.report.seconds == 180)
        #expect(open(-99).report.seconds == 180)
        // Found from the future after a restart it says nothing of today.
        #expect(open(-300).report.seconds == 0)
    }

    @Test func twoDesksOfOnePersonCountIntoOneShift() throws {
        let (left, right) = (open(0), open(0.1))
        left.wear(try headset())
        left.add(minute, at: at(0.2))
        right.add(minute, at: at(0.3))
        left.save()
        right.save()
        #expect(right.report.seconds == 120)
        left.add(minute, at: at(0.4))
        left.save()
        #expect(left.report.seconds == 180 && left.report.basis == .partly)
        #expect(den.files().count == 1)
        #expect(open(1).report.seconds == 180)
        // Each knows what it wears itself.
        right.add(minute, at: at(0.5))
        #expect(right.report.uncalibratedSeconds == 120)
    }

    @Test func manyThreadsLoseNothing() {
        let (left, right) = (open(0), open(0))
        DispatchQueue.concurrentPerform(iterations: 200) { [minute, now = at(0.1)] index in
            let ledger = index.isMultiple(of: 2) ? left : right
            ledger.add(minute, at: now)
            if index.isMultiple(of: 7) { ledger.save() }
            if index.isMultiple(of: 31) { ledger.record(AcousticShock(at: now)) }
        }
        left.save()
        right.save()
        let ledger = open(0.2)
        #expect(ledger.report.seconds == 200 * 60)
        #expect(ledger.report.shocks == 7)
        #expect(den.files().count == 1)
    }

    @Test func aShockIsOnDiskAtOnce() {
        let ledger = open(0)
        let clip = AcousticShock(at: at(1), position: 2.5, level: -3)
        ledger.record(clip)
        #expect(open(1).shocks == [clip])
        #expect(ledger.report.shocks == 1)
    }

    /// A key that was held down.
    @Test func shocksAreBounded() throws {
        let ledger = open(0)
        for index in 0..<(ShiftRecord.mostShocks + 20) {
            ledger.add(minute, at: at(0))
            if index == ShiftRecord.mostShocks - 2 { ledger.save() }
            ledger.record(AcousticShock(at: at(0)))
        }
        #expect(open(0).shocks.count == ShiftRecord.mostShocks)
    }

    @Test func itIsForItsPersonAlone() throws {
        let ledger = open(0)
        ledger.add(minute, at: at(0))
        ledger.save()
        #expect(mode(of: den.hearing("ana").path) == 0o700)
        for name in den.files() + ["lock"] {
            #expect(mode(of: den.hearing("ana").appending(path: name).path) == 0o600)
        }
        #expect(open(0, as: "bo").report.seconds == 0)
        #expect(open(0, as: "ANA").report.seconds == 60)
    }

    @Test(arguments: [
        "..", "a/b", "../../x", ".", "", "ă", "a\0b", String(repeating: "x", count: 300),
    ])
    func noHandleLeadsElsewhere(person: String) {
        let ledger = open(0, as: person)
        ledger.add(minute, at: at(0))
        ledger.save()
        #expect(ledger.takeComplaints() == [])
        #expect(open(0, as: person).report.seconds == 60)
        let home = den.surroundings.state.appending(path: "hearing").path
        let folder = ShiftFolder(den.surroundings, person: person).folder
        #expect(folder.standardizedFileURL.deletingLastPathComponent().path == home)
    }

    @Test(arguments: [
        "", "{", "[]", #"{"version":2}"#,
        #"{"version":1,"started":-9223372036854775808,"last_sound":9223372036854775807,"#
            + #""dose":{"parts":[],"recent":[],"shocks":[]}}"#,
        #"{"version":1,"started":1793304000000000,"last_sound":1793304000000000,"#
            + #""dose":{"parts":1}}"#,
        "\u{0}\u{0}\u{0}",
    ])
    func aDamagedFileIsSetAsideWithAWord(content: String) throws {
        let first = open(0)
        first.add(minute, at: at(0))
        first.save()
        let name = try #require(den.files().first)
        let file = den.hearing("ana").appending(path: name)
        try Data(content.utf8).write(to: file)
        let ledger = open(1)
        let complaints = ledger.takeComplaints()
        #expect(complaints.count == 1 && complaints[0].contains(name))
        #expect(ledger.takeComplaints() == [])
        #expect(ledger.report.seconds == 0)
        ledger.add(minute, at: at(1))
        ledger.save()
        #expect(open(1).report.seconds == 60)
        let aside = den.hearing("ana").appending(path: name + ".damaged")
        #expect(try Data(contentsOf: aside) == Data(content.utf8))
        // The desk that was open all the while knows what the file had.
        first.add(minute, at: at(1))
        first.save()
        #expect(first.report.seconds == 120)
    }

    @Test func aFileTakenAwayIsWrittenAgain() throws {
        let ledger = open(0)
        ledger.add(minute, at: at(0))
        ledger.save()
        for name in den.files() {
            try FileManager.default.removeItem(at: den.hearing("ana").appending(path: name))
        }
        ledger.add(minute, at: at(0.1))
        ledger.save()
        #expect(open(0.2).report.seconds == 120)
    }

    @Test func whatCannotBeWrittenIsKeptAndToldOnce() throws {
        // The folder is a file: root is refused too.
        let place = den.hearing("ana")
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: place)
        let ledger = open(0)
        #expect(ledger.takeComplaints().count == 1)
        for _ in 0..<3 {
            ledger.add(minute, at: at(0.1))
            ledger.save()
        }
        ledger.add(minute, at: at(7))
        ledger.save()
        ledger.record(AcousticShock(at: at(7)))
        #expect(ledger.takeComplaints().count == 1)
        #expect(ledger.report.seconds == 60 && ledger.report.shocks == 1)
        try FileManager.default.removeItem(at: place)
        ledger.save()
        #expect(ledger.takeComplaints() == [])
        #expect(open(7).report.seconds == 60 && open(7).report.shocks == 1)
        #expect(den.files().count == 2)
    }

    @Test func whatWasWornLastIsNotWornNow() throws {
        let first = open(0)
        first.wear(try headset())
        first.add(minute, at: at(0))
        first.save()
        let second = open(1)
        second.add(minute, at: at(1))
        #expect(second.report.uncalibratedSeconds == 60)
        second.save()
        #expect(open(1).report.uncalibratedSeconds == 60)
    }

    @Test func nothingHeardLeavesNoFile() {
        let ledger = open(0)
        for seconds in [0, -1, .nan] {
            ledger.add(SoundPiece(seconds: seconds, level: -20), at: at(0))
        }
        #expect(!ledger.isDue(at: at(0)))
        ledger.save()
        ledger.wear(nil)
        ledger.save()
        #expect(den.files() == [])
    }

    @Test func itIsSavedEveryFewSecondsAtMost() {
        let ledger = open(0)
        ledger.add(minute, at: at(0))
        #expect(ledger.isDue(at: at(0)))
        ledger.save(at: at(0))
        ledger.add(minute, at: at(0))
        #expect(!ledger.isDue(at: at(0).advanced(bySeconds: 4)))
        #expect(ledger.isDue(at: at(0).advanced(bySeconds: 5)))
        #expect(ledger.isDue(at: at(-3)))
    }

    @Test func oldShiftsAndForgottenPartsGo() throws {
        let day = 24.0
        for shift in 0..<70 {
            let ledger = open(Double(shift) * day)
            ledger.add(minute, at: at(Double(shift) * day))
            ledger.save()
        }
        #expect(den.files().count == 61)
        let folder = den.hearing("ana")
        try Data("mine".utf8).write(to: folder.appending(path: "notes.txt"))
        for index in 0..<300 {
            let name = "21000101T\(100_000 + index)Z.json"
            try Data("{}".utf8).write(to: folder.appending(path: name))
        }
        _ = open(70 * day)
        #expect(den.files().filter { $0.first == "2" }.count <= ShiftFolder.mostFiles)
        #expect(den.files().contains("notes.txt"))
        let part = folder.appending(path: ".20260101T000000Z.json.abc.part")
        try Data().write(to: part)
        _ = HearingLedger.open(den.surroundings, person: "ana", now: .now)
        #expect(FileManager.default.fileExists(atPath: part.path))
        let tomorrow = Timestamp.now.advanced(bySeconds: 7_200)
        _ = HearingLedger.open(den.surroundings, person: "ana", now: tomorrow)
        #expect(!FileManager.default.fileExists(atPath: part.path))
    }

    @Test func theNoticeCountsWhatOtherSittingsHeard() throws {
        let first = open(0)
        first.wear(try headset())
        // Eight hours at 79.5 dB(A), which is close.
        for hour in 0..<8 {
            first.add(SoundPiece(seconds: 3_600, level: -20.5), at: at(Double(hour)))
        }
        first.save()
        let second = open(8)
        #expect(second.notice(at: at(8)) != nil)
        #expect(second.report.dailyLevel.map { abs($0 - 79.5) < 0.01 } == true)
    }
}
