-- What an installation on a cluster needs: listeners that an administrator manages, counts of each listener at hand, uploads that
-- every pod can read, and a lane of work for GPUs. Only adds: a program of the version before goes on with this database.

-- tenant_key: `<namespace>.<name>` of the Tenant resource that manages this listener; null for everybody else, and once such a
-- resource was deleted and the listener's data kept. purging_at: since when everything of the listener is being deleted.
ALTER TABLE users ADD COLUMN tenant_key text UNIQUE;
ALTER TABLE users ADD COLUMN purging_at timestamptz;

-- ---------------------------------------------------------------- counts of a listener
-- listens is kept by triggers and always exact; tracks (distinct recordings heard) and coverage (share of plays whose track
-- has scores) are written by each aggregation of weeks.
CREATE TABLE listener_totals (
  user_id    uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  listens    bigint NOT NULL DEFAULT 0,
  tracks     integer NOT NULL DEFAULT 0,
  coverage   real NOT NULL DEFAULT 0
);
ALTER TABLE listener_totals ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON listener_totals USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON listener_totals TO sidetrack_app;

CREATE FUNCTION sidetrack_count_listens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO listener_totals AS t (user_id, listens)
    SELECT user_id, count(*) FROM new_rows GROUP BY user_id ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET listens = t.listens + excluded.listens;
  ELSE
    UPDATE listener_totals t SET listens = t.listens - gone.count
    FROM (SELECT user_id, count(*) FROM old_rows GROUP BY user_id) AS gone WHERE t.user_id = gone.user_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER listens_counted AFTER INSERT ON listens REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION sidetrack_count_listens();
CREATE TRIGGER listens_uncounted AFTER DELETE ON listens REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION sidetrack_count_listens();
INSERT INTO listener_totals (user_id, listens, tracks, coverage)
SELECT l.user_id, l.listens, l.tracks, coalesce(w.coverage, 0)
FROM (SELECT user_id, count(*) AS listens, count(DISTINCT recording_id) AS tracks FROM listens GROUP BY user_id) l
LEFT JOIN (SELECT user_id, sum(score_coverage * listens) / nullif(sum(listens), 0) AS coverage FROM weeks GROUP BY user_id) w USING (user_id);

-- ---------------------------------------------------------------- uploads
-- The bytes of an uploaded history file, in pieces, where the API and the worker that reads it share no disk; gone once the
-- import has ended. imports.stored_path is null for such an import.
ALTER TABLE imports ALTER COLUMN stored_path DROP NOT NULL;
CREATE TABLE import_chunks (
  import_id  uuid NOT NULL,
  position   integer NOT NULL,
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  bytes      bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (import_id, position)
);
-- Compressed exports do not get smaller: no time is spent on trying.
ALTER TABLE import_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX import_chunks_user ON import_chunks (user_id);
ALTER TABLE import_chunks ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON import_chunks USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON import_chunks TO sidetrack_app;

-- ---------------------------------------------------------------- the lane for GPUs
-- lane 'gpu': audio that is to be measured by a worker with a GPU, null by any.
ALTER TABLE pending ADD COLUMN lane text CHECK (lane = 'gpu');
CREATE INDEX pending_gpu ON pending (due_at) WHERE lane = 'gpu';
-- Batches of that lane that a CPU took because no GPU came in time. Shared: it names no listener.
CREATE TABLE gpu_fallbacks (
  claim_id text PRIMARY KEY,
  at       timestamptz NOT NULL
);
CREATE INDEX gpu_fallbacks_at ON gpu_fallbacks (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON gpu_fallbacks TO sidetrack_app;

-- ---------------------------------------------------------------- to find and delete what is one listener's
CREATE INDEX pending_user ON pending (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX recordings_private ON recordings (private_user_id) WHERE private_user_id IS NOT NULL;
CREATE INDEX artists_private ON artists (private_user_id) WHERE private_user_id IS NOT NULL;
CREATE INDEX import_failures_user ON import_failures (user_id);
CREATE INDEX map_weeks_user ON map_weeks (user_id);
CREATE INDEX map_tracks_recording ON map_tracks (recording_id);
CREATE INDEX audio_matches_recording ON audio_matches (recording_id);
CREATE INDEX labels_recording ON labels (recording_id);
CREATE INDEX labels_other_recording ON labels (other_recording_id) WHERE other_recording_id IS NOT NULL;
