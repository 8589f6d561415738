// Version 7 of the schema: incidents, their stories, and who was told.

extension Migration {
    /// What `incident` says follows from `custody_event`, and is there to be listed and asked for.
    /// A story's bytes never change; its words go when the clip they are about is erased.
    ///
    /// A flag's `said_at` is when it was last said, `noted` whether a note of it is in a story.
    ///
    /// `told` is the `clock_event` whose first rung was told, -1 before the first was.
    static let incidents = Migration(
        version: 7,
        sql: """
            ALTER TABLE flag ADD COLUMN said_at INTEGER;
            ALTER TABLE flag ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;
            CREATE TABLE incident (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                clip INTEGER NOT NULL REFERENCES clip(seq),
                stage TEXT NOT NULL,
                severity TEXT NOT NULL,
                category TEXT NOT NULL,
                owner INTEGER REFERENCES person(seq),
                opened_by INTEGER NOT NULL REFERENCES person(seq),
                opened_at INTEGER NOT NULL,
                clock_start INTEGER NOT NULL,
                clock_severity TEXT NOT NULL,
                clock_event INTEGER NOT NULL,
                step INTEGER NOT NULL,
                disposition TEXT,
                informed INTEGER NOT NULL CHECK (informed IN (0, 1)),
                hold_until INTEGER,
                hold_agreed INTEGER NOT NULL CHECK (hold_agreed IN (0, 1)),
                events INTEGER NOT NULL,
                changed_at INTEGER NOT NULL,
                told INTEGER NOT NULL DEFAULT -1
            ) STRICT;
            -- A clip has one open incident: later flags join it, unless its story is broken.
            CREATE INDEX incident_open ON incident(clip) WHERE stage <> 'closed';
            CREATE INDEX incident_of_clip ON incident(clip);
            CREATE INDEX incident_closed ON incident(changed_at) WHERE stage = 'closed';
            CREATE INDEX incident_by_opener ON incident(opened_by, opened_at);
            CREATE TABLE custody_event (
                incident INTEGER NOT NULL REFERENCES incident(seq),
                sequence INTEGER NOT NULL,
                bytes BLOB NOT NULL,
                words BLOB,
                hash BLOB NOT NULL,
                PRIMARY KEY (incident, sequence)
            ) STRICT, WITHOUT ROWID;
            -- `missed` is the promise that was not kept, '' where the incident is new.
            -- What one group is told by one channel; without a channel while nobody who watches
            -- knows a way to the group. Leased while somebody tries.
            CREATE TABLE notice (
                seq INTEGER PRIMARY KEY,
                incident INTEGER NOT NULL REFERENCES incident(seq),
                clock_event INTEGER NOT NULL,
                step INTEGER NOT NULL,
                group_name TEXT NOT NULL,
                channel TEXT NOT NULL,
                missed TEXT NOT NULL,
                made_at INTEGER NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                next_try INTEGER NOT NULL,
                leased_until INTEGER,
                last_code TEXT,
                delivered_at INTEGER,
                UNIQUE (incident, clock_event, missed, step, group_name, channel)
            ) STRICT;
            CREATE INDEX notice_due ON notice(next_try)
                WHERE delivered_at IS NULL AND channel <> '';
            CREATE INDEX notice_waiting ON notice(incident) WHERE channel = '';
            """)
}
