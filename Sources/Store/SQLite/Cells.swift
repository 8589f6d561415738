// How many accounts share a cell, by tokens that say neither which cell nor which account.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func sharedCells(_ tokens: [CellToken], by count: Int) throws(StoreError) -> Set<CellToken> {
        try read { db in
            try Set(
                tokens.filter { token in
                    let sharing = try db.number(
                        """
                        SELECT count(*) FROM
                            (SELECT 1 FROM cell_account WHERE token = ? LIMIT ?)
                        """, [token.bytes, count])
                    return sharing == Int64(count)
                })
        }
    }

    /// An account goes from a cell with the first of its clips there that goes, however many it
    /// has left: how many there are is not kept. So cells can only seem emptier than they are,
    /// and what is shown only coarser; the next import of that account counts it again.
    func forgetCells(_ marks: [CellMark]) throws(StoreError) {
        try write { db in
            for mark in marks {
                try db.run(
                    "DELETE FROM cell_account WHERE token = ? AND tag = ?",
                    [mark.token.bytes, mark.tag])
            }
        }
    }
}

extension Database {
    /// Counts the accounts of a batch's clips, in an order that says nothing of the clips'.
    func count(_ marks: [CellMark]) throws {
        for mark in marks.sorted(by: { $0.token < $1.token }) {
            try run(
                "INSERT OR IGNORE INTO cell_account VALUES (?, ?)", [mark.token.bytes, mark.tag])
        }
    }
}
