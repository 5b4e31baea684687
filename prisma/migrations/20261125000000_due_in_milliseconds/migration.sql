-- The application's clock counts milliseconds and the database's microseconds: what was asked for in this very millisecond would
-- not be due yet for whoever looks in the same one.
ALTER TABLE pending ALTER COLUMN due_at SET DEFAULT date_trunc('milliseconds', now());
ALTER TABLE connections ALTER COLUMN next_due_at SET DEFAULT date_trunc('milliseconds', now());
ALTER TABLE audio_roots ALTER COLUMN next_due_at SET DEFAULT date_trunc('milliseconds', now());
