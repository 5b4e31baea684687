-- Weeks of long histories: what a filter by source needs, what lets a later week be computed without the earlier ones, and what each
-- listener has heard how often. Only adds: a program of the version before goes on with this database.

-- ---------------------------------------------------------------- weeks
-- effective_tags: null where no play of the week has a tag. regime: what the week's scores rest on (analysis: regimeOf). Null until the
-- week is computed again. (weeks.evidence comes with the migration of alerts.)
ALTER TABLE weeks ADD COLUMN effective_tags real;
ALTER TABLE weeks ADD COLUMN tag_coverage real NOT NULL DEFAULT 0;
ALTER TABLE weeks ADD COLUMN regime text;
-- The moving average of the centroids up to this week: where the forward scan goes on from.
ALTER TABLE week_vectors ADD COLUMN average real[];

-- The moods of the plays of a week that one source told of. A play that two sources told of counts in both.
CREATE TABLE week_slices (
  user_id        uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  week_start     date NOT NULL,
  source         text NOT NULL,
  listens        integer NOT NULL,
  score_coverage real NOT NULL,
  moods          jsonb NOT NULL,
  PRIMARY KEY (user_id, week_start, source)
);
ALTER TABLE week_slices ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON week_slices USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON week_slices TO sidetrack_app;

INSERT INTO dirty_weeks (user_id, week_start, reason) SELECT user_id, week_start, 'new version' FROM weeks ON CONFLICT DO NOTHING;

-- ---------------------------------------------------------------- what a listener has heard
-- Kept by triggers and always exact, so that nobody has to count a million listens to know how many tracks they are of.
CREATE TABLE heard_recordings (
  user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  recording_id uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  plays        integer NOT NULL,
  PRIMARY KEY (user_id, recording_id)
);
CREATE INDEX heard_recordings_recording ON heard_recordings (recording_id);
ALTER TABLE heard_recordings ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON heard_recordings USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON heard_recordings TO sidetrack_app;
INSERT INTO heard_recordings SELECT user_id, recording_id, count(*) FROM listens GROUP BY user_id, recording_id;

-- The row of listener_totals comes first everywhere: it makes writers of one listener's listens take turns.
CREATE OR REPLACE FUNCTION sidetrack_count_listens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO listener_totals AS t (user_id, listens)
    SELECT user_id, count(*) FROM new_rows GROUP BY user_id ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET listens = t.listens + excluded.listens;
    INSERT INTO heard_recordings AS h (user_id, recording_id, plays)
    SELECT user_id, recording_id, count(*) FROM new_rows GROUP BY user_id, recording_id ORDER BY user_id, recording_id
    ON CONFLICT (user_id, recording_id) DO UPDATE SET plays = h.plays + excluded.plays;
  ELSE
    UPDATE listener_totals t SET listens = t.listens - gone.count
    FROM (SELECT user_id, count(*) FROM old_rows GROUP BY user_id) AS gone WHERE t.user_id = gone.user_id;
    UPDATE heard_recordings h SET plays = h.plays - gone.count
    FROM (SELECT user_id, recording_id, count(*) FROM old_rows GROUP BY user_id, recording_id) AS gone
    WHERE h.user_id = gone.user_id AND h.recording_id = gone.recording_id;
    DELETE FROM heard_recordings h USING (SELECT DISTINCT user_id, recording_id FROM old_rows) AS gone
    WHERE h.user_id = gone.user_id AND h.recording_id = gone.recording_id AND h.plays <= 0;
  END IF;
  RETURN NULL;
END $$;

-- A play that is mapped to another recording later.
CREATE FUNCTION sidetrack_move_listens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    (SELECT user_id, recording_id, count(*) FROM new_rows GROUP BY user_id, recording_id)
    EXCEPT (SELECT user_id, recording_id, count(*) FROM old_rows GROUP BY user_id, recording_id)
  ) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM listener_totals t WHERE t.user_id IN (SELECT user_id FROM new_rows) ORDER BY t.user_id FOR UPDATE;
  INSERT INTO heard_recordings AS h (user_id, recording_id, plays)
  SELECT user_id, recording_id, sum(change) FROM (
    SELECT user_id, recording_id, 1 AS change FROM new_rows UNION ALL SELECT user_id, recording_id, -1 FROM old_rows
  ) AS moved GROUP BY user_id, recording_id HAVING sum(change) <> 0 ORDER BY user_id, recording_id
  ON CONFLICT (user_id, recording_id) DO UPDATE SET plays = h.plays + excluded.plays;
  DELETE FROM heard_recordings h USING (SELECT DISTINCT user_id, recording_id FROM old_rows) AS gone
  WHERE h.user_id = gone.user_id AND h.recording_id = gone.recording_id AND h.plays <= 0;
  RETURN NULL;
END $$;
CREATE TRIGGER listens_moved AFTER UPDATE ON listens REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION sidetrack_move_listens();

-- ---------------------------------------------------------------- to find the plays of some recordings by their times alone
CREATE INDEX listens_recording_time ON listens (recording_id, user_id, listened_at);
DROP INDEX listens_recording;
