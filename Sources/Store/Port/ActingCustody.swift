// The gate, continued: consent, holds, and what becomes of clips that are to go.
import ReviewCore

extension ReviewStore.Consent {
    func behind(_ gate: Gate) -> Self {
        Self(
            optOut: { wishes, dryRun, now throws(StoreError) in
                try gate.demand(.withdrawConsent)
                return try optOut(wishes, dryRun, now)
            },
            optedOut: { () throws(StoreError) in
                try gate.demand(.withdrawConsent)
                return try optedOut()
            },
            holds: { () throws(StoreError) in
                try gate.demand(.hold)
                return try holds()
            })
    }
}

extension ReviewStore.Exports {
    func behind(_ gate: Gate) -> Self {
        Self(
            sealingKey: sealingKey,
            keepSealingKey: { key throws(StoreError) in
                try gate.demand(.bringIn)
                try keepSealingKey(key)
            },
            begin: { entry, now throws(StoreError) in
                try gate.demand(.export)
                try begin(entry, now)
            },
            name: { export, names throws(StoreError) in
                try gate.demand(.export)
                try name(export, names)
            },
            finish: { export, without, written, leftOut, now throws(StoreError) in
                try gate.demand(.export)
                return try finish(export, without, written, leftOut, now)
            },
            giveUp: { export, traceless, now throws(StoreError) in
                try gate.demand(.seeExports)
                return try giveUp(export, traceless, now)
            },
            list: { () throws(StoreError) in
                try gate.demand(.seeExports)
                return try list()
            })
    }
}

extension ReviewStore.Papers {
    func behind(_ gate: Gate) -> Self {
        Self(
            setRetention: { queue, days, accidentalDays, now throws(StoreError) in
                try gate.demand(.erase)
                try setRetention(queue, days, accidentalDays, now)
            },
            retention: { now throws(StoreError) in
                try gate.demand(.seeRecord)
                return try retention(now)
            },
            subject: { subject, cursor, limit throws(StoreError) in
                try gate.demand(.exportSubject)
                return try self.subject(subject, cursor, limit)
            },
            processing: { () throws(StoreError) in
                try gate.demand(.seeRecord)
                return try processing()
            })
    }
}
