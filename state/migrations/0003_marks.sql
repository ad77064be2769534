-- What the person told by hand. A mark hangs on a message, by its key, so that
-- it survives every joining anew; a candidacy's number may not.
CREATE TABLE mark (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	anchor INTEGER NOT NULL,          -- key of a message
	what   TEXT NOT NULL,             -- "merge", "split", "not-a-job", ...
	value  TEXT NOT NULL DEFAULT '',
	other  INTEGER NOT NULL DEFAULT 0, -- merge: key of a message of the other candidacy
	at     INTEGER NOT NULL
) STRICT;

-- What holds for the whole file: "rules", by which rules the messages were read.
CREATE TABLE fact (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A candidacy that the person told to be none stays, out of sight.
ALTER TABLE candidacy ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0;

DROP VIEW candidacies;
CREATE VIEW candidacies AS
SELECT c.id, c.employer, c.domain, c.role, c.stage, c.certainty,
       nullif(c.outcome, '') AS outcome,
       (SELECT max(at) FROM messages m WHERE m.candidacy = c.id AND m.reply = 1)        AS last_employer_reply,
       (SELECT max(at) FROM messages m WHERE m.candidacy = c.id AND m.author = 'own')   AS last_from_you,
       (SELECT count(*) FROM messages m WHERE m.candidacy = c.id)                       AS messages
FROM candidacy c
WHERE c.dismissed = 0 AND EXISTS (SELECT 1 FROM message m WHERE m.candidacy = c.id);

-- Messages that could not be read, so that the rest goes on.
CREATE TABLE set_aside (
	mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
	uid     INTEGER NOT NULL,
	why     TEXT NOT NULL,
	PRIMARY KEY (mailbox, uid)
) STRICT, WITHOUT ROWID;

-- The fingerprint of a mailbox's newest message, by which reused UIDs show.
ALTER TABLE mailbox RENAME COLUMN highest_modseq TO print;
