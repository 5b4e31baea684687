-- What services count and do not give, and taking back what a source told. Only adds.

-- How many listens the service counted beyond those known here when its history was last read again whole: the same number says
-- nothing new, and is not read for again.
ALTER TABLE connections ADD COLUMN missing_count integer NOT NULL DEFAULT 0;

-- A listener takes back what a source told until that moment: its word for each play, and the plays that no other source tells of.
-- told: its words when it was asked for; removed, plays: how many words and plays are gone by now.
CREATE TABLE source_removals (
  user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  source       text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  told         bigint NOT NULL,
  removed      bigint NOT NULL DEFAULT 0,
  plays        bigint NOT NULL DEFAULT 0,
  finished_at  timestamptz,
  PRIMARY KEY (user_id, source)
);
CREATE INDEX source_removals_open ON source_removals (requested_at) WHERE finished_at IS NULL;
ALTER TABLE source_removals ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON source_removals USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON source_removals TO sidetrack_app;
