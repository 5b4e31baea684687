/**
 * `npm run compose -- COMMAND`: what compose.yaml needs beside `docker compose`.
 *
 *   init                                                      .env with secrets drawn at random; what it holds already is kept
 *   listener NAME [--listenbrainz USER] [--audio FOLDER]      a listener (or the same one, changed), and a token to sign in with.
 *            [--time-zone ZONE]                               FOLDER lies in the mounted music; ZONE is like Europe/Vienna
 *   remove NAME                                               ends their token and connections and erases everything of theirs
 */
import { parseArgs } from 'node:util';
import { fillEnvFile } from './compose/env-file.mjs';
import { putListener, removeListener } from './compose/listener.mjs';
import { main } from './lib/main.mjs';
import { SetupError } from './lib/run.mjs';
import { say } from './lib/steps.mjs';

const text = { type: 'string' };
const commands = { init, listener, remove };

await main(async () => {
  const { values, positionals } = readArguments();
  const [name, ...rest] = positionals;
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command)
    throw new SetupError('npm run compose takes init, listener NAME or remove NAME: see the top of tools/compose.mjs.');
  await command(rest, values);
});

function init() {
  const { file, added } = fillEnvFile();
  say(
    added.length > 0
      ? `✓ ${file} has ${added.join(', ')}. Keep it: without it the data cannot be read.`
      : `✓ ${file} is whole already.`,
  );
}

async function listener([handle], { listenbrainz, audio, 'time-zone': timeZone }) {
  const token = await putListener(nameFrom(handle), { listenbrainz, audio, timeZone });
  say(`✓ ${handle} signs in with this token, which is shown this once:`);
  process.stdout.write(`${token}\n`);
}

async function remove([handle]) {
  await removeListener(nameFrom(handle));
  say(`✓ Everything of ${handle} is being erased.`);
}

function nameFrom(handle) {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(handle ?? '')) return handle;
  throw new SetupError('Name the listener: small letters, digits and dashes, such as anna.');
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { listenbrainz: text, audio: text, 'time-zone': text } });
  } catch (error) {
    throw new SetupError(`${error.message} The options stand at the top of tools/compose.mjs.`);
  }
}
