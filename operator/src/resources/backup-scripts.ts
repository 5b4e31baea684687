import { APPLICATION_ROLE } from './database.ts';

/** Where the volume of backups is mounted. */
export const BACKUPS_PATH = '/backups';

/** The exit status of a restore that would fail the same way again. */
export const REFUSED = 3;

/** What a pod says last is what its status shows (at most 4 KiB). */
const say = `
say() { echo "$1"; echo "$1" > /dev/termination-log; }
fail() { say "$1" >&2; exit "\${2:-1}"; }
tried() { "$@" 2> /tmp/problem || { cat /tmp/problem >&2; problem="$(head -n 1 /tmp/problem)"; return 1; }; }
`.trim();

/**
 * Writes \`$PREFIX-<UTC>.dump\` (pg_dump's custom format) with its SHA-256 beside it, then removes all but the newest \`$KEEP\`. A
 * backup has its name only when it is whole and its contents can be listed. The log lists those that are kept; its last line is the new one's
 * name and its size in bytes.
 */
export const makeBackup = `
set -eu
${say}
cd ${BACKUPS_PATH}
name="$PREFIX-$(date -u +%Y%m%dT%H%M%SZ)"
part=".$name.part"
bytes() { wc -c < "$1" | tr -d ' '; }
trap 'rm -f "$part" "$part.sha256"' EXIT
trap 'exit 1' TERM INT
find . -maxdepth 1 -name '.*.part*' -mmin +1440 -exec rm -f {} +
if ! tried pg_dump --format=custom --no-password --dbname="$OWNER_URL" --file="$part"; then
  free="$(df -Pk . | { read -r _; read -r _ _ _ free _; echo "$((free / 1024))"; })"
  fail "The backup was not made. $problem ($free MiB are free on the volume of backups.)"
fi
pg_restore --list "$part" > /dev/null || fail 'The backup cannot be read back, so it was thrown away.'
sum="$(sha256sum "$part")"
echo "\${sum%% *}  $name.dump" > "$part.sha256"
sync
mv "$part.sha256" "$name.dump.sha256"
mv "$part" "$name.dump"
sync
kept=0
for old in $(ls -1 | grep -E "^$PREFIX-[0-9]{8}T[0-9]{6}Z[.]dump$" | sort -r); do
  kept=$((kept + 1))
  if [ "$kept" -gt "$KEEP" ]; then rm -f "$old" "$old.sha256"; else echo "kept: \${old%.dump} $(bytes "$old") bytes"; fi
done
say "$name $(bytes "$name.dump") bytes"
`.trim();

/**
 * Puts the backup \`$BACKUP\` in the place of the database: into a new database beside it, then by name, so that a restore that fails
 * leaves everything as it was. The last line names the backup.
 */
export const restoreBackup = `
set -eu
${say}
cd ${BACKUPS_PATH}
name="\${BACKUP%.dump}"
if [ ! -f "$name.dump" ]; then
  there="$(ls -1 | grep '[.]dump$' | sort -r | sed 's/[.]dump$//' | head -n 20 | tr '\\n' ' ')"
  fail "There is no backup $name. Those there are: \${there:-none}" ${REFUSED}
fi
sha256sum -c "$name.dump.sha256" > /dev/null 2>&1 || fail "The backup $name is damaged: its SHA-256 is not the one it was made with." ${REFUSED}
database="$(printf '%s' "$OWNER_URL" | sed -E 's#^[^:]+://[^/]+/([^?]+).*#\\1#')"
at() { printf '%s' "$OWNER_URL" | sed -E "s#^([^:]+://[^/]+)/[^?]+#\\1/$1#"; }
export PGOPTIONS='-c client_min_messages=warning'
run() { tried psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -v database="$database" -v new="$database"_restoring -d "$(at postgres)"; }
run <<'SQL' || fail "The database took no restore and is as it was. $problem"
SELECT 'CREATE ROLE ${APPLICATION_ROLE} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}') \\gexec
DROP DATABASE IF EXISTS :"new" WITH (FORCE);
CREATE DATABASE :"new" TEMPLATE template0;
SQL
tried pg_restore --exit-on-error --no-owner --no-password --jobs=2 --dbname="$(at "$database"_restoring)" "$name.dump" \\
  || fail "The backup $name was not restored, and the database is as it was. $problem"
run <<'SQL' || fail "The restored database could not take the place of the old one. $problem"
DROP DATABASE IF EXISTS :"database" WITH (FORCE);
ALTER DATABASE :"new" RENAME TO :"database";
SQL
say "$name restored"
`.trim();
