-- Ordinary mail leaves only hashes, each with where its message lies: what a
-- first scan writes is most of what it costs. A message of a candidacy bears
-- its sender itself.

DROP VIEW flags;
DROP VIEW candidacies;
DROP VIEW messages;

CREATE TABLE kept (
	key         INTEGER PRIMARY KEY, -- made of its Message-ID, sender and date
	candidacy   INTEGER NOT NULL REFERENCES candidacy,
	at          INTEGER NOT NULL,
	zone_offset INTEGER NOT NULL, -- of the sender, seconds east of UTC
	sender      TEXT NOT NULL,
	found_in    TEXT NOT NULL,    -- the role of the mailbox: inbox, sent, archive, all, other
	kind        TEXT NOT NULL,    -- as settled by its place in the conversation
	reply       INTEGER NOT NULL, -- 1: a word from the employer that ends a silence
	header      TEXT NOT NULL,    -- JSON
	reading     TEXT NOT NULL,    -- JSON
	text        TEXT NOT NULL,    -- the sender's own words, 8 KB at most
	calendar    TEXT NOT NULL     -- JSON array of text/calendar parts
) STRICT;
INSERT INTO kept
SELECT m.key, candidacy, m.at, zone_offset, s.sender, found_in, kind, reply, header, reading, text, calendar
FROM message m JOIN seen s ON s.key = m.key;
DROP TABLE message;
ALTER TABLE kept RENAME TO message;
CREATE INDEX message_candidacy ON message (candidacy, at);

-- By what a message may prove to belong to a candidacy after all: hashes of
-- ids, addresses and domains, with where the message lies.
CREATE TABLE lying (
	hash    INTEGER NOT NULL,
	mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
	uid     INTEGER NOT NULL,
	PRIMARY KEY (hash, mailbox, uid)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO lying
SELECT t.hash, p.mailbox, p.uid FROM tie t JOIN place p ON p.key = t.key ORDER BY t.hash;
DROP TABLE tie;
ALTER TABLE lying RENAME TO tie;

-- Where the messages of candidacies lie.
DELETE FROM place WHERE key NOT IN (SELECT key FROM message);
CREATE INDEX place_key ON place (key);
DROP TABLE seen;

CREATE VIEW messages AS
SELECT candidacy,
       '<' || (header ->> 'message_id') || '>'          AS message_id,
       strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch')  AS at,
       sender,
       coalesce(header ->> 'subject', '')               AS subject,
       kind,
       reading ->> 'author'                             AS author,
       reading ->> 'confidence'                         AS confidence,
       reply,
       found_in,
       text
FROM message;

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
