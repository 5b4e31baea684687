#!/bin/sh
# Brings Temporal's databases to the version of its tools. Every step may run again.
set -eu
until temporal-sql-tool --database temporal setup-schema --version 0.0; do
  echo 'PostgreSQL does not answer yet: trying again in 2 s.'
  sleep 2
done
temporal-sql-tool --database temporal update-schema --schema-name postgresql/v12/temporal
temporal-sql-tool --database temporal_visibility setup-schema --version 0.0
temporal-sql-tool --database temporal_visibility update-schema --schema-name postgresql/v12/visibility
