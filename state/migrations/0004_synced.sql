-- When a mailbox was last read to its end; 0: not since that is noted.
ALTER TABLE mailbox ADD COLUMN synced_at INTEGER NOT NULL DEFAULT 0;
