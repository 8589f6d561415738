// The gate before incidents: by role, in one's own name, and each act by the deed it is.
import Foundation
import ReviewCore
import Vault

extension ReviewStore.Incidents {
    func behind(_ gate: Gate) -> Self {
        Self(
            open: { () throws(StoreError) in
                try gate.demand(.seeIncidents)
                return try open()
            },
            closed: { since, limit throws(StoreError) in
                try gate.demand(.seeIncidents)
                return try closed(since, limit)
            },
            one: { id throws(StoreError) in
                try gate.demand(.seeIncidents)
                return try one(id)
            },
            ending: { digits throws(StoreError) in
                try gate.demand(.seeIncidents)
                return try ending(digits)
            },
            raisedBy: { person, since throws(StoreError) in
                try gate.demand(.review, own: person)
                return try raisedBy(person, since)
            },
            act: { id, seen, act, person, now throws(StoreError) in
                try gate.demand(act.code.deed, own: person)
                return try self.act(id, seen, act, person, now)
            },
            climb: { policy, channels, now throws(StoreError) in
                try gate.demand(.watchIncidents)
                return try climb(policy, channels, now)
            },
            takeNotices: { now, seconds, limit throws(StoreError) in
                try gate.demand(.watchIncidents)
                return try takeNotices(now, seconds, limit)
            },
            settle: { key, outcome, now throws(StoreError) in
                try gate.demand(.watchIncidents)
                try settle(key, outcome, now)
            },
            nextNotice: { () throws(StoreError) in
                try gate.demand(.watchIncidents)
                return try nextNotice()
            },
            notices: { id throws(StoreError) in
                try gate.demand(.seeIncidents)
                return try notices(id)
            })
    }
}
