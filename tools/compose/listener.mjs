import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../lib/places.mjs';
import { SetupError, which } from '../lib/run.mjs';

/** Runs in the API's container: only there is the way to /internal/v1 open, and its token known. */
const askInside = `
const [method, path, body] = process.argv.slice(1);
const answer = await fetch('http://127.0.0.1:8000/internal/v1' + path, {
  method,
  headers: { authorization: 'Bearer ' + process.env.SIDETRACK_SERVICE_TOKEN, 'content-type': 'application/json' },
  ...(body && { body }),
});
process.stdout.write('\\nanswer: ' + JSON.stringify({ status: answer.status, body: await answer.text() }) + '\\n');
`;

/**
 * Makes a listener, or changes the one of this name.
 * @param {string} handle
 * @param {{listenbrainz?: string, audio?: string, timeZone?: string}} wish audio: a folder in the mounted music
 * @returns {Promise<string>} an API token; the one before it no longer opens anything
 */
export async function putListener(handle, { listenbrainz, audio, timeZone }) {
  await ask('PUT', `/tenants/compose.${handle}`, {
    handle,
    displayName: null,
    timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    listenbrainz: listenbrainz ? { user: listenbrainz, token: null } : null,
    lastfm: null,
    audioSubPath: audio ?? null,
    options: { gpu: false, stems: false, excerptSeconds: 0 },
    quotas: { maxTracks: null, maxListens: null, maxImportMegabytes: null },
    suspended: false,
  });
  return (await ask('POST', `/tenants/compose.${handle}/tokens`, { name: 'sign-in' })).token;
}

/** Erases a listener and everything of theirs. */
export async function removeListener(handle) {
  await ask('DELETE', `/tenants/compose.${handle}?policy=purge`);
}

async function ask(method, path, body) {
  const [program, ...args] = composeCommand();
  const command = [...args, 'exec', '-T', 'api', 'node', '--input-type=module', '-e', askInside, method, path];
  const { stdout } = await promisify(execFile)(program, [...command, ...(body ? [JSON.stringify(body)] : [])], {
    cwd: root,
  }).catch((error) => {
    throw new SetupError(
      `The API's container does not answer: see that \`${[program, ...args].join(' ')} ps\` shows it running. ${error.stderr ?? ''}`.trim(),
    );
  });
  // Some programs write what they do around what the container says.
  const answer = JSON.parse(/^answer: (.*)$/m.exec(stdout)[1]);
  if (answer.status < 300) return answer.body ? JSON.parse(answer.body) : undefined;
  const { detail, remedy } = JSON.parse(answer.body);
  throw new SetupError([detail, remedy].filter(Boolean).join(' '));
}

/** The program that runs compose files here; SIDETRACK_COMPOSE names another. */
function composeCommand() {
  if (process.env.SIDETRACK_COMPOSE) return process.env.SIDETRACK_COMPOSE.split(' ');
  if (which('docker')) return ['docker', 'compose'];
  if (which('podman-compose')) return ['podman-compose'];
  throw new SetupError(
    'compose.yaml needs docker (https://docs.docker.com/compose/install) or podman-compose (https://github.com/containers/podman-compose): install one of them, then run the same command again.',
  );
}
