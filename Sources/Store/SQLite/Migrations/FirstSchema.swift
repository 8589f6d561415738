// Version 1 of the schema: people, queues, clips, leases, annotations, drafts, flags, counts.

extension Migration {
    static let firstSchema = Migration(
        version: 1, sql: people + clips + work + counts + deletionMarks + paceCounts)

    private static let people = """
        CREATE TABLE workspace (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            id BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        -- `folded` is the name in lower case and NFC, so that names differ to the eye.
        CREATE TABLE person (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            roles TEXT NOT NULL,
            agreement_key BLOB NOT NULL,
            signing_key BLOB NOT NULL,
            added_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE key_grant (
            person INTEGER NOT NULL REFERENCES person(seq),
            class TEXT NOT NULL,
            generation INTEGER NOT NULL,
            sealed BLOB NOT NULL,
            PRIMARY KEY (person, class, generation)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE queue (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            locale TEXT NOT NULL,
            schema TEXT NOT NULL,
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE sitting (
            id INTEGER PRIMARY KEY,
            person INTEGER NOT NULL REFERENCES person(seq),
            queue INTEGER REFERENCES queue(seq),
            started_at INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        CREATE INDEX sitting_open ON sitting(person, id) WHERE ended_at IS NULL;

        """

    /// Ciphertexts live beside the clip, not in it, so that a claim walks narrow rows.
    private static let clips = """
        CREATE TABLE clip (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            queue INTEGER NOT NULL REFERENCES queue(seq),
            source BLOB NOT NULL,
            locale TEXT NOT NULL,
            captured_at INTEGER,
            duration REAL,
            device TEXT,
            account TEXT,
            consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
            domain TEXT,
            intent TEXT,
            confidence REAL,
            priority INTEGER NOT NULL,
            audio_bytes INTEGER NOT NULL,
            state INTEGER NOT NULL DEFAULT \(State.waiting)
                CHECK (state BETWEEN \(State.waiting) AND \(State.newest)),
            flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
            deletion_wanted INTEGER NOT NULL DEFAULT 0 CHECK (deletion_wanted IN (0, 1)),
            token INTEGER NOT NULL DEFAULT 0,
            holder INTEGER REFERENCES person(seq),
            ingested_at INTEGER NOT NULL,
            UNIQUE (queue, source),
            -- Waiting, leased and skipped clips have consent: what is claimable may be heard.
            CHECK (consent = 1 OR state NOT IN
                (\(State.waiting), \(State.leased), \(State.skipped)))
        ) STRICT;
        CREATE INDEX clip_waiting ON clip(queue, priority DESC, seq)
            WHERE state = \(State.waiting);
        CREATE INDEX clip_skipped ON clip(queue, priority DESC, seq)
            WHERE state = \(State.skipped) AND flagged = 0;
        CREATE INDEX clip_finished ON clip(queue, deletion_wanted, seq)
            WHERE state IN \(State.finished);
        CREATE TABLE sealed_field (
            clip INTEGER NOT NULL REFERENCES clip(seq),
            field TEXT NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (clip, field)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE wrapped_key (
            clip INTEGER NOT NULL REFERENCES clip(seq),
            class TEXT NOT NULL,
            generation INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (clip, class, generation)
        ) STRICT, WITHOUT ROWID;

        """

    /// Outcomes are 0 annotated, 1 broken, 2 skipped: the least of a clip's decides its state.
    /// `turn` keeps the order of first submits whatever the clock did; an amendment keeps the
    /// turn and the first time of what it replaces.
    private static let work = """
        CREATE TABLE lease (
            ordinal INTEGER PRIMARY KEY,
            clip INTEGER NOT NULL UNIQUE REFERENCES clip(seq),
            queue INTEGER NOT NULL REFERENCES queue(seq),
            person INTEGER NOT NULL REFERENCES person(seq),
            token INTEGER NOT NULL,
            claimed_at INTEGER NOT NULL,
            renewed_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX lease_of_person ON lease(person, ordinal);
        CREATE INDEX lease_by_expiry ON lease(queue, expires_at);
        CREATE INDEX lease_by_renewal ON lease(renewed_at);
        CREATE TABLE annotation (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            clip INTEGER NOT NULL REFERENCES clip(seq),
            queue INTEGER NOT NULL REFERENCES queue(seq),
            person INTEGER NOT NULL REFERENCES person(seq),
            revision INTEGER NOT NULL,
            standing INTEGER NOT NULL
                CHECK (standing BETWEEN \(Standing.current) AND \(Standing.newest)),
            outcome INTEGER NOT NULL
                CHECK (outcome BETWEEN \(OutcomeCode.annotated.rawValue)
                    AND \(OutcomeCode.skipped.rawValue)),
            reason TEXT,
            judgments TEXT NOT NULL,
            wants_deletion INTEGER NOT NULL CHECK (wants_deletion IN (0, 1)),
            corrected_intent TEXT,
            flag_category TEXT,
            flag_severity TEXT,
            seconds REAL NOT NULL,
            heard_seconds REAL NOT NULL,
            coverage REAL NOT NULL,
            plays INTEGER NOT NULL,
            keystrokes INTEGER NOT NULL,
            submitted_at INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (clip, person, revision)
        ) STRICT;
        CREATE UNIQUE INDEX annotation_current ON annotation(clip, person)
            WHERE standing = \(Standing.current);
        CREATE INDEX annotation_by_turn ON annotation(person, turn, first_at)
            WHERE standing = \(Standing.current);
        CREATE INDEX annotation_by_time ON annotation(person, first_at)
            WHERE standing = \(Standing.current);
        CREATE TABLE draft (
            clip INTEGER NOT NULL REFERENCES clip(seq),
            person INTEGER NOT NULL REFERENCES person(seq),
            saved_at INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (clip, person)
        ) STRICT;
        CREATE INDEX draft_of_person ON draft(person);
        -- Clips that a person could not open.
        CREATE TABLE declined (
            clip INTEGER NOT NULL REFERENCES clip(seq),
            person INTEGER NOT NULL REFERENCES person(seq),
            PRIMARY KEY (clip, person)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX declined_by_person ON declined(person);
        -- Submits that their person took back and has not made again.
        CREATE TABLE taken_back (
            person INTEGER NOT NULL REFERENCES person(seq),
            clip INTEGER NOT NULL REFERENCES clip(seq),
            PRIMARY KEY (person, clip)
        ) STRICT, WITHOUT ROWID;
        -- A flag stands once raised; amending or undoing its annotation does not remove it.
        CREATE TABLE flag (
            clip INTEGER NOT NULL REFERENCES clip(seq),
            person INTEGER NOT NULL REFERENCES person(seq),
            category TEXT NOT NULL,
            severity TEXT NOT NULL,
            raised_at INTEGER NOT NULL,
            PRIMARY KEY (clip, person, category)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX flag_by_severity ON flag(severity, raised_at);

        """

