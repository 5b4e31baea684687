-- The first path: facts about music (shared), facts about a listener (row-level security), work still to be done.
-- Roles: the owner runs this file; `sidetrack_app` is what every program uses and owns nothing.
-- Row-level security reads two settings that prisma/src/scope.ts alone sets, for one transaction at a time:
--   sidetrack.user_id   the listener on whose behalf the transaction runs
--   sidetrack.scope     'service' for work across listeners (dispatcher, aggregation, administration)

CREATE FUNCTION sidetrack_user_id() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('sidetrack.user_id', true), '')::uuid $$;
CREATE FUNCTION sidetrack_serves_all() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('sidetrack.scope', true) = 'service', false) $$;
-- Policies ask by sub-select, which PostgreSQL answers once a statement; a bare call is answered once a row.

-- ---------------------------------------------------------------- listeners
CREATE TABLE users (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  handle          text NOT NULL UNIQUE,
  display_name    text NOT NULL,
  kind            text NOT NULL DEFAULT 'hosted' CHECK (kind IN ('local', 'hosted', 'tenant')),
  google_sub      text UNIQUE,
  time_zone       text NOT NULL DEFAULT 'UTC',
  time_zone_since date NOT NULL DEFAULT '1970-01-01',
  settings        jsonb NOT NULL DEFAULT '{}',
  is_demo         boolean NOT NULL DEFAULT false,
  suspended_at    timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_tokens (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name         text NOT NULL,
  token_hash   bytea NOT NULL UNIQUE,
  scopes       text[] NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  expires_at   timestamptz,
  revoked_at   timestamptz
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);

-- An outside account of a listener, and where its synchronisation stands.
CREATE TABLE connections (
  id                    uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id               uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  service               text NOT NULL CHECK (service IN ('listenbrainz', 'lastfm')),
  external_name         text NOT NULL,
  credential            bytea,
  credential_key_id     text,
  state                 text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'failing')),
  state_reason          text,
  next_due_at           timestamptz NOT NULL DEFAULT now(),
  interval_seconds      integer NOT NULL CHECK (interval_seconds > 0),
  consecutive_failures  integer NOT NULL DEFAULT 0,
  newest_listened_at    timestamptz,
  oldest_listened_at    timestamptz,
  backfill_complete     boolean NOT NULL DEFAULT false,
  remote_count          integer,
  last_synced_at        timestamptz,
  created_at            timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, service)
);
CREATE INDEX connections_due ON connections (next_due_at) WHERE state <> 'paused';

-- ---------------------------------------------------------------- music (shared)
CREATE TABLE artists (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  mbid            uuid UNIQUE,
  name            text NOT NULL,
  name_key        text NOT NULL,
  private_user_id uuid REFERENCES users ON DELETE CASCADE,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX artists_unmapped ON artists (name_key, private_user_id) NULLS NOT DISTINCT WHERE mbid IS NULL;

CREATE TABLE releases (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  mbid         uuid UNIQUE,
  title        text NOT NULL,
  record_label text,
  released_on  text,
  created_at   timestamptz NOT NULL DEFAULT now()
);

-- match_key is normalised "artist credit|title" (analysis: matchKey), what a listen without an MBID is resolved by.
CREATE TABLE recordings (
  id                  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  mbid                uuid UNIQUE,
  title               text NOT NULL,
  artist_credit       text NOT NULL,
  release_title       text,
  release_id          uuid REFERENCES releases ON DELETE SET NULL,
  duration_ms         integer CHECK (duration_ms > 0),
  isrcs               text[] NOT NULL DEFAULT '{}',
  match_key           text NOT NULL,
  private_user_id     uuid REFERENCES users ON DELETE CASCADE,
  metadata_source     text,
  metadata_fetched_at timestamptz,
  created_at          timestamptz NOT NULL DEFAULT now(),
  CHECK (mbid IS NULL OR private_user_id IS NULL)
);
CREATE UNIQUE INDEX recordings_unmapped ON recordings (match_key, private_user_id) NULLS NOT DISTINCT WHERE mbid IS NULL;
CREATE INDEX recordings_match_key ON recordings (match_key);

CREATE TABLE recording_redirects (
  from_mbid uuid PRIMARY KEY,
  to_mbid   uuid NOT NULL,
  seen_at   timestamptz NOT NULL DEFAULT now(),
  CHECK (from_mbid <> to_mbid)
);

CREATE TABLE recording_artists (
  recording_id  uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  position      smallint NOT NULL,
  artist_id     uuid NOT NULL REFERENCES artists ON DELETE CASCADE,
  credited_name text NOT NULL,
  join_phrase   text NOT NULL DEFAULT '',
  PRIMARY KEY (recording_id, position)
);
CREATE INDEX recording_artists_artist ON recording_artists (artist_id);

-- weight is 0 to 1, relative to the strongest tag of that source.
CREATE TABLE recording_tags (
  recording_id uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  source       text NOT NULL CHECK (source IN ('listenbrainz', 'musicbrainz', 'lastfm', 'demo')),
  tag          text NOT NULL,
  weight       real NOT NULL CHECK (weight >= 0 AND weight <= 1),
  fetched_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (recording_id, source, tag)
);
CREATE TABLE artist_tags (
  artist_id  uuid NOT NULL REFERENCES artists ON DELETE CASCADE,
  source     text NOT NULL CHECK (source IN ('listenbrainz', 'musicbrainz', 'lastfm', 'demo')),
  tag        text NOT NULL,
  weight     real NOT NULL CHECK (weight >= 0 AND weight <= 1),
  fetched_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (artist_id, source, tag)
);
-- "Asked, and this is what there was": an empty answer is a fact too and is not asked for again at once.
CREATE TABLE tag_fetches (
  recording_id uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  source       text NOT NULL,
  fetched_at   timestamptz NOT NULL DEFAULT now(),
  tag_count    integer NOT NULL,
  PRIMARY KEY (recording_id, source)
);

-- ---------------------------------------------------------------- listening
-- track_key: the service's recording_msid, or a UUIDv5 of artist, title and release where the source has none.
-- listened_at stands in the key so that the table can become a hypertable.
CREATE TABLE listens (
  user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  listened_at  timestamptz NOT NULL,
  track_key    uuid NOT NULL,
  recording_id uuid NOT NULL REFERENCES recordings,
  artist_name  text NOT NULL,
  track_name   text NOT NULL,
  release_name text,
  mapped_mbid  uuid,
  duration_ms  integer,
  inserted_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, listened_at, track_key)
);
CREATE INDEX listens_recording ON listens (recording_id, user_id);

