import { APPLICATION_ROLE, DATABASE, OWNER_ROLE } from './database.ts';

/** The volume of the database is mounted here; a volume's root may hold `lost+found`, so that the files lie below. */
export const VOLUME_PATH = '/var/lib/postgresql/data';
const FILES_PATH = `${VOLUME_PATH}/pgdata`;
/** Where the server is reached from within its pod. */
export const SOCKET_PATH = '/var/run/postgresql';
/** The owner's password as initdb reads it. */
export const PASSWORD_PATH = '/run/sidetrack/postgresPassword';
/** Below this much free space PostgreSQL cannot make a new segment of its log (16 MiB) and would fall over when it recovers. */
const LEAST_FREE_KIB = 48 * 1024;

/**
 * Makes the files of the database where there are none: beside their place and renamed into it, so that a first start that is cut off
 * leaves nothing half made. Whoever may run programs in the pod needs no password there; everybody else does. UTF-8, and text sorted as on a laptop (the builtin C.UTF-8, from PostgreSQL 17 on).
 */
export const makeFiles = `
set -eu
if [ -s ${FILES_PATH}/PG_VERSION ]; then exit 0; fi
rm -rf ${FILES_PATH}.unfinished
case "$(initdb --version)" in
  *' '1[3-6].*) locale='--locale=C.UTF-8' ;;
  *) locale='--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C' ;;
esac
initdb -D ${FILES_PATH}.unfinished -U ${OWNER_ROLE} --pwfile=${PASSWORD_PATH} --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --data-checksums $locale
echo 'host all all all scram-sha-256' >> ${FILES_PATH}.unfinished/pg_hba.conf
printf '%s\\n' 'CREATE DATABASE ${DATABASE}' | postgres --single -D ${FILES_PATH}.unfinished postgres
mv ${FILES_PATH}.unfinished ${FILES_PATH}
sync
`.trim();

const freeSpace = `
free_kib() { df -Pk ${VOLUME_PATH} | { read -r _; read -r _ _ _ free _; echo "$free"; }; }
full() { echo "The volume of the database is full: $(($(free_kib) / 1024)) MiB are free. Raise spec.database.embedded.storage."; }
`.trim();

/**
 * Starts PostgreSQL once its volume has room to recover on, so that a full volume is waited for instead of being run into again and
 * again. \`exec\`, so that signals reach it.
 */
export const startServer = `
set -eu
${freeSpace}
trap 'exit 0' TERM INT
while [ "$(free_kib)" -lt ${LEAST_FREE_KIB} ]; do touch /tmp/waiting; full >&2; sleep 5; done
rm -f /tmp/waiting
exec postgres -D ${FILES_PATH} "$@"
`.trim();

/**
 * Alive while it answers in any way (also: "still recovering") or waits for room; a server that is stuck is killed. So is, once, one whose
 * volume stays full: it can write nothing, its end tells the status why, and what starts in its place waits for room.
 */
export const isAlive = `
[ -e /tmp/waiting ] && exit 0
${freeSpace}
if [ "$(free_kib)" -lt ${LEAST_FREE_KIB / 3} ]; then full | tee /dev/termination-log; exit 1; fi
pg_isready -q -h 127.0.0.1 -U ${APPLICATION_ROLE}
[ $? -lt 2 ]
`.trim();

/** Ready while it takes connections and has room to write; says what is wrong, which \`kubectl describe pod\` shows. */
export const isReady = `
set -u
${freeSpace}
if [ "$(free_kib)" -lt ${LEAST_FREE_KIB / 3} ]; then full; exit 1; fi
pg_isready -h 127.0.0.1 -U ${APPLICATION_ROLE}
`.trim();

/** SIGINT ends sessions at once and shuts down in order; SIGTERM would wait for every client to leave. */
export const stopServer = 'kill -INT 1';
