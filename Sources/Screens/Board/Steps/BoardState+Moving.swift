// Moving between the lists and in them; order and filter.
import TerminalUI

extension BoardState {
    mutating func takeMoving(_ action: BoardAction) {
        switch action {
        case .moveSection(let step):
            let all = BoardSection.allCases
            let place = (section.rawValue + step + all.count) % all.count
            section = all[place]
        case .show(let section): self.section = section
        case .move(let motion): move(motion)
        case .sort: sort()
        case .filter: isFiltering = true
        case .mouse(let event): takeMouse(event)
        default: break
        }
    }

    private mutating func move(_ motion: ListMotion) {
        let layout = BoardLayout(size)
        switch overlay {
        case nil:
            lists[section, default: ListState()].move(motion, height: layout.rows(of: section))
        case .help(let scroll):
            let room = BoardHelp.room(size)
            let count = BoardHelp.lineCount(width: room.width)
            overlay = .help(scroll: scrolled(scroll, motion, count, room.height))
        case .palette(var picker):
            picker.move(motion, height: layout.pickerRows)
            overlay = .palette(picker)
        case .reserve(var form):
            form.picker.move(motion, height: layout.pickerRows)
            overlay = .reserve(form)
        case .hand(let lease, var picker):
            picker.move(motion, height: layout.pickerRows)
            overlay = .hand(lease, picker)
        case .person(var sheet):
            sheet.list.move(motion, height: layout.sheetRows)
            overlay = .person(sheet)
        case .queue(var sheet):
            let height = layout.panel(rows: Self.queueLines).height - 2
            sheet.scroll = scrolled(sheet.scroll, motion, Self.queueLines, height)
            overlay = .queue(sheet)
        case .incident, .message, .clip, .confirm: break
        }
    }

    /// Lines of a queue's sheet.
    private static let queueLines = 16

    /// A scroll through `count` lines of which `height` are shown.
    private func scrolled(_ scroll: Int, _ motion: ListMotion, _ count: Int, _ height: Int) -> Int {
        let window = ScrollWindow(top: scroll, height: height, count: count)
        let page = max(1, height - 1)
        switch motion {
        case .up: return window.moved(by: -1).top
        case .down: return window.moved(by: 1).top
        case .pageUp: return window.moved(by: -page).top
        case .pageDown: return window.moved(by: page).top
        case .first: return 0
        case .last: return window.moved(by: count).top
        }
    }

    private mutating func sort() {
        switch section {
        case .queues:
            queueOrder = queueOrder.next
            say("Queues by \(queueOrder.rawValue)")
        case .people:
            peopleOrder = peopleOrder.next
            say("People by \(peopleOrder.rawValue)")
        case .needs, .incidents: say("The most urgent is first here, always")
        }
    }

    private mutating func takeMouse(_ event: MouseEvent) {
        switch event.kind {
        case .wheelUp: move(.up)
        case .wheelDown: move(.down)
        case .press:
            guard overlay == nil else { return }
            let layout = BoardLayout(size)
            if let tab = layout.tab(at: event.position, BoardPainter.tabNames(self)) {
                section = tab
                return
            }
            for place in BoardSection.allCases {
                let body = layout.body(of: place, showing: section)
                guard body.contains(event.position) else { continue }
                section = place
                let window = list(place).window(height: body.height)
                lists[place, default: ListState()].select(
                    window.lowerBound + event.position.y - body.y, height: body.height)
            }
        case .release, .drag: break
        }
    }
}

extension CaseIterable where Self: Equatable {
    /// The case after this one; the first after the last.
    var next: Self {
        let all = Array(Self.allCases)
        let place = (all.firstIndex(of: self) ?? 0) + 1
        return all[place % all.count]
    }
}