-- Provenance: every source that told of a play. told_at, told_key: the source's own time and key of it, where they are
-- not the play's (another source had told of it first), so that it is known when this source tells of it again.
CREATE TABLE listen_sources (
  user_id     uuid NOT NULL,
  listened_at timestamptz NOT NULL,
  track_key   uuid NOT NULL,
  source      text NOT NULL,
  import_id   uuid,
  told_at     timestamptz,
  told_key    uuid,
  seen_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, listened_at, track_key, source),
  FOREIGN KEY (user_id, listened_at, track_key) REFERENCES listens ON DELETE CASCADE ON UPDATE CASCADE,
  CHECK ((told_at IS NULL) = (told_key IS NULL))
);
CREATE INDEX listen_sources_told ON listen_sources (user_id, source, told_at, told_key) WHERE told_at IS NOT NULL;

CREATE TABLE imports (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  file_name   text NOT NULL,
  stored_path text NOT NULL,
  file_sha256 bytea NOT NULL,
  format      text,
  state       text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
  state_reason text,
  cursor      jsonb,
  rows_read   integer NOT NULL DEFAULT 0,
  imported    integer NOT NULL DEFAULT 0,
  duplicates  integer NOT NULL DEFAULT 0,
  skipped     jsonb NOT NULL DEFAULT '{}',
  failed      integer NOT NULL DEFAULT 0,
  is_demo     boolean NOT NULL DEFAULT false,
  created_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX imports_user ON imports (user_id, created_at);
CREATE TABLE import_failures (
  import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
  user_id   uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  file      text NOT NULL,
  line      integer NOT NULL,
  reason    text NOT NULL,
  PRIMARY KEY (import_id, file, line)
);

-- ---------------------------------------------------------------- a listener's own files
CREATE TABLE audio_roots (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id         uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  path            text NOT NULL,
  next_due_at     timestamptz NOT NULL DEFAULT now(),
  last_scanned_at timestamptz,
  state_reason    text,
  UNIQUE (user_id, path)
);
CREATE TABLE audio_files (
  id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id          uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  root_id          uuid NOT NULL REFERENCES audio_roots ON DELETE CASCADE,
  relative_path    text NOT NULL,
  size_bytes       bigint NOT NULL,
  modified_at      timestamptz NOT NULL,
  audio_sha256     bytea,
  container        text,
  duration_seconds double precision,
  title            text,
  artist           text,
  album            text,
  recording_mbid   uuid,
  isrc             text,
  match_key        text,
  state            text NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'unreadable', 'gone')),
  state_reason     text,
  seen_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (root_id, relative_path)
);
CREATE INDEX audio_files_user ON audio_files (user_id);
CREATE INDEX audio_files_hash ON audio_files (audio_sha256);

