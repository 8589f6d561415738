// The clerk's part in messages: opened for the desk, forgotten once read.
import Foundation
import ReviewCore
import Screens
import Store
import Vault

extension DeskClerk {
    /// Opens what waits for whoever sits here. A locked desk opens nothing.
    func fetchMail() {
        records.run { [self] in
            guard let sealed = try? store.messages.waiting(person, .now),
                let seat = try? chair.taken()
            else { return }
            let names = sealed.isEmpty ? [] : (try? store.people.list()) ?? []
            post(
                .mail(
                    sealed.compactMap { message in
                        let envelope = MessageEnvelope(
                            id: message.id, sender: message.sender, recipient: message.recipient)
                        let text = envelope.open(
                            message.bytes, with: seat.personalKeys, in: seat.workspace.id)
                        let sender = names.first { $0.person.id == message.sender }?.person.name
                        return text.map {
                            DeskNote(
                                id: message.id.uuidString, sender: sender ?? "a supervisor",
                                text: SanitizedText($0).text)
                        }
                    }))
        }
    }

    /// What was read is kept nowhere.
    func forgetMail(_ id: String) {
        guard let id = UUID(uuidString: id) else { return }
        records.run { [self] in try? store.messages.read(person, [id]) }
    }
}
