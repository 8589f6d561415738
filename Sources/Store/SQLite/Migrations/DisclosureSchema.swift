// Version 5 of the schema: disclosures, break-glass, and how many accounts share a hidden cell.

extension Migration {
    /// A row of `cell_account` says that an account was in a cell, and nothing else: rows are in
    /// the order of their tokens, which are random to whoever has no `border` key, so that no two
    /// of them can be joined with each other or with a clip. That one account was there twice is
    /// not kept: the number of clips would tell it from others.
    static let disclosures = Migration(
        version: 5,
        sql: """
            CREATE TABLE disclosure (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                person INTEGER NOT NULL REFERENCES person(seq),
                clip INTEGER NOT NULL REFERENCES clip(seq),
                field TEXT NOT NULL,
                from_at INTEGER NOT NULL,
                until_at INTEGER NOT NULL,
                closed_at INTEGER
            ) STRICT;
            CREATE INDEX disclosure_open ON disclosure(clip, person, field)
                WHERE closed_at IS NULL;
            -- `approval` is the second person's part, sealed to the first.
            CREATE TABLE glass (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                clip INTEGER NOT NULL REFERENCES clip(seq),
                requester INTEGER NOT NULL REFERENCES person(seq),
                reason TEXT NOT NULL,
                incident BLOB NOT NULL,
                asked_at INTEGER NOT NULL,
                until_at INTEGER NOT NULL,
                approver INTEGER REFERENCES person(seq) CHECK (approver <> requester),
                approval BLOB,
                opened_at INTEGER,
                reviewer INTEGER REFERENCES person(seq) CHECK (reviewer <> requester),
                finding TEXT,
                reviewed_at INTEGER
            ) STRICT;
            CREATE INDEX glass_owed ON glass(requester)
                WHERE opened_at IS NOT NULL AND finding IS NULL;
            CREATE TABLE cell_account (
                token BLOB NOT NULL,
                tag BLOB NOT NULL,
                PRIMARY KEY (token, tag)
            ) STRICT, WITHOUT ROWID;
            """)
}
