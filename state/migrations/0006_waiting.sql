-- A letter that may be about work, but not surely, waits outside of every candidacy
-- for the candidate's answer: its candidacy is null.

DROP VIEW candidacies;
DROP VIEW messages;

CREATE TABLE kept (
	key         INTEGER PRIMARY KEY, -- made of its Message-ID, sender and date
	candidacy   INTEGER REFERENCES candidacy,
	at          INTEGER NOT NULL,
	zone_offset INTEGER NOT NULL, -- of the sender, seconds east of UTC
	sender      TEXT NOT NULL,
	found_in    TEXT NOT NULL,    -- the role of the mailbox: inbox, sent, archive, all, junk, other
	kind        TEXT NOT NULL,    -- as settled by its place in the conversation
	reply       INTEGER NOT NULL, -- 1: a word from the employer that ends a silence
	header      TEXT NOT NULL,    -- JSON
	reading     TEXT NOT NULL,    -- JSON
	text        TEXT NOT NULL,    -- the sender's own words, 8 KB at most
	calendar    TEXT NOT NULL     -- JSON array of text/calendar parts
) STRICT;
INSERT INTO kept
SELECT key, candidacy, at, zone_offset, sender, found_in, kind, reply, header, reading, text, calendar FROM message;
DROP TABLE message;
ALTER TABLE kept RENAME TO message;
CREATE INDEX message_candidacy ON message (candidacy, at);

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
FROM message
WHERE candidacy IS NOT NULL;

CREATE VIEW candidacies AS
SELECT c.id, c.employer, c.domain, c.role, c.stage, c.certainty,
       nullif(c.outcome, '') AS outcome,
       (SELECT max(at) FROM messages m WHERE m.candidacy = c.id AND m.reply = 1)        AS last_employer_reply,
       (SELECT max(at) FROM messages m WHERE m.candidacy = c.id AND m.author = 'own')   AS last_from_you,
       (SELECT count(*) FROM messages m WHERE m.candidacy = c.id)                       AS messages
FROM candidacy c
WHERE c.dismissed = 0 AND EXISTS (SELECT 1 FROM message m WHERE m.candidacy = c.id);
