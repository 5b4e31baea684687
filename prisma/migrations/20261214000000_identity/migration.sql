-- Who made what, and which file it is: credits as MusicBrainz splits them, a listener's merges and splits of recordings, servers that
-- play the listener's files under other paths. Adds, and widens one check.

-- How MusicBrainz splits the text of a credit of several artists, whichever recording it was learnt from: [{artistId, name, joinPhrase}].
-- credit_key: the text as analysis' creditKey folds it. is_ambiguous: two splits of one text are known, so that none is taken.
CREATE TABLE artist_credits (
  credit_key   text PRIMARY KEY,
  artists      jsonb NOT NULL,
  is_ambiguous boolean NOT NULL DEFAULT false,
  learnt_at    timestamptz NOT NULL DEFAULT now()
);

-- Other names of an artist, of which MusicBrainz knows. name_key: folded.
CREATE TABLE artist_aliases (
  artist_id uuid NOT NULL REFERENCES artists ON DELETE CASCADE,
  name_key  text NOT NULL,
  name      text NOT NULL,
  PRIMARY KEY (artist_id, name_key)
);

-- When the release itself was asked for: its record label. "Asked, and there is none" is a fact too.
ALTER TABLE releases ADD COLUMN details_fetched_at timestamptz;

-- release: the record label of a release (subject: release id).
ALTER TABLE pending DROP CONSTRAINT pending_kind_check;
ALTER TABLE pending ADD CONSTRAINT pending_kind_check
  CHECK (kind IN ('metadata', 'tags', 'match', 'extract', 'score', 'map', 'release'));

-- When a recording without an MBID is looked for at ListenBrainz (again), and how often it was in vain.
ALTER TABLE recordings ADD COLUMN lookup_due_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE recordings ADD COLUMN lookups smallint NOT NULL DEFAULT 0;
CREATE INDEX recordings_lookup_due ON recordings (private_user_id, lookup_due_at) WHERE mbid IS NULL;

-- What a listener decided about recordings, of their own plays alone. merge: plays of one recording are plays of another. split: the plays
-- that sources told in these words ([{artistName, trackName, releaseName}]) are another one. Both hold for later plays too.
-- moved: ids of labels and positions on playlists that went along, for taking it back.
CREATE TABLE recording_decisions (
  id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id           uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind              text NOT NULL CHECK (kind IN ('merge', 'split')),
  from_recording_id uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  into_recording_id uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  told              jsonb NOT NULL DEFAULT '[]',
  moved             jsonb NOT NULL DEFAULT '{}',
  decided_at        timestamptz NOT NULL DEFAULT now(),
  undone_at         timestamptz,
  CHECK (from_recording_id <> into_recording_id),
  UNIQUE (id, user_id)
);
CREATE INDEX recording_decisions_user ON recording_decisions (user_id, from_recording_id) WHERE undone_at IS NULL;
CREATE INDEX recording_decisions_from ON recording_decisions (from_recording_id);
CREATE INDEX recording_decisions_into ON recording_decisions (into_recording_id);
CREATE TABLE recording_decision_listens (
  decision_id uuid NOT NULL,
  user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  listened_at timestamptz NOT NULL,
  track_key   uuid NOT NULL,
  PRIMARY KEY (decision_id, listened_at, track_key),
  FOREIGN KEY (decision_id, user_id) REFERENCES recording_decisions (id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (user_id, listened_at, track_key) REFERENCES listens ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX recording_decision_listens_play ON recording_decision_listens (user_id, listened_at, track_key);

-- The same files under another path: as a server in a container, or another machine, sees them.
CREATE TABLE path_mappings (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id   uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  server    text NOT NULL,
  from_path text NOT NULL,
  to_path   text NOT NULL,
  UNIQUE (user_id, server, from_path)
);

-- A server that speaks Subsonic's protocol (Navidrome and others), whose play counts are read.
CREATE TABLE media_servers (
  id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id           uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name              text NOT NULL,
  url               text NOT NULL,
  user_name         text NOT NULL,
  credential        bytea NOT NULL,
  credential_key_id text NOT NULL,
  state             text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'failing')),
  state_reason      text,
  next_due_at       timestamptz NOT NULL DEFAULT now(),
  last_read_at      timestamptz,
  songs             integer,
  matched           integer,
  created_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, name)
);
CREATE INDEX media_servers_due ON media_servers (next_due_at);

-- How often a server says that a file was played. No plays by themselves: it does not say when, but for the last time.
CREATE TABLE file_play_counts (
  server_id      uuid NOT NULL REFERENCES media_servers ON DELETE CASCADE,
  user_id        uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  audio_file_id  uuid NOT NULL REFERENCES audio_files ON DELETE CASCADE,
  plays          integer NOT NULL CHECK (plays >= 0),
  last_played_at timestamptz,
  read_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (server_id, audio_file_id)
);
CREATE INDEX file_play_counts_user ON file_play_counts (user_id);
CREATE INDEX file_play_counts_file ON file_play_counts (audio_file_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['recording_decisions', 'recording_decision_listens', 'path_mappings', 'media_servers', 'file_play_counts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_rows ON %I USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()))', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON artist_credits, artist_aliases, recording_decisions, recording_decision_listens, path_mappings,
  media_servers, file_play_counts TO sidetrack_app;
