// The clerk's part in the inbox: what became of what this person raised.
import ReviewCore
import Screens
import Store

extension DeskClerk {
    /// Seconds that an incident is shown after it was raised.
    private static let inboxSpan = 90.0 * 86_400

    func loadInbox() {
        let since = Timestamp.now.advanced(bySeconds: -Self.inboxSpan)
        records.run { [self] in
            guard let raised = try? store.incidents.raisedBy(person, since) else { return }
            post(.inboxChanged(raised.map(\.glance)))
        }
    }

    /// That the person read how these ended goes into their stories. One that changed meanwhile is
    /// told of again.
    func noteRead(_ incidents: [IncidentGlance]) {
        records.run { [self] in
            for incident in incidents {
                _ = try? store.incidents.act(
                    incident.id, incident.events, .reviewerInformed, person, .now)
            }
        }
    }
}
