// The gate, continued: what a supervisor sees and steers, and messages between colleagues.
import ReviewCore

extension ReviewStore.Board {
    func behind(_ gate: Gate) -> Self {
        Self(
            snapshot: { now throws(StoreError) in
                try gate.demand(.watchBoard)
                return try snapshot(now)
            },
            inHand: { person throws(StoreError) in
                try gate.demand(.watchBoard)
                return try inHand(person)
            },
            reserved: { queue throws(StoreError) in
                try gate.demand(.watchBoard)
                return try reserved(queue)
            },
            offered: { person throws(StoreError) in
                try gate.demand(.review, own: person)
                return try offered(person)
            },
            setPriority: { queue, priority, now throws(StoreError) in
                try gate.demand(.openQueue)
                try setPriority(queue, priority, now)
            },
            reserve: { queue, people, now throws(StoreError) in
                try gate.demand(.steer)
                try reserve(queue, people, now)
            },
            release: { lease, now throws(StoreError) in
                try gate.demand(.steer)
                return try release(lease, now)
            },
            hand: { lease, person, ttl, now throws(StoreError) in
                try gate.demand(.steer)
                return try hand(lease, person, ttl, now)
            },
            adjudicate: { clip, wanted, now throws(StoreError) in
                try gate.demand(.steer)
                return try adjudicate(clip, wanted, now)
            })
    }
}

extension ReviewStore.Messages {
    func behind(_ gate: Gate) -> Self {
        Self(
            send: { message throws(StoreError) in
                try gate.demand(.message, own: message.sender)
                try send(message)
            },
            waiting: { person, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try waiting(person, now)
            },
            // What is one's own is put away whatever was revoked meanwhile.
            read: { person, messages throws(StoreError) in
                guard person == gate.person.id else { throw StoreError(.notYourOwn) }
                try read(person, messages)
            },
            takeBack: { message, sender throws(StoreError) in
                try gate.demand(.message, own: sender)
                return try takeBack(message, sender)
            })
    }
}
