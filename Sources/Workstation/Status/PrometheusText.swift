// The status as Prometheus reads it: counts by queue, people and incidents, and no name of anybody.
import Foundation
import ReviewCore
import Store

/// The text exposition format, as node_exporter's textfile collector takes it up.
public struct PrometheusText {
    public let text: String

    public init(_ status: WorkspaceStatus, now: Timestamp) {
        var page = Page()
        page.gauge("earshot_queue_open", "Whether the queue hands out clips.")
        for queue in status.queues {
            page.value(queue.open ? 1 : 0, [("queue", queue.name), ("locale", queue.locale)])
        }
        page.gauge("earshot_queue_clips", "Clips of a queue by where they stand.")
        for queue in status.queues {
            for (state, count) in queue.byState {
                page.value(count, [("queue", queue.name), ("state", state)])
            }
        }
        page.gauge("earshot_queue_flagged_clips", "Clips with a flag, wherever they stand.")
        for queue in status.queues { page.value(queue.flagged, [("queue", queue.name)]) }
        page.gauge(
            "earshot_queue_unopenable_clips", "Clips at rest that somebody could not open.")
        for queue in status.queues { page.value(queue.unopenable, [("queue", queue.name)]) }
        page.gauge("earshot_people", "People of the workspace.")
        page.value(status.people.count)
        page.gauge("earshot_people_on_shift", "People who sit at a desk.")
        page.value(status.people.count(where: \.onShift))
        page.gauge("earshot_annotated_today", "Clips annotated since the local midnight.")
        page.value(status.people.reduce(0) { $0 + $1.annotatedToday })
        page.gauge("earshot_incidents_open", "Incidents that are not closed.")
        page.value(status.incidents.open)
        page.gauge("earshot_incidents_unacknowledged", "Incidents that nobody has taken.")
        page.value(status.incidents.unacknowledged)
        page.gauge("earshot_incidents_breached", "Incidents with a missed deadline.")
        page.value(status.incidents.breached)
        page.gauge("earshot_incidents_by_severity", "Open incidents by severity.")
        for (severity, count) in status.incidents.bySeverity.sorted(by: { $0.key < $1.key }) {
            page.value(count, [("severity", severity)])
        }
        page.gauge("earshot_reviews_owed", "Break-glass openings nobody has accounted for.")
        page.value(status.reviewsOwed)
        page.gauge("earshot_status_timestamp_seconds", "When this was written.")
        page.value(Int(now.microseconds / 1_000_000))
        text = page.text
    }

    /// Lines of one page; every value belongs to the measure named last.
    private struct Page {
        private(set) var text = ""
        private var name = ""

        mutating func gauge(_ name: String, _ help: String) {
            self.name = name
            text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        }

        mutating func value(_ value: Int, _ labels: [(String, String)] = []) {
            let list = labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
            text += list.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
        }

        private func escaped(_ label: String) -> String {
            var safe = ""
            for scalar in label.unicodeScalars {
                switch scalar {
                case "\\": safe += "\\\\"
                case "\"": safe += "\\\""
                case "\n": safe += "\\n"
                default: safe.unicodeScalars.append(scalar)
                }
            }
            return safe
        }
    }
}

extension WorkspaceStatus.QueueCounts {
    /// Every clip once, under the names of `status --json`.
    fileprivate var byState: [(String, Int)] {
        [
            ("waiting", waiting), ("leased", leased), ("annotated", annotated),
            ("skipped", skipped), ("broken", broken), ("held", held),
            ("adjudicating", adjudicating), ("withdrawn", withdrawn), ("erased", erased),
        ]
    }
}

/// The file a collector reads.
public struct PrometheusFile {
    private let path: String

    public init(path: String) {
        self.path = path
    }

    /// Puts `page` in the file's place, whole: a collector never reads half of it. Readable for
    /// everybody, for the collector is somebody else.
    public func write(_ page: PrometheusText) throws(SystemError) {
        // Collectors take up what ends in `.prom`, so this name must not.
        let making = path + ".making-\(getpid())"
        let file = open(making, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { throw SystemError("write \(path)") }
        var rest = Array(page.text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                close(file)
                unlink(making)
                throw SystemError("write \(path)", code: code)
            }
            rest = rest.dropFirst(count)
        }
        // Whatever this process keeps to itself, this file is for somebody else.
        fchmod(file, 0o644)
        close(file)
        guard rename(making, path) == 0 else {
            let code = errno
            unlink(making)
            throw SystemError("write \(path)", code: code)
        }
    }
}
