-- Histories whose times stand without a zone wait until their listener has named one. Only adds.
ALTER TABLE imports ADD COLUMN time_zone text;
ALTER TABLE imports DROP CONSTRAINT imports_state_check;
ALTER TABLE imports ADD CONSTRAINT imports_state_check
  CHECK (state IN ('queued', 'running', 'needs-time-zone', 'done', 'failed'));
