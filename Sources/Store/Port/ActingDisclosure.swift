// The gate before disclosures and break-glass: by role, in one's own name, and by clearance.
import Foundation
import ReviewCore
import Vault

extension ReviewStore.Disclosures {
    func behind(_ gate: Gate) -> Self {
        Self(
            // As with roles: a clearance that came since the person signed in does not count yet,
            // and the engine asks whether it still stands.
            ask: { request throws(StoreError) in
                try gate.demand(.disclose, own: request.person)
                guard gate.person.clearances.contains(request.field.clearance) else {
                    try refuse(request, .noClearance)
                    return .refused(.noClearance)
                }
                return try ask(request)
            },
            refuse: { request, refusal throws(StoreError) in
                try gate.demand(.disclose, own: request.person)
                try refuse(request, refusal)
            },
            close: { id, person, now throws(StoreError) in
                try gate.demand(.disclose, own: person)
                try close(id, person, now)
            },
            shared: { tokens, count throws(StoreError) in
                try gate.demand(.disclose)
                return try shared(tokens, count)
            },
            forgetCells: { marks throws(StoreError) in
                try gate.demand(.erase)
                try forgetCells(marks)
            })
    }
}

extension ReviewStore.Glasses {
    func behind(_ gate: Gate) -> Self {
        Self(
            ask: { glass throws(StoreError) in
                try gate.demand(.breakGlass, own: glass.requester)
                return try ask(glass)
            },
            clip: { id throws(StoreError) in
                try gate.demand(.breakGlass)
                return try clip(id)
            },
            approve: { id, person, sealed, now throws(StoreError) in
                try gate.demand(.breakGlass, own: person)
                return try approve(id, person, sealed, now)
            },
            open: { id, person, now throws(StoreError) in
                try gate.demand(.breakGlass, own: person)
                return try open(id, person, now)
            },
            review: { id, person, finding, now throws(StoreError) in
                try gate.demand(.breakGlass, own: person)
                return try review(id, person, finding, now)
            },
            list: { () throws(StoreError) in
                try gate.demand(.breakGlass)
                return try list()
            })
    }
}