    /// Counts kept by triggers alone, so that no path can forget them. Flagged clips and
    /// those to be deleted are counted wherever they stand, under `Tally`'s numbers.
    private static let counts = """
        CREATE TABLE tally (
            queue INTEGER NOT NULL REFERENCES queue(seq),
            state INTEGER NOT NULL,
            n INTEGER NOT NULL,
            PRIMARY KEY (queue, state)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER clip_added AFTER INSERT ON clip BEGIN
            INSERT INTO tally VALUES (NEW.queue, NEW.state, 1)
                ON CONFLICT DO UPDATE SET n = n + 1;
        END;
        CREATE TRIGGER clip_moved AFTER UPDATE OF state ON clip WHEN OLD.state <> NEW.state
        BEGIN
            INSERT INTO tally VALUES (OLD.queue, OLD.state, -1)
                ON CONFLICT DO UPDATE SET n = n - 1;
            INSERT INTO tally VALUES (NEW.queue, NEW.state, 1)
                ON CONFLICT DO UPDATE SET n = n + 1;
        END;
        CREATE TRIGGER clip_unwanted AFTER UPDATE OF deletion_wanted ON clip
            WHEN OLD.deletion_wanted <> NEW.deletion_wanted
        BEGIN
            INSERT INTO tally VALUES (NEW.queue, \(Tally.deletionWanted),
                    NEW.deletion_wanted - OLD.deletion_wanted)
                ON CONFLICT DO UPDATE SET n = n + excluded.n;
        END;
        CREATE TRIGGER clip_flagged AFTER UPDATE OF flagged ON clip
            WHEN OLD.flagged <> NEW.flagged
        BEGIN
            INSERT INTO tally VALUES (NEW.queue, \(Tally.flagged), NEW.flagged - OLD.flagged)
                ON CONFLICT DO UPDATE SET n = n + excluded.n;
        END;

        """

    /// A clip is to be deleted while one of its current annotations says so: the mark follows
    /// every submit, amendment and undo by itself.
    private static let deletionMarks = """
        CREATE TRIGGER deletion_asked AFTER INSERT ON annotation
            WHEN NEW.standing = \(Standing.current) AND NEW.wants_deletion = 1
        BEGIN
            UPDATE clip SET deletion_wanted = 1 WHERE seq = NEW.clip;
        END;
        CREATE TRIGGER deletion_taken_back AFTER UPDATE OF standing ON annotation
            WHEN OLD.standing = \(Standing.current) AND NEW.standing <> \(Standing.current)
                AND OLD.wants_deletion = 1
        BEGIN
            UPDATE clip SET deletion_wanted = EXISTS (
                SELECT 1 FROM annotation
                WHERE clip = NEW.clip AND standing = \(Standing.current) AND wants_deletion = 1)
            WHERE seq = NEW.clip;
        END;

        """

    /// Annotated clips by person and quarter of an hour (every time zone's midnight is on one):
    /// today's figures and the board's rates without walking annotations.
    private static let paceCounts = """
        CREATE TABLE pace (
            quarter INTEGER NOT NULL,
            person INTEGER NOT NULL REFERENCES person(seq),
            queue INTEGER NOT NULL REFERENCES queue(seq),
            n INTEGER NOT NULL,
            PRIMARY KEY (quarter, person, queue)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER annotation_added AFTER INSERT ON annotation
            WHEN NEW.standing = \(Standing.current)
                AND NEW.outcome = \(OutcomeCode.annotated.rawValue)
        BEGIN
            INSERT INTO pace VALUES (NEW.first_at / \(Pace.quarter), NEW.person, NEW.queue, 1)
                ON CONFLICT DO UPDATE SET n = n + 1;
        END;
        CREATE TRIGGER annotation_stands_down AFTER UPDATE OF standing ON annotation
            WHEN OLD.standing = \(Standing.current) AND NEW.standing <> \(Standing.current)
                AND OLD.outcome = \(OutcomeCode.annotated.rawValue)
        BEGIN
            UPDATE pace SET n = n - 1
                WHERE quarter = OLD.first_at / \(Pace.quarter) AND person = OLD.person
                    AND queue = OLD.queue;
        END;
        """
}
