#!/bin/sh
# Runs once, when the database is new: Temporal's own role and databases, so that it can read nothing of SideTrack's.
set -eu
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres <<'SQL'
\getenv password TEMPORAL_DATABASE_PASSWORD
CREATE ROLE temporal LOGIN PASSWORD :'password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
