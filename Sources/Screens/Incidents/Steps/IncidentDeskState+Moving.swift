// Going through the list and the story; the list keeps its order while hands are on it.
import ReviewCore
import TerminalUI

extension IncidentDeskState {
    mutating func takeMove(_ action: IncidentAction) {
        switch action {
        case .move(let motion): move(motion)
        case .openStory: if selected != nil { focus = .story }
        case .backToList: focus = .list
        case .switchShelf:
            shelf = shelf == .open ? .closed : .open
            (rows, story, focus) = (nil, nil, .list)
            (list, scroll) = (ListState(), 0)
            ask(.list(shelf))
        default: break
        }
    }

    private mutating func move(_ motion: ListMotion) {
        let rows = IncidentLayout(size).formRows
        switch form {
        case .help(let scroll):
            let layout = IncidentLayout(size)
            let count = IncidentHelp.lineCount(width: layout.helpColumns)
            form = .help(scroll: moved(scroll, motion, page: layout.helpRows, of: count))
        case .palette(var picker):
            picker.move(motion, height: rows)
            form = .palette(picker)
        case .person(var picker):
            picker.move(motion, height: rows)
            form = .person(picker)
        case .other(var picker):
            picker.move(motion, height: rows)
            form = .other(picker)
        case .choice(let what, var list):
            list.move(motion, height: rows)
            form = .choice(what, list)
        case .text, .question: break
        case nil: focus == .list ? moveInList(motion) : moveInStory(motion)
        }
    }

    private mutating func moveInList(_ motion: ListMotion) {
        let before = selected?.id
        list.move(motion, height: IncidentLayout(size).listRows)
        if selected?.id != before { arrive() }
    }

    private mutating func moveInStory(_ motion: ListMotion) {
        scroll = moved(
            scroll, motion, page: IncidentLayout(size).story.height, of: storyLineCount)
    }

    /// The first line shown after a move; the last page stays full.
    private func moved(_ scroll: Int, _ motion: ListMotion, page: Int, of count: Int) -> Int {
        let next =
            switch motion {
            case .up: scroll - 1
            case .down: scroll + 1
            case .pageUp: scroll - max(1, page - 1)
            case .pageDown: scroll + max(1, page - 1)
            case .first: 0
            case .last: count
            }
        return min(max(0, next), max(0, count - page))
    }

    /// Another incident is under the hand: its story is read.
    mutating func arrive() {
        scroll = 0
        if sound?.incident != selected?.id { stopSound() }
        guard let id = selected?.id else {
            story = nil
            return
        }
        if story?.id != id { story = nil }
        ask(.tell(id))
    }

    /// Puts the rows in order; the incident under the hand stays under it.
    mutating func sortRows() {
        if let rows { put(ordered(rows)) }
    }

    /// What is open by urgency; what is closed as it came.
    func ordered(_ rows: [IncidentRow]) -> [IncidentRow] {
        guard shelf == .open else { return rows }
        let order = IncidentGlance.byUrgency(rows.map(\.glance), at: now, setting.policy)
        let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return order.compactMap { byID[$0.id] }
    }

    /// Shows these rows; the incident under the hand stays under it, where it is still there.
    mutating func put(_ new: [IncidentRow]) {
        let held = selected?.id
        rows = new
        list.setCount(new.count)
        let height = IncidentLayout(size).listRows
        if let held, let index = new.firstIndex(where: { $0.id == held }) {
            list.select(index, height: height)
        }
        if selected?.id != held {
            // Nobody goes on reading another story under the name of this one.
            if held != nil { focus = .list }
            arrive()
        }
    }

    mutating func takeMouse(_ event: MouseEvent) {
        let layout = IncidentLayout(size)
        switch event.kind {
        case .wheelUp: move(.up)
        case .wheelDown: move(.down)
        case .press where form == nil && layout.shows(.list, focus: focus):
            guard layout.list.contains(event.position) else { return }
            let row =
                list.window(height: layout.listRows).lowerBound + event.position.y - layout.list.y
            guard row < list.count else { return }
            let before = selected?.id
            list.select(row, height: layout.listRows)
            if selected?.id == before { focus = .story } else { arrive() }
        default: break
        }
    }
}
