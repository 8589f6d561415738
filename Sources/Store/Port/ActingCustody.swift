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
