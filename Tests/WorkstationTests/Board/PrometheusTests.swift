// The figures for a wall: well formed whatever a queue is called, without anybody's name, whole.
import Foundation
import ReviewCore
import Store
import Testing

@testable import Workstation

@Suite struct PrometheusTests {
    private func status(queue name: String) -> WorkspaceStatus {
        var queue = WorkspaceStatus.QueueCounts(name: name, locale: "en-US", open: true)
        queue.waiting = 31
        queue.annotated = 5
        return WorkspaceStatus(
            workspace: "w", queues: [queue],
            people: [
                WorkspaceStatus.PersonCounts(
                    name: "ana", roles: [.reviewer], queue: name, onShift: true, annotatedToday: 5)
            ],
            incidents: WorkspaceStatus.Incidents(
                open: 1, unacknowledged: 1, breached: 0, bySeverity: ["P0": 0, "P1": 1]))
    }

    private let now = Timestamp(microseconds: 1_790_000_000_000_000)

    @Test func everyMeasureIsDeclaredBeforeItsValues() {
        let text = PrometheusText(status(queue: "english"), now: now).text
        var declared: Set<Substring> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# TYPE") {
                #expect(declared.insert(words[2]).inserted)
            } else if !line.hasPrefix("#") {
                let name = line.prefix { $0 != "{" && $0 != " " }
                #expect(declared.contains(name), "\(line)")
                #expect(words.last.flatMap { Int($0) } != nil, "\(line)")
            }
        }
        #expect(text.contains("earshot_queue_clips{queue=\"english\",state=\"waiting\"} 31\n"))
        #expect(text.contains("earshot_people_on_shift 1\n"))
        #expect(text.contains("earshot_incidents_by_severity{severity=\"P1\"} 1\n"))
        #expect(text.hasSuffix("earshot_status_timestamp_seconds 1790000000\n"))
        #expect(!text.contains("ana"))
    }

    @Test func aNameOfAQueueCannotBreakALine() {
        let text = PrometheusText(status(queue: "a\"} 1\n# b\\"), now: now).text
        #expect(text.contains(#"{queue="a\"} 1\n# b\\",state="waiting"} 31"#))
        #expect(text.split(separator: "\n").allSatisfy { !$0.hasPrefix("# b") })
    }

    @Test func theFileIsReplacedWholeAndReadableForACollector() throws {
        let office = try Office()
        let path = office.folder.appending(path: "earshot.prom").path
        try Data("old".utf8).write(to: URL(filePath: path))
        let page = PrometheusText(status(queue: "english"), now: now)
        try PrometheusFile(path: path).write(page)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == page.text)
        var facts = stat()
        #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o644)
        let left = try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
        #expect(!left.contains { $0.contains("making") })
        #expect(throws: SystemError.self) {
            try PrometheusFile(path: office.folder.path + "/none/x.prom").write(page)
        }
    }
}
