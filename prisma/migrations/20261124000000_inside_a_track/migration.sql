-- How a track goes on inside, beside its features and under the same key: contours of half seconds, and of long files the segments
-- with what was measured of each. Shared facts about audio: they name no listener.
CREATE TABLE contours (
  audio_sha256      bytea NOT NULL,
  extractor_version text NOT NULL,
  options_hash      text NOT NULL,
  -- One array a contour, one value a half second; null where nothing sounds that has such a value.
  values            jsonb NOT NULL,
  -- Empty for files that are not divided.
  segments          jsonb NOT NULL DEFAULT '[]',
  created_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (audio_sha256, extractor_version, options_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON contours TO sidetrack_app;
