// Version 9 of the schema: what the board counts by, who a queue is for, messages between people.

extension Migration {
    /// - `queue.rank` is its priority: `clip.priority` is another thing.
    /// - `queue_pace` is `pace` without people, so that a queue's hours are a few rows.
    /// - `rest_open` finds who is on a break among all breaks there ever were.
    /// - `sitting.worked_at` is the last submission from a desk; `NULL` before the first.
    /// - `lease.handed` marks a clip that a supervisor handed on and nobody has taken up yet.
    /// - `reserved`: a queue that stands here is for these people alone.
    /// - `message`: sealed to its recipient, gone once read.
    static let board = Migration(
        version: 9, sql: boardQueues + boardPace + boardSittings + messages)

    private static let boardQueues = """
        ALTER TABLE queue ADD COLUMN rank INTEGER NOT NULL DEFAULT 0
            CHECK (rank BETWEEN 0 AND 9);
        ALTER TABLE lease ADD COLUMN handed INTEGER NOT NULL DEFAULT 0 CHECK (handed IN (0, 1));
        CREATE INDEX lease_by_claim ON lease(claimed_at);
        CREATE TABLE reserved (
            queue INTEGER NOT NULL REFERENCES queue(seq),
            person INTEGER NOT NULL REFERENCES person(seq),
            PRIMARY KEY (queue, person)
        ) STRICT, WITHOUT ROWID;

        """

    private static let boardPace = """
        CREATE TABLE queue_pace (
            queue INTEGER NOT NULL REFERENCES queue(seq),
            quarter INTEGER NOT NULL,
            n INTEGER NOT NULL,
            PRIMARY KEY (queue, quarter)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO queue_pace SELECT queue, quarter, sum(n) FROM pace GROUP BY 1, 2;
        CREATE TRIGGER pace_begun AFTER INSERT ON pace BEGIN
            INSERT INTO queue_pace VALUES (NEW.queue, NEW.quarter, NEW.n)
                ON CONFLICT DO UPDATE SET n = n + excluded.n;
        END;
        CREATE TRIGGER pace_changed AFTER UPDATE OF n ON pace WHEN OLD.n <> NEW.n BEGIN
            UPDATE queue_pace SET n = n + NEW.n - OLD.n
                WHERE queue = NEW.queue AND quarter = NEW.quarter;
        END;

        """

    private static let boardSittings = """
        ALTER TABLE sitting ADD COLUMN worked_at INTEGER;
        CREATE INDEX rest_open ON rest(shift) WHERE ended_at IS NULL;
        CREATE TRIGGER sitting_worked AFTER INSERT ON annotation BEGIN
            UPDATE sitting SET worked_at = NEW.submitted_at WHERE id = (
                SELECT max(id) FROM sitting INDEXED BY sitting_open
                WHERE person = NEW.person AND ended_at IS NULL);
        END;

        """

    private static let messages = """
        CREATE TABLE message (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            sender INTEGER NOT NULL REFERENCES person(seq),
            recipient INTEGER NOT NULL REFERENCES person(seq),
            sent_at INTEGER NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE INDEX message_waiting ON message(recipient, seq);
        """
}
