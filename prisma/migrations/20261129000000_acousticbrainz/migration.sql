-- What AcousticBrainz computed from other people's files, read from its dumps (CC0): facts about recordings, shared by all listeners.
-- No listener can write them: the API has no way to them, only the operator's command has. A recording that becomes known later finds
-- its row here by its MBID, so every document of a dump is kept, in some hundred and fifty bytes.
-- A row joins up to four documents of one recording; each *_submission says which of several uploads it is of (the lowest number that was read).
CREATE TABLE acousticbrainz (
  mbid                uuid PRIMARY KEY,
  -- High-level classifiers: the probability of the named class, 0 to 1.
  high_submission     integer,
  danceable           real,
  aggressive          real,
  happy               real,
  sad                 real,
  relaxed             real,
  party               real,
  acoustic            real,
  electronic          real,
  instrumental        real,
  bright              real,
  -- Low-level descriptors, as Essentia names them.
  rhythm_submission   integer,
  bpm                 real,
  onset_rate          real,
  tonal_submission    integer,
  key_key             text,
  key_scale           text,
  key_strength        real,
  loudness_submission integer,
  average_loudness    real,
  dynamic_complexity  real
);

-- How far a dump file has been read, so that a reading that was broken off goes on where it stood. fingerprint: SHA-256 of the file's
-- size and first mebibyte.
CREATE TABLE acousticbrainz_files (
  fingerprint bytea PRIMARY KEY,
  file_name   text NOT NULL,
  state       text NOT NULL CHECK (state IN ('running', 'done')),
  read        integer NOT NULL DEFAULT 0,
  imported    integer NOT NULL DEFAULT 0,
  duplicates  integer NOT NULL DEFAULT 0,
  skipped     jsonb NOT NULL DEFAULT '{}',
  failed      integer NOT NULL DEFAULT 0,
  started_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON acousticbrainz, acousticbrainz_files TO sidetrack_app;
