// The store as one person may use it: every question of the port is allowed or refused here.
import Foundation
import ReviewCore
import Vault

/// Who acts, and whether they may. Roles are read anew at every deed, so that what was revoked
/// stops at once; roles that came since the person signed in do not count until they do so again,
/// so that editing the database under an open desk gains nothing.
struct Gate: Sendable {
    let person: Person
    let roles: @Sendable (PersonID) throws(StoreError) -> Set<Role>
    /// What is allowed whoever it is, or nobody.
    var open: Set<Deed> = []

    func demand(_ deed: Deed) throws(StoreError) {
        guard !open.contains(deed) else { return }
        let standing = try roles(person.id).intersection(person.roles)
        guard RolePolicy.may(standing, deed) else {
            throw StoreError(.refused(DeedRefusal(deed, roles: standing)))
        }
    }

    /// As `demand`, for what a person does in their own name alone.
    func demand(_ deed: Deed, own: PersonID) throws(StoreError) {
        try demandOwn(own)
        try demand(deed)
    }

    func demand(_ deed: Deed, own leases: [Lease]) throws(StoreError) {
        try demandOwn(leases)
        try demand(deed)
    }

    /// For an entry that comes by itself: the deed it tells of, as for doing it.
    func demand(_ action: AuditAction) throws(StoreError) {
        guard let deed = action.deed else {
            throw StoreError(.misuse("the store alone logs \(action.rawValue)"))
        }
        try demand(deed)
    }

    func demandOwn(_ own: PersonID) throws(StoreError) {
        guard own == person.id else { throw StoreError(.notYourOwn) }
    }

    func demandOwn(_ leases: [Lease]) throws(StoreError) {
        for lease in leases where lease.person != person.id { throw StoreError(.notYourOwn) }
    }
}

extension ReviewStore {
    /// The same store, doing only what `person` may do and only in their name. Every closure of
    /// the port is listed (`behind`): one that is added does not compile until its deed is decided.
    public func acting(as person: Person) -> ReviewStore {
        behind(Gate(person: person, roles: people.roles))
    }

    /// The same store for a look where it is not known who looks: the status and who is here, and
    /// nothing that takes a role.
    public func lookedAtByNobody() -> ReviewStore {
        let nobody = Person(id: PersonID(uuid: UUID()), name: "", roles: [])
        return behind(
            Gate(person: nobody, roles: { _ in [] }, open: [.seeStatus, .listPeople]))
    }

    private func behind(_ gate: Gate) -> ReviewStore {
        ReviewStore(
            people: people.behind(gate), keys: keys.behind(gate), queues: queues.behind(gate),
            work: work.behind(gate),
            drafts: drafts.behind(gate), sittings: sittings.behind(gate),
            records: records.behind(gate), upkeep: upkeep, audit: audit.behind(gate),
            disclosures: disclosures.behind(gate), glasses: glasses.behind(gate),
            consent: consent.behind(gate), erasures: erasures.behind(gate),
            exports: exports.behind(gate), papers: papers.behind(gate),
            incidents: incidents.behind(gate), shifts: shifts.behind(gate),
            board: board.behind(gate), messages: messages.behind(gate),
            reports: reports.behind(gate))
    }
}

extension ReviewStore.People {
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            change: { steps, end, now throws(StoreError) in
                for deed in Set(steps.map(\.deed)).union(steps.isEmpty ? [.grant] : []) {
                    try gate.demand(deed)
                }
                try change(steps, end, now)
            },
            // Everybody holds the place to it before they work there.
            ledger: ledger,
            list: { () throws(StoreError) in
                try gate.demand(.listPeople)
                return try list()
            },
            roster: { () throws(StoreError) in
                try gate.demand(.listPeople)
                return try roster()
            },
            named: named, roles: roles, grants: grants)
    }
}

extension ReviewStore.Keys {
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            counts: { () throws(StoreError) in
                try gate.demand(.rotate)
                return try counts()
            },
            page: { newest, cursor, limit throws(StoreError) in
                try gate.demand(.rotate)
                return try page(newest, cursor, limit)
            },
            rewrap: { keys throws(StoreError) in
                try gate.demand(.rotate)
                return try rewrap(keys)
            })
    }
}

extension ReviewStore.Queues {
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            create: { queue, now throws(StoreError) in
                try gate.demand(.openQueue)
                try create(queue, now)
            },
            list: list, named: named,
            setOpen: { queue, open, now throws(StoreError) in
                try gate.demand(.openQueue)
                try setOpen(queue, open, now)
            },
            knownSources: { queue, digests throws(StoreError) in
                try gate.demand(.bringIn)
                return try knownSources(queue, digests)
            },
            ingest: { queue, clips, now throws(StoreError) in
                try gate.demand(.bringIn)
                return try ingest(queue, clips, now)
            })
    }
}

