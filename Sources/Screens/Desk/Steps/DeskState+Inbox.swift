// What became of the incidents a reviewer raised: told to them, and noted as read.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Incidents of theirs that ended, and that they have not read of.
    public var inboxNews: [IncidentGlance] {
        inbox.filter { $0.stage == .closed && !$0.reviewerInformed && !inboxRead.contains($0.id) }
    }

    mutating func openInbox() {
        ask(.loadInbox)
        overlay = .inbox(ListState(count: inbox.count), new: Set(inboxNews.map(\.id)))
        readInbox()
    }

    mutating func takeInbox(_ incidents: [IncidentGlance]) {
        inbox = incidents
        // One that was opened again may end again, and is news then.
        inboxRead.formIntersection(incidents.filter { $0.stage == .closed }.map(\.id))
        guard case .inbox(var list, let new) = overlay else { return }
        list.setCount(incidents.count)
        overlay = .inbox(list, new: new.union(inboxNews.map(\.id)))
        readInbox()
    }

    /// What is on the screen is read; that it was becomes part of the incident's story.
    private mutating func readInbox() {
        let news = inboxNews
        guard !news.isEmpty else { return }
        inboxRead.formUnion(news.map(\.id))
        ask(.noteRead(news))
    }
}
