// The steps of an incident, from the key to what is asked of the store.
import ReviewCore
import TerminalUI

extension IncidentDeskState {
    /// Begins what a key asked for: at once, or with a form that asks for more. What cannot be done
    /// was refused before, by the command table.
    mutating func begin(_ action: IncidentAction) {
        guard let row = selected, shown != nil, pending == nil else { return }
        switch action {
        case .acknowledge: act(.acknowledged)
        case .handOver: openPeople()
        case .takeOver: act(.handedOver(to: setting.me))
        case .note: open(.note)
        case .severity: choose(.severity)
        case .hold: open(.holdReason)
        case .agreeToHold: form = .question(.act(.holdAgreed))
        case .endHold: form = .question(.act(.holdEnded))
        case .decide: choose(.disposition)
        case .confirm: form = .question(.act(.confirmed))
        case .decline: open(.declineReason)
        case .reopen: open(.reopenReason)
        case .export:
            form = .text(.folder, TextEditor("incident-\(row.id.short)"))
        case .listen(let muffled): form = .question(.listen(muffled: muffled))
        default: break
        }
    }

    private mutating func open(_ text: IncidentText) {
        form = .text(text, TextEditor())
    }

    mutating func choose(_ what: IncidentChoosing) {
        form = .choice(what, ListState(count: choices(of: what).count))
    }

    private mutating func openPeople() {
        let owner = shown?.incident.owner
        form = .person(
            PickerState(
                setting.people.filter { $0.answers && $0.id != owner }.map {
                    OwnerChoice(id: $0.id, name: $0.name)
                }))
    }

    mutating func openOthers() {
        let here = selected?.id
        form = .other(
            PickerState(
                (rows ?? []).filter { $0.id != here }.map { row in
                    IncidentChoice(id: row.id, title: setting.title(row))
                }))
    }

    /// Asks the store for a step. The form is kept until the answer: what was written is not lost
    /// where somebody was faster.
    mutating func act(_ act: CustodyAct, keeping kept: IncidentForm? = nil) {
        guard let story = shown, pending == nil else { return }
        form = nil
        pending = PendingStep(incident: story.id, code: act.code, form: kept)
        ask(.act(story.id, seen: story.seen, act))
    }

    // MARK: - Choices

    /// What can be chosen, each with its letter.
    func choices(of what: IncidentChoosing) -> [(key: Character, title: String)] {
        switch what {
        case .severity:
            setting.taxonomy.severities.map { ($0.key, "\($0.severity.rawValue)  \($0.meaning)") }
        case .disposition: DispositionCode.allCases.map { ($0.key, $0.title) }
        case .holdEnd:
            HoldLength.allCases.map { length in
                let end = now.advanced(bySeconds: Double(length.rawValue) * 86_400)
                return (length.key, "\(length.title), until \(setting.date(end))")
            }
        case .basis: LegalBasis.allCases.map { ($0.key, $0.title) }
        case .fields: ReleasedField.allCases.map { ($0.key, $0.title) }
        }
    }

    /// Takes the choice of that number and goes on to what comes after it.
    mutating func take(_ index: Int?, of what: IncidentChoosing) {
        guard let index, choices(of: what).indices.contains(index) else { return }
        switch what {
        case .severity:
            let severity = setting.taxonomy.severities[index].severity
            guard severity != shown?.incident.record.severity else {
                return say("It is \(severity.rawValue) already")
            }
            open(.severityReason(severity))
        case .disposition: take(DispositionCode.allCases[index])
        case .holdEnd(let reason):
            let days = HoldLength.allCases[index].rawValue
            let until = now.advanced(bySeconds: Double(days) * 86_400)
            form = .question(
                .act(.held(IncidentHold(reason: .open(reason), until: until))))
        case .basis(let authority):
            choose(.fields(authority: authority, LegalBasis.allCases[index], []))
        case .fields(let authority, let basis, let fields):
            let released = ReleasedField.allCases.filter(fields.contains)
            form = .question(
                .act(
                    .decided(
                        .disclosed(
                            IncidentDisclosure(
                                authority: .open(authority), basis: basis, fields: released)))))
        }
    }

    private mutating func take(_ disposition: DispositionCode) {
        switch disposition {
        case .disclosed: open(.authority)
        case .referred: open(.recipient)
        case .noAction: open(.noActionReason)
        case .falsePositive: open(.falsePositiveReason)
        case .duplicate: openOthers()
        }
    }

    mutating func toggleField(_ index: Int?, _ list: ListState) {
        guard case .choice(.fields(let authority, let basis, var fields), _) = form,
            let index, ReleasedField.allCases.indices.contains(index)
        else { return }
        let field = ReleasedField.allCases[index]
        if fields.remove(field) == nil { fields.insert(field) }
        form = .choice(.fields(authority: authority, basis, fields), list)
    }

    // MARK: - Texts

    /// Takes a text that was written; an empty one says nothing.
    mutating func take(_ text: String, for what: IncidentText, _ kept: IncidentForm) {
        guard text.contains(where: { !$0.isWhitespace }) else {
            return say("Say it in a few words, so that whoever reads it later understands")
        }
        let words = CustodyText.open(text)
        switch what {
        case .note: act(.noted(words), keeping: kept)
        case .severityReason(let severity):
            act(.severityChanged(severity, reason: words), keeping: kept)
        case .declineReason: act(.declined(reason: words), keeping: kept)
        case .reopenReason: act(.reopened(reason: words), keeping: kept)
        case .holdReason: choose(.holdEnd(reason: text))
        case .authority: choose(.basis(authority: text))
        case .recipient: form = .question(.act(.decided(.referred(to: words))))
        case .noActionReason: form = .question(.act(.decided(.noAction(reason: words))))
        case .falsePositiveReason:
            form = .question(.act(.decided(.falsePositive(reason: words))))
        case .folder:
            guard let id = selected?.id else { return }
            form = nil
            say("Writing the case file")
            ask(.export(id, folder: text))
        }
    }
}

extension IncidentSetting {
    /// What an incident is called in a list.
    func title(_ row: IncidentRow) -> String {
        "\(row.glance.severity.rawValue)  \(title(category: row.glance.category))  \(row.id.short)"
    }

    func title(category: String) -> String {
        taxonomy.category(category)?.title ?? category.replacing("_", with: " ")
    }
}
