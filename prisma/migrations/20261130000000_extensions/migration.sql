-- Listens as a hypertable of TimescaleDB and embeddings as vectors of pgvector, where the server has these extensions; plain tables
-- elsewhere. Every query of the programs is the same on both. A server that gets an extension later: `SELECT sidetrack_use_extensions()` as the
-- owner; `migrate` says when there is one that is not used.

-- pgvector knows no vector of no elements: a model that gives tags and no embedding has none.
ALTER TABLE embeddings ALTER COLUMN vector DROP NOT NULL;
UPDATE embeddings SET vector = NULL WHERE cardinality(vector) = 0;

-- What the server has and what is used. usable: it could be installed here, or is.
CREATE FUNCTION sidetrack_extensions() RETURNS TABLE (name text, usable boolean, used boolean) LANGUAGE plpgsql STABLE AS $$
BEGIN
  name := 'vector';
  usable := EXISTS (SELECT FROM pg_available_extensions e WHERE e.name = 'vector');
  used := EXISTS (
    SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = 'embeddings'::regclass AND a.attname = 'vector' AND t.typname = 'vector');
  RETURN NEXT;
  name := 'timescaledb';
  -- Only the library that a server loads at its start defines this setting; to create the extension without it ends the session.
  usable := EXISTS (SELECT FROM pg_available_extensions e WHERE e.name = 'timescaledb')
    AND current_setting('timescaledb.disable_load', true) IS NOT NULL;
  used := false;
  IF to_regclass('timescaledb_information.hypertables') IS NOT NULL THEN
    EXECUTE $sql$SELECT EXISTS (SELECT FROM timescaledb_information.hypertables WHERE hypertable_schema = 'public' AND hypertable_name = 'listens')$sql$ INTO used;
  END IF;
  RETURN NEXT;
END $$;

-- Uses what is there and not used yet; gives the names of what it brought into use. What cannot be used stays plain, with a warning
-- that says why. Tables are rewritten under a lock: run it when nothing is being imported.
CREATE FUNCTION sidetrack_use_extensions() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  extension text;
  done text[] := '{}';
BEGIN
  FOR extension IN SELECT name FROM sidetrack_extensions() WHERE usable AND NOT used LOOP
    BEGIN
      EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I', extension);
      IF extension = 'vector' THEN PERFORM sidetrack_use_vector(); ELSE PERFORM sidetrack_use_timescaledb(); END IF;
      done := done || extension;
    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING '% is there but is not used: %', extension, SQLERRM;
    END;
  END LOOP;
  RETURN done;
END $$;

-- Without a number of dimensions, since there are several models. Exact search needs no index.
CREATE FUNCTION sidetrack_use_vector() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  ALTER TABLE embeddings ALTER COLUMN vector TYPE vector USING vector::vector;
END $$;

-- What refers to listens and what is triggered by it is taken off and put back: TimescaleDB makes no hypertable of a table with triggers
-- that have transition tables, nor of one that is referred to. From 2.18 on it takes both on a hypertable.
CREATE FUNCTION sidetrack_use_timescaledb() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  statement text;
  drops text[];
  creates text[];
BEGIN
  IF (SELECT string_to_array(regexp_replace(extversion, '[^0-9.].*$', ''), '.')::int[] < '{2,18}' FROM pg_extension WHERE extname = 'timescaledb') THEN
    RAISE EXCEPTION 'TimescaleDB 2.18 or newer is needed';
  END IF;
  SELECT array_agg(taken_off), array_agg(put_back) INTO drops, creates FROM (
    SELECT format('DROP TRIGGER %I ON listens', tgname) AS taken_off, pg_get_triggerdef(oid) AS put_back
    FROM pg_trigger WHERE tgrelid = 'listens'::regclass AND NOT tgisinternal
    UNION ALL
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND confrelid = 'listens'::regclass
  ) AS hanging_on;
  FOREACH statement IN ARRAY drops LOOP EXECUTE statement; END LOOP;
  EXECUTE $sql$SELECT create_hypertable('listens', by_range('listened_at', INTERVAL '52 weeks'), create_default_indexes => false, migrate_data => true)$sql$;
  FOREACH statement IN ARRAY creates LOOP EXECUTE statement; END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION sidetrack_use_extensions(), sidetrack_use_vector(), sidetrack_use_timescaledb() FROM PUBLIC;
SELECT sidetrack_use_extensions();
