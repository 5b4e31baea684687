-- How long a staged play was heard, and how exactly its source tells the time: the window in which another source's play is the same.
ALTER TABLE staging_listens ADD COLUMN played_ms integer;
ALTER TABLE staging_listens ADD COLUMN resolution_seconds real NOT NULL DEFAULT 1;
