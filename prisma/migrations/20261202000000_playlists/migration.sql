-- Playlists of a listener. Only adds.

-- revision: grows with every change of the tracks, so that a change that rests on an older state is told and not done over a newer one.
-- mixtape: what a mixtape was made from (week, space, seed, minutes). deleted_at: deleted, and kept a day so that it can be taken back.
-- sent_*: the playlist as ListenBrainz has it; sent_revision says which state that is. sending_until: a sending is under way.
CREATE TABLE playlists (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id       uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name          text NOT NULL,
  revision      integer NOT NULL DEFAULT 1,
  mixtape       jsonb,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  deleted_at    timestamptz,
  sent_mbid     uuid,
  sent_at       timestamptz,
  sent_revision integer,
  sending_until timestamptz,
  UNIQUE (id, user_id),
  CHECK ((sent_mbid IS NULL) = (sent_at IS NULL) AND (sent_mbid IS NULL) = (sent_revision IS NULL))
);
CREATE INDEX playlists_user ON playlists (user_id, updated_at DESC);

-- A track stands on a playlist once. position: from 0; null where it was removed, kept a day so that it comes back with its note.
-- note: why it is there, where that was told.
CREATE TABLE playlist_tracks (
  playlist_id  uuid NOT NULL,
  recording_id uuid NOT NULL REFERENCES recordings ON DELETE CASCADE,
  user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  position     integer CHECK (position >= 0),
  note         text,
  added_at     timestamptz NOT NULL DEFAULT now(),
  removed_at   timestamptz,
  PRIMARY KEY (playlist_id, recording_id),
  FOREIGN KEY (playlist_id, user_id) REFERENCES playlists (id, user_id) ON DELETE CASCADE,
  UNIQUE (playlist_id, position) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((position IS NULL) = (removed_at IS NOT NULL))
);
CREATE INDEX playlist_tracks_user ON playlist_tracks (user_id);
CREATE INDEX playlist_tracks_recording ON playlist_tracks (recording_id);

ALTER TABLE playlists ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON playlists USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON playlists TO sidetrack_app;
ALTER TABLE playlist_tracks ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON playlist_tracks USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON playlist_tracks TO sidetrack_app;
