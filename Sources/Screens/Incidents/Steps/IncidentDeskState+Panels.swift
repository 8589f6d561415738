// Keys in panels: letters choose or are text, Enter goes on, Esc leaves everything as it was.
import ReviewCore
import TerminalUI

extension IncidentDeskState {
    mutating func takePanel(_ action: IncidentAction) {
        switch action {
        case .closePanel: form = nil
        case .takeChoice: takeChoice()
        case .toggleChoice: toggleChoice()
        case .answer(let yes): answer(yes)
        case .typed(let character): typed(character)
        case .pasted(let text): edit(.paste(text))
        case .edit(let command): edit(command)
        default: break
        }
    }

    private mutating func takeChoice() {
        switch form {
        case .palette(let picker): run(picker.selected)
        case .person(let picker):
            guard let person = picker.selected else { return }
            act(.handedOver(to: person.id))
        case .other(let picker):
            guard let other = picker.selected else { return }
            form = .question(.act(.decided(.duplicate(of: other.id))))
        case .choice(let what, let list): take(list.selected, of: what)
        case .text(let what, let editor):
            take(editor.text, for: what, .text(what, editor))
        case .help, .question, nil: break
        }
    }

    private mutating func run(_ choice: CommandChoice?) {
        guard let choice, let command = IncidentCommands.all.first(where: { $0.id == choice.id })
        else { return }
        form = nil
        if let reason = command.disabled(self) { return say(reason) }
        // What was asked for so far comes back with what the command asks for.
        wishes = reduce(command.action, now: now)
    }

    private mutating func toggleChoice() {
        guard case .choice(let what, let list) = form else { return }
        if case .fields = what {
            toggleField(list.selected, list)
        } else {
            take(list.selected, of: what)
        }
    }

    private mutating func answer(_ yes: Bool) {
        guard case .question(let question) = form else { return }
        form = nil
        guard yes else { return }
        switch question {
        case .act(let act): self.act(act)
        case .listen(let muffled): listen(muffled: muffled)
        }
    }

    private mutating func typed(_ character: Character) {
        guard case .choice(let what, var list) = form else {
            return edit(.insert(String(character)))
        }
        guard let index = choices(of: what).firstIndex(where: { $0.key == character }) else {
            return
        }
        list.select(index, height: IncidentLayout(size).formRows)
        if case .fields = what { return toggleField(index, list) }
        take(index, of: what)
    }

    private mutating func edit(_ command: EditCommand) {
        switch form {
        case .text(let what, var editor):
            if case .folder = what, command == .lineBreak { return }
            editor.apply(command, layout: IncidentLayout(size).textWrapping)
            form = .text(what, editor)
        case .palette(var picker):
            picker.apply(command)
            form = .palette(picker)
        case .person(var picker):
            picker.apply(command)
            form = .person(picker)
        case .other(var picker):
            picker.apply(command)
            form = .other(picker)
        case .help, .choice, .question, nil: break
        }
    }
}
