-- What hearback keeps. Times are seconds since 1970 UTC unless a name says otherwise.

CREATE TABLE mailbox (
	id             INTEGER PRIMARY KEY,
	account        TEXT NOT NULL,
	name           TEXT NOT NULL,
	role           TEXT NOT NULL,
	uid_validity   INTEGER NOT NULL,
	uid_next       INTEGER NOT NULL,
	highest_modseq INTEGER NOT NULL,
	UNIQUE (account, name)
) STRICT;

-- Every message met, once, in however many mailboxes it lies. The key is made
-- of its Message-ID, sender and date. Ordinary mail leaves no more than this.
CREATE TABLE seen (
	key        INTEGER PRIMARY KEY,
	at         INTEGER NOT NULL,
	sender     TEXT NOT NULL,
	message_id TEXT NOT NULL
) STRICT;

-- Where a message lies.
CREATE TABLE place (
	mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
	uid     INTEGER NOT NULL,
	key     INTEGER NOT NULL,
	PRIMARY KEY (mailbox, uid)
) STRICT, WITHOUT ROWID;

-- By what a message may prove to belong to a candidacy after all: hashes of
-- ids, addresses and domains.
CREATE TABLE tie (
	hash INTEGER NOT NULL,
	key  INTEGER NOT NULL,
	PRIMARY KEY (hash, key)
) STRICT, WITHOUT ROWID;

-- The ties that are proved to be a candidacy's.
CREATE TABLE proof (
	hash INTEGER PRIMARY KEY
) STRICT;

-- Messages to be read after all, because a tie of theirs was proved.
CREATE TABLE wish (
	mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
	uid     INTEGER NOT NULL,
	PRIMARY KEY (mailbox, uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidacy (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	employer  TEXT NOT NULL DEFAULT '',
	domain    TEXT NOT NULL DEFAULT '',
	role      TEXT NOT NULL DEFAULT '',
	stage     TEXT NOT NULL DEFAULT '',
	certainty TEXT NOT NULL DEFAULT '',
	outcome   TEXT NOT NULL DEFAULT ''
) STRICT;

-- The messages of candidacies: all that is kept of them.
CREATE TABLE message (
	key         INTEGER PRIMARY KEY REFERENCES seen,
	candidacy   INTEGER NOT NULL REFERENCES candidacy,
	at          INTEGER NOT NULL,
	zone_offset INTEGER NOT NULL, -- of the sender, seconds east of UTC
	found_in    TEXT NOT NULL,    -- the role of the mailbox: inbox, sent, archive, all, other
	kind        TEXT NOT NULL,    -- as settled by its place in the conversation
	reply       INTEGER NOT NULL, -- 1: a word from the employer that ends a silence
	header      TEXT NOT NULL,    -- JSON
	reading     TEXT NOT NULL,    -- JSON
	text        TEXT NOT NULL,    -- the sender's own words, 8 KB at most
	calendar    TEXT NOT NULL     -- JSON array of text/calendar parts
) STRICT;
CREATE INDEX message_candidacy ON message (candidacy, at);

-- The flags that watch raised and cleared.
CREATE TABLE flag (
	id         INTEGER PRIMARY KEY,
	candidacy  INTEGER NOT NULL REFERENCES candidacy,
	kind       TEXT NOT NULL,
	rule       TEXT NOT NULL,
	source     TEXT NOT NULL,
	due        TEXT NOT NULL,    -- YYYY-MM-DD in the configured zone
	raised_at  INTEGER NOT NULL,
	cleared_at INTEGER,
	cleared_by TEXT,
	UNIQUE (candidacy, kind, due)
) STRICT;

-- The views are what scripts may read. Times in them are RFC 3339, UTC.

CREATE VIEW messages AS
SELECT m.candidacy                                        AS candidacy,
       '<' || (m.header ->> 'message_id') || '>'           AS message_id,
       strftime('%Y-%m-%dT%H:%M:%SZ', m.at, 'unixepoch')  AS at,
       s.sender                                           AS sender,
       coalesce(m.header ->> 'subject', '')               AS subject,
       m.kind                                             AS kind,
       m.reading ->> 'author'                             AS author,
       m.reading ->> 'confidence'                         AS confidence,
       m.reply                                            AS reply,
       m.found_in                                         AS found_in,
       m.text                                             AS text
FROM message m JOIN seen s ON s.key = m.key;

CREATE VIEW candidacies AS
SELECT c.id, c.employer, c.domain, c.role, c.stage, c.certainty,
       nullif(c.outcome, '') AS outcome,
       (SELECT max(at) FROM messages m WHERE m.candidacy = c.id AND m.reply = 1)        AS last_employer_reply,
       (SELECT max(at) FROM messages m WHERE m.candidacy = c.id AND m.author = 'own')   AS last_from_you,
       (SELECT count(*) FROM messages m WHERE m.candidacy = c.id)                       AS messages
FROM candidacy c
WHERE EXISTS (SELECT 1 FROM message m WHERE m.candidacy = c.id);

CREATE VIEW flags AS
SELECT f.candidacy, c.employer, f.kind, f.rule, f.source, f.due,
       strftime('%Y-%m-%dT%H:%M:%SZ', f.raised_at, 'unixepoch')  AS raised_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', f.cleared_at, 'unixepoch') AS cleared_at,
       f.cleared_by
FROM flag f JOIN candidacy c ON c.id = f.candidacy;
