// The gate around erasures: who may ask for one, and who may finish what was asked for.
import ReviewCore

extension ReviewStore.Erasures {
    func behind(_ gate: Gate) -> Self {
        Self(
            request: { request, dryRun, now throws(StoreError) in
                try gate.demand(.erase)
                return try self.request(request, dryRun, now)
            },
            open: { () throws(StoreError) in
                try gate.demand(.finishErasure)
                return try open()
            },
            cellsToForget: { limit throws(StoreError) in
                try gate.demand(.erase)
                return try cellsToForget(limit)
            },
            cellsForgotten: { clips throws(StoreError) in
                try gate.demand(.erase)
                try cellsForgotten(clips)
            },
            destroyKeys: { limit throws(StoreError) in
                try gate.demand(.finishErasure)
                return try destroyKeys(limit)
            },
            eraseContents: { limit throws(StoreError) in
                try gate.demand(.finishErasure)
                return try eraseContents(limit)
            },
            soundsToRemove: { limit throws(StoreError) in
                try gate.demand(.finishErasure)
                return try soundsToRemove(limit)
            },
            soundsRemoved: { clips throws(StoreError) in
                try gate.demand(.finishErasure)
                try soundsRemoved(clips)
            },
            namesToList: { limit throws(StoreError) in
                try gate.demand(.finishErasure)
                return try namesToList(limit)
            },
            bury: { tombstones, now throws(StoreError) in
                try gate.demand(.finishErasure)
                try bury(tombstones, now)
            },
            listsToWrite: { () throws(StoreError) in
                try gate.demand(.finishErasure)
                return try listsToWrite()
            },
            listsWritten: { () throws(StoreError) in
                try gate.demand(.finishErasure)
                try listsWritten()
            },
            clearRemains: { () throws(StoreError) in
                try gate.demand(.finishErasure)
                try clearRemains()
            },
            partsWithoutReceipt: { () throws(StoreError) in
                try gate.demand(.finishErasure)
                return try partsWithoutReceipt()
            },
            finish: { part, receipt, now throws(StoreError) in
                try gate.demand(.finishErasure)
                try finish(part, receipt, now)
            },
            receipts: { () throws(StoreError) in
                try gate.demand(.finishErasure)
                return try receipts()
            })
    }
}