-- The ladder's candidates. rung: mbid | isrc | acoustid | name_duration | name. decided_by listener wins over ladder.
CREATE TABLE audio_matches (
  user_id       uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  recording_id  uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  audio_file_id uuid NOT NULL REFERENCES audio_files ON DELETE CASCADE,
  rung          text NOT NULL,
  confidence    real NOT NULL CHECK (confidence >= 0 AND confidence <= 1),
  chosen        boolean NOT NULL,
  decided_by    text NOT NULL DEFAULT 'ladder' CHECK (decided_by IN ('ladder', 'listener')),
  decided_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, recording_id, audio_file_id)
);
CREATE UNIQUE INDEX audio_matches_chosen ON audio_matches (user_id, recording_id) WHERE chosen;
CREATE INDEX audio_matches_file ON audio_matches (audio_file_id);

-- ---------------------------------------------------------------- measurements (shared; rows are added, never overwritten)
CREATE TABLE features (
  audio_sha256      bytea NOT NULL,
  extractor_version text NOT NULL,
  options_hash      text NOT NULL,
  duration_seconds  double precision NOT NULL,
  values            jsonb NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (audio_sha256, extractor_version, options_hash)
);
CREATE TABLE embeddings (
  audio_sha256 bytea NOT NULL,
  model        text NOT NULL,
  model_sha256 text NOT NULL,
  options_hash text NOT NULL,
  vector       real[] NOT NULL,
  tags         jsonb,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (audio_sha256, model, model_sha256, options_hash)
);
-- Audio that could not be measured, with its reason; a row here is never retried with the same version and options.
CREATE TABLE quarantine (
  audio_sha256      bytea NOT NULL,
  extractor_version text NOT NULL,
  options_hash      text NOT NULL,
  reason            text NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (audio_sha256, extractor_version, options_hash)
);

-- sources: [{source, group, value, weight}], the shares behind the number. low and high bound 80 %.
CREATE TABLE scores (
  recording_id   uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  axis           text NOT NULL,
  scorer_version text NOT NULL,
  value          real NOT NULL CHECK (value >= 0 AND value <= 1),
  low            real NOT NULL,
  high           real NOT NULL,
  has_audio      boolean NOT NULL,
  sources        jsonb NOT NULL,
  input_hash     text NOT NULL,
  scored_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (recording_id, axis, scorer_version),
  CHECK (low <= value AND value <= high)
);

CREATE TABLE labels (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id            uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  recording_id       uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  axis               text NOT NULL,
  kind               text NOT NULL DEFAULT 'absolute' CHECK (kind IN ('absolute', 'pairwise')),
  value              real NOT NULL CHECK (value >= 0 AND value <= 1),
  other_recording_id uuid REFERENCES recordings ON DELETE CASCADE,
  created_at         timestamptz NOT NULL DEFAULT now(),
  withdrawn_at       timestamptz,
  CHECK ((kind = 'pairwise') = (other_recording_id IS NOT NULL))
);
CREATE INDEX labels_user ON labels (user_id, axis);

-- ---------------------------------------------------------------- weeks and maps
CREATE TABLE dirty_weeks (
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  week_start date NOT NULL,
  reason     text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, week_start, reason)
);
-- week_start is the Monday of the ISO week in the listener's zone. axes, moods, artists: see analysis (WeekSummary).
CREATE TABLE weeks (
  user_id            uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  week_start         date NOT NULL,
  listens            integer NOT NULL,
  distinct_tracks    integer NOT NULL,
  effective_artists  real NOT NULL,
  audio_coverage     real NOT NULL,
  score_coverage     real NOT NULL,
  axes               jsonb NOT NULL,
  moods              jsonb NOT NULL,
  top_artists        jsonb NOT NULL,
  top_tracks         jsonb NOT NULL,
  computed_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, week_start)
);
-- Momentum is the length of EMA(centroid, span 4) differences in the space itself.
CREATE TABLE week_vectors (
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  week_start date NOT NULL,
  space      text NOT NULL CHECK (space IN ('audio', 'tag')),
  model      text NOT NULL,
  centroid   real[] NOT NULL,
  momentum   real,
  plays      integer NOT NULL,
  coverage   real NOT NULL,
  PRIMARY KEY (user_id, week_start, space, model)
);

