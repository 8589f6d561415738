// The gate before shifts: everything of a person's is theirs alone, and the rest names nobody.
import ReviewCore

extension ReviewStore.Shifts {
    func behind(_ gate: Gate) -> Self {
        Self(
            attend: { person, zone, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try attend(person, zone, now)
            },
            current: { person, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try current(person, now)
            },
            // Whoever was revoked may still go home.
            end: { person, now throws(StoreError) in
                try gate.demandOwn(person)
                return try end(person, now)
            },
            beginRest: { person, kind, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try beginRest(person, kind, now)
            },
            endRest: { person, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try endRest(person, now)
            },
            past: { person, now, limit throws(StoreError) in
                try gate.demand(.review, own: person)
                return try past(person, now, limit)
            },
            exposure: { person, since throws(StoreError) in
                try gate.demand(.review, own: person)
                return try exposure(person, since)
            },
            care: { person throws(StoreError) in
                try gate.demand(.review, own: person)
                return try care(person)
            },
            setCare: { person, wishes throws(StoreError) in
                try gate.demand(.review, own: person)
                try setCare(person, wishes)
            },
            keptBack: { person, queues, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try keptBack(person, queues, now)
            },
            resting: { now throws(StoreError) in
                try gate.demand(.seeStatus)
                return try resting(now)
            },
            crowd: { now throws(StoreError) in
                try gate.demand(.seeStatus)
                return try crowd(now)
            })
    }
}
