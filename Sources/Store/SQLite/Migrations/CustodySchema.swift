// Version 6 of the schema: who opted out, what is held and why, what is being erased, what left.

extension Migration {
    static let custody = Migration(
        version: 6, sql: subjects + optOuts + erasures + exports + retention)

    /// What a person asks for is asked for by device or account.
    private static let subjects = """
        CREATE INDEX clip_of_device ON clip(device) WHERE device IS NOT NULL;
        CREATE INDEX clip_of_account ON clip(account) WHERE account IS NOT NULL;

        """

    private static let optOuts = """
        -- Kept for good: what comes of them later is refused.
        CREATE TABLE opted_out (
            kind TEXT NOT NULL,
            pseudonym TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (kind, pseudonym)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE hold (
            clip INTEGER PRIMARY KEY REFERENCES clip(seq),
            id BLOB NOT NULL,
            reason TEXT NOT NULL,
            person INTEGER REFERENCES person(seq),
            since INTEGER NOT NULL
        ) STRICT;

        """

    /// Tables without row ids have their key's columns first: SQLite 3.40's own check takes others
    /// for damaged.
    ///
    /// `step` is the last step that is done of a clip, by `ErasureStep`'s numbers. A clip is
    /// erased once, so it stands here once.
    private static let erasures = """
        CREATE TABLE erasure (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            reason TEXT NOT NULL,
            person INTEGER REFERENCES person(seq),
            requested_at INTEGER NOT NULL,
            parts INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE erasure_subject (
            kind TEXT NOT NULL,
            pseudonym TEXT NOT NULL,
            erasure INTEGER NOT NULL REFERENCES erasure(seq),
            PRIMARY KEY (kind, pseudonym, erasure)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE erasing (
            clip INTEGER PRIMARY KEY REFERENCES clip(seq),
            erasure INTEGER NOT NULL REFERENCES erasure(seq),
            step INTEGER NOT NULL,
            part INTEGER,
            cells INTEGER NOT NULL DEFAULT 0 CHECK (cells IN (0, 1)),
            keys INTEGER NOT NULL DEFAULT 0,
            fields INTEGER NOT NULL DEFAULT 0,
            annotations INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX erasing_open ON erasing(step, erasure) WHERE part IS NULL;
        CREATE INDEX erasing_of ON erasing(erasure, part);
        CREATE TABLE receipt (
            erasure INTEGER NOT NULL REFERENCES erasure(seq),
            part INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (erasure, part)
        ) STRICT, WITHOUT ROWID;

        """

    /// What a clip was called in an export is sealed until it has to be taken back.
    ///
    /// An export is here from before its first clip is opened: `made_at` comes when it leaves,
    /// `unfinished_at` when it is known that it did not.
    private static let exports = """
        CREATE TABLE export_seal (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            key BLOB NOT NULL
        ) STRICT;
        CREATE TABLE export (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            queue INTEGER NOT NULL REFERENCES queue(seq),
            format TEXT NOT NULL,
            person INTEGER REFERENCES person(seq),
            begun_at INTEGER NOT NULL,
            made_at INTEGER,
            unfinished_at INTEGER,
            sealed_key BLOB NOT NULL,
            manifest BLOB NOT NULL
        ) STRICT;
        CREATE TABLE exported (
            clip INTEGER NOT NULL REFERENCES clip(seq),
            export INTEGER NOT NULL REFERENCES export(seq),
            name BLOB NOT NULL,
            PRIMARY KEY (clip, export)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX exported_in ON exported(export);
        -- Names to be taken out of an export, readable: there is no clip behind them any more.
        CREATE TABLE tombstone (
            export INTEGER NOT NULL REFERENCES export(seq),
            name TEXT NOT NULL,
            manifest TEXT NOT NULL,
            erasure INTEGER NOT NULL REFERENCES erasure(seq),
            buried_at INTEGER NOT NULL,
            part INTEGER,
            PRIMARY KEY (export, name)
        ) STRICT, WITHOUT ROWID;

        """

    private static let retention = """
        CREATE TABLE retention (
            queue INTEGER PRIMARY KEY REFERENCES queue(seq),
            days INTEGER,
            accidental_days INTEGER NOT NULL
        ) STRICT;
        """
}