CREATE TABLE map_versions (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  space        text NOT NULL CHECK (space IN ('audio', 'tag')),
  model        text NOT NULL,
  version      integer NOT NULL,
  params       jsonb NOT NULL,
  track_count  integer NOT NULL,
  state        text NOT NULL CHECK (state IN ('building', 'published', 'retired')),
  created_at   timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,
  UNIQUE (space, model, version)
);
CREATE UNIQUE INDEX map_versions_published ON map_versions (space, model) WHERE state = 'published';
-- vector: where the track lies in the space that the map was laid out from; the centroids of weeks are drawn from it.
CREATE TABLE map_tracks (
  map_id       uuid NOT NULL REFERENCES map_versions ON DELETE CASCADE,
  recording_id uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  x            real NOT NULL,
  y            real NOT NULL,
  vector       real[] NOT NULL,
  PRIMARY KEY (map_id, recording_id)
);
CREATE TABLE map_weeks (
  map_id     uuid NOT NULL REFERENCES map_versions ON DELETE CASCADE,
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  week_start date NOT NULL,
  x          real NOT NULL,
  y          real NOT NULL,
  spread_x   real NOT NULL,
  spread_y   real NOT NULL,
  plays      integer NOT NULL,
  coverage   real NOT NULL,
  PRIMARY KEY (map_id, user_id, week_start)
);

-- ---------------------------------------------------------------- work
-- What is still to be done, with its reason. subject is an id within its kind (recording id, audio sha256 in hex, …).
-- A claim is a lease: a worker that dies leaves claimed_until in the past and the row is taken again. Work that is asked for
-- again while it is being done gets a new id, so that finishing the old id does not remove it.
CREATE TABLE pending (
  id            bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('metadata', 'tags', 'match', 'extract', 'score', 'map')),
  user_id       uuid REFERENCES users ON DELETE CASCADE,
  subject       text NOT NULL,
  options       jsonb NOT NULL DEFAULT '{}',
  reason        text NOT NULL,
  due_at        timestamptz NOT NULL DEFAULT now(),
  attempts      integer NOT NULL DEFAULT 0,
  last_error    text,
  claimed_by    text,
  claimed_until timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX pending_subject ON pending (kind, user_id, subject) NULLS NOT DISTINCT;
CREATE INDEX pending_due ON pending (kind, due_at);

-- One request at a time and one a second for the whole installation: free_at is when the next may leave.
CREATE TABLE service_leases (
  service text PRIMARY KEY,
  free_at timestamptz NOT NULL DEFAULT '-infinity',
  holder  text
);

-- A long task that a person asked for or can watch. progress: {done, total, unit, secondsLeft, message}.
CREATE TABLE jobs (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind        text NOT NULL,
  workflow_id text NOT NULL,
  state       text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
  progress    jsonb NOT NULL DEFAULT '{}',
  result      jsonb,
  error       text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX jobs_user ON jobs (user_id, created_at DESC);

-- ---------------------------------------------------------------- staging for COPY (no row-level security, emptied by the transaction that fills it)
CREATE UNLOGGED TABLE staging_listens (
  batch_id     uuid NOT NULL,
  row_no       integer NOT NULL,
  listened_at  timestamptz NOT NULL,
  track_key    uuid NOT NULL,
  artist_name  text NOT NULL,
  track_name   text NOT NULL,
  release_name text,
  mapped_mbid  uuid,
  artist_mbids uuid[],
  duration_ms  integer,
  match_key    text NOT NULL,
  source       text NOT NULL,
  PRIMARY KEY (batch_id, row_no)
);
CREATE UNLOGGED TABLE staging_features (
  batch_id uuid NOT NULL, audio_sha256 bytea NOT NULL, extractor_version text NOT NULL, options_hash text NOT NULL,
  duration_seconds double precision NOT NULL, values jsonb NOT NULL,
  PRIMARY KEY (batch_id, audio_sha256)
);
CREATE UNLOGGED TABLE staging_embeddings (
  batch_id uuid NOT NULL, audio_sha256 bytea NOT NULL, model text NOT NULL, model_sha256 text NOT NULL, options_hash text NOT NULL,
  vector real[] NOT NULL, tags jsonb,
  PRIMARY KEY (batch_id, audio_sha256, model)
);

-- ---------------------------------------------------------------- access
DO $$
DECLARE t text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sidetrack_app') THEN CREATE ROLE sidetrack_app LOGIN; END IF;
  FOREACH t IN ARRAY ARRAY['api_tokens', 'connections', 'listens', 'listen_sources', 'imports', 'import_failures', 'audio_roots',
                           'audio_files', 'audio_matches', 'labels', 'dirty_weeks', 'weeks', 'week_vectors', 'map_weeks', 'jobs'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_rows ON %I USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()))', t);
  END LOOP;
END $$;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON users USING (id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
ALTER TABLE pending ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON pending
  USING (user_id IS NULL OR user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
ALTER TABLE recordings ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared_or_own ON recordings
  USING (private_user_id IS NULL OR private_user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
ALTER TABLE artists ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared_or_own ON artists
  USING (private_user_id IS NULL OR private_user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT USAGE ON SCHEMA public TO sidetrack_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sidetrack_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO sidetrack_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sidetrack_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO sidetrack_app;
