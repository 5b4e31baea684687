-- Which tracks' facts changed in which transaction, so that a program may keep what it knows of tracks and still be told at once. Kept by
-- triggers, hence always complete. Only adds: a program of the version before goes on with this database.

-- id: of a recording or of an artist. changed_by: the transaction's id (64 bits), to be compared with a reader's snapshot.
CREATE TABLE track_changes (
  changed_by bigint NOT NULL,
  id         uuid NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (changed_by, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON track_changes TO sidetrack_app;

-- Rows of one transaction only can meet here, so that nobody waits for another's.
CREATE FUNCTION sidetrack_note_changes(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO track_changes (changed_by, id) SELECT pg_current_xact_id()::text::bigint, unnest(ids) ON CONFLICT DO NOTHING
$$;

-- The facts of a recording that stand in tables of their own.
CREATE FUNCTION sidetrack_note_recordings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM sidetrack_note_changes(array_agg(DISTINCT recording_id)) FROM old_rows; END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM sidetrack_note_changes(array_agg(DISTINCT recording_id)) FROM new_rows; END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION sidetrack_note_artists() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM sidetrack_note_changes(array_agg(DISTINCT artist_id)) FROM old_rows; END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM sidetrack_note_changes(array_agg(DISTINCT artist_id)) FROM new_rows; END IF;
  RETURN NULL;
END $$;

-- Nobody can know a recording before it is there; most of its columns do not matter to a week.
CREATE FUNCTION sidetrack_note_recording() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM sidetrack_note_changes(array_agg(id)) FROM old_rows;
  ELSE
    PERFORM sidetrack_note_changes(array_agg(n.id)) FROM new_rows n JOIN old_rows o USING (id)
    WHERE (n.title, n.artist_credit, n.private_user_id) IS DISTINCT FROM (o.title, o.artist_credit, o.private_user_id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION sidetrack_note_artist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM sidetrack_note_changes(array_agg(n.id)) FROM new_rows n JOIN old_rows o USING (id)
  WHERE (n.name, n.private_user_id) IS DISTINCT FROM (o.name, o.private_user_id);
  RETURN NULL;
END $$;

DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT * FROM (VALUES
    ('scores', 'sidetrack_note_recordings', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('recording_tags', 'sidetrack_note_recordings', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('recording_artists', 'sidetrack_note_recordings', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('artist_tags', 'sidetrack_note_artists', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('recordings', 'sidetrack_note_recording', ARRAY['UPDATE', 'DELETE']),
    ('artists', 'sidetrack_note_artist', ARRAY['UPDATE'])
  ) AS t (name, function, events) CROSS JOIN LATERAL unnest(events) AS event LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
      one.name || '_noted_' || lower(one.event), one.event, one.name,
      CASE one.event WHEN 'INSERT' THEN 'NEW TABLE AS new_rows' WHEN 'DELETE' THEN 'OLD TABLE AS old_rows'
        ELSE 'OLD TABLE AS old_rows NEW TABLE AS new_rows' END, one.function);
  END LOOP;
END $$;
