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
        case .help(let scroll): overlay = .help(scroll: scrolled(scroll, motion))
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
        case .queue, .incident, .message, .clip, .confirm: break
        }
    }

    /// The view stops at the last page; this only keeps the number in bounds.
    private func scrolled(_ scroll: Int, _ motion: ListMotion) -> Int {
        let page = max(1, size.height - 5)
        let next =
            switch motion {
            case .up: scroll - 1
            case .down: scroll + 1
            case .pageUp: scroll - page
            case .pageDown: scroll + page
            case .first: 0
            case .last: 400
            }
        return min(max(0, next), 400)
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
