-- What the person was told, or is to be told. It is pending until it is sent,
-- and dismissed once it is of no more concern, told or not.
CREATE TABLE notice (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	kind         TEXT NOT NULL,              -- flag, reply, digest
	candidacy    INTEGER NOT NULL DEFAULT 0, -- 0: of no single one
	key          TEXT NOT NULL,              -- what makes it once
	flag         INTEGER REFERENCES flag ON DELETE CASCADE, -- that it speaks of
	made_at      INTEGER NOT NULL,
	sent_at      INTEGER,
	dismissed_at INTEGER,
	UNIQUE (kind, candidacy, key)
) STRICT;
CREATE INDEX notice_flag ON notice (flag);

-- The employer's last reply that was known when the flag went up, 0 for none:
-- a later one is what broke the silence.
ALTER TABLE flag ADD COLUMN last_reply INTEGER NOT NULL DEFAULT 0;
UPDATE flag SET last_reply = coalesce((SELECT max(at) FROM message m
	WHERE m.candidacy = flag.candidacy AND m.reply = 1 AND m.at <= flag.raised_at), 0);

CREATE VIEW notices AS
SELECT n.kind, nullif(n.candidacy, 0) AS candidacy, n.key, f.kind AS flag, f.due,
       CASE WHEN n.dismissed_at IS NOT NULL THEN 'dismissed'
            WHEN n.sent_at IS NOT NULL THEN 'sent'
            ELSE 'pending' END                                     AS state,
       strftime('%Y-%m-%dT%H:%M:%SZ', n.made_at, 'unixepoch')      AS made_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', n.sent_at, 'unixepoch')      AS sent_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', n.dismissed_at, 'unixepoch') AS dismissed_at
FROM notice n LEFT JOIN flag f ON f.id = n.flag;