extension ReviewStore.Work {
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            claim: { request throws(StoreError) in
                try gate.demand(.review, own: request.person)
                return try claim(request)
            },
            heartbeat: { leases, ttl, now throws(StoreError) in
                try gate.demand(.review, own: leases)
                return try heartbeat(leases, ttl, now)
            },
            closed: { clips throws(StoreError) in
                try gate.demand(.review)
                return try closed(clips)
            },
            // Giving back is never refused to its holder: whoever was revoked lets go.
            release: { leases throws(StoreError) in
                try gate.demandOwn(leases)
                try release(leases)
            },
            decline: { leases throws(StoreError) in
                try gate.demandOwn(leases)
                try decline(leases)
            },
            submit: { annotation, token throws(StoreError) in
                try gate.demand(.review, own: annotation.person)
                return try submit(annotation, token)
            },
            raiseFlag: { annotation throws(StoreError) in
                try gate.demand(.review, own: annotation.person)
                return try raiseFlag(annotation)
            },
            amend: { annotation, replaced throws(StoreError) in
                try gate.demand(.review, own: annotation.person)
                return try amend(annotation, replaced)
            },
            undo: { request throws(StoreError) in
                try gate.demand(.review, own: request.person)
                return try undo(request)
            },
            settingAside: { clips, why, now throws(StoreError) in
                try gate.demand(why.deed)
                return try settingAside(clips, why, now)
            },
            endingHold: { clips, reasons, now throws(StoreError) in
                try gate.demand(.hold)
                return try endingHold(clips, reasons, now)
            })
    }
}

extension SetAside {
    fileprivate var deed: Deed {
        switch self {
        case .hold: .hold
        case .consentWithdrawn: .withdrawConsent
        }
    }
}

extension ReviewStore.Drafts {
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            save: { clip, person, bytes, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try save(clip, person, bytes, now)
            },
            saveIfNewer: { clip, person, bytes, written throws(StoreError) in
                try gate.demand(.review, own: person)
                return try saveIfNewer(clip, person, bytes, written)
            },
            load: { clip, person throws(StoreError) in
                try gate.demand(.review, own: person)
                return try load(clip, person)
            },
            delete: { clip, person throws(StoreError) in
                try gate.demand(.review, own: person)
                try delete(clip, person)
            })
    }
}

extension ReviewStore.Sittings {
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            clockIn: { person, queue, now throws(StoreError) in
                try gate.demand(.review, own: person)
                return try clockIn(person, queue, now)
            },
            seen: seen, clockOut: clockOut,
            submitTimes: { person, since throws(StoreError) in
                try gate.demand(.review, own: person)
                return try submitTimes(person, since)
            })
    }
}

extension ReviewStore.Records {
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            clip: { id throws(StoreError) in
                try gate.demand(.lookUp)
                return try clip(id)
            },
            ending: { digits throws(StoreError) in
                try gate.demand(.lookUp)
                return try ending(digits)
            },
            history: { id throws(StoreError) in
                try gate.demand(.lookUp)
                return try history(id)
            },
            recentIn: { person, queues, since, limit throws(StoreError) in
                try gate.demand(.review, own: person)
                return try recentIn(person, queues, since, limit)
            },
            annotated: { clip, person throws(StoreError) in
                try gate.demand(.review, own: person)
                return try annotated(clip, person)
            },
            exportPage: { queue, cursor, limit throws(StoreError) in
                try gate.demand(.export)
                return try exportPage(queue, cursor, limit)
            },
            status: { now, dayStart throws(StoreError) in
                try gate.demand(.seeStatus)
                return try status(now, dayStart)
            })
    }
}

extension ReviewStore.Audit {
    /// How long the log is, its root and that it only grew are for everybody: each person holds
    /// the log to what they saw last. What is in it is for those who may read it.
    fileprivate func behind(_ gate: Gate) -> Self {
        Self(
            // Another hand is held to the same person's roles.
            signing: { [signing] in signing($0).acting(as: gate.person) },
            append: { events, now throws(StoreError) in
                for event in events { try gate.demand(event.action) }
                try append(events, now)
            },
            length: length, custody: custody, head: head,
            page: { filter, start, limit throws(StoreError) in
                try gate.demand(.readLog)
                return try page(filter, start, limit)
            },
            inclusion: { sequence throws(StoreError) in
                try gate.demand(.readLog)
                return try inclusion(sequence)
            },
            consistency: consistency)
    }
}
