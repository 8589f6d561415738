// Version 8 of the schema: shifts and rests, what a person met, their wishes, what to expect.

extension Migration {
    /// `shift`, `rest`, `exposure` and `care` are a person's own: others see that somebody is on
    /// a break and counts of five people or more, and no row.
    ///
    /// - `shift(seq, person, began_at, zone, last_seen, ended_at)`: one open a person. One whose
    ///   `last_seen` is long ago has ended then, though nobody wrote it yet.
    /// - `rest(shift, began_at, kind, ended_at)`: `kind` is `break` or `pause`; open while
    ///   `ended_at` is null.
    /// - `exposure(person, clip, severity, seconds, at)`: the gravest flag a person raised of a
    ///   clip, and how long they heard it.
    /// - `care(person, avoids, after_grave, warns, muffles)`: `avoids` is a JSON list.
    /// - `clip.expected` is a severity, `clip.expected_of` categories between blanks: coarse codes
    ///   from the import's lexicon and from flags, in the clear so that claims can be steered.
    static let shifts = Migration(
        version: 8,
        sql: """
            CREATE TABLE shift (
                seq INTEGER PRIMARY KEY,
                person INTEGER NOT NULL REFERENCES person(seq),
                began_at INTEGER NOT NULL,
                zone TEXT NOT NULL,
                last_seen INTEGER NOT NULL,
                ended_at INTEGER
            ) STRICT;
            CREATE UNIQUE INDEX shift_open ON shift(person) WHERE ended_at IS NULL;
            CREATE INDEX shift_of_person ON shift(person, began_at);
            CREATE TABLE rest (
                shift INTEGER NOT NULL REFERENCES shift(seq),
                began_at INTEGER NOT NULL,
                kind TEXT NOT NULL,
                ended_at INTEGER,
                PRIMARY KEY (shift, began_at)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE exposure (
                person INTEGER NOT NULL REFERENCES person(seq),
                clip INTEGER NOT NULL REFERENCES clip(seq),
                severity TEXT NOT NULL,
                seconds REAL NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (person, clip)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX exposure_by_time ON exposure(person, at);
            CREATE TABLE care (
                person INTEGER PRIMARY KEY REFERENCES person(seq),
                avoids TEXT NOT NULL,
                after_grave TEXT NOT NULL,
                warns INTEGER NOT NULL CHECK (warns IN (0, 1)),
                muffles INTEGER NOT NULL CHECK (muffles IN (0, 1))
            ) STRICT;
            ALTER TABLE clip ADD COLUMN expected TEXT;
            ALTER TABLE clip ADD COLUMN expected_of TEXT;
            CREATE INDEX clip_benign ON clip(queue, priority DESC, seq)
                WHERE state = \(State.waiting) AND expected IS NULL;
            """)
}
