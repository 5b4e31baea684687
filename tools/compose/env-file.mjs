import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/places.mjs';

const secrets = [
  'SIDETRACK_OWNER_PASSWORD',
  'SIDETRACK_APP_PASSWORD',
  'SIDETRACK_TEMPORAL_PASSWORD',
  'SIDETRACK_REDIS_PASSWORD',
  'SIDETRACK_SERVICE_TOKEN',
  'SIDETRACK_SECRET_KEY',
];

const preamble = `# What compose.yaml reads. The secrets were drawn at random; with another SIDETRACK_SECRET_KEY the stored credentials cannot be opened.
# Uncomment and set what is to differ:
# SIDETRACK_ADDRESS=music.example.org     the name that browsers use; localhost otherwise
# SIDETRACK_AUDIO=/srv/music              the music, mounted read-only
# SIDETRACK_CONTACT=admin@example.org     told to ListenBrainz and MusicBrainz with every request
# SIDETRACK_IMAGES=ghcr.io/sidetrack-network
# SIDETRACK_TAG=0.1.0
# SIDETRACK_HTTP_PORT=80
# SIDETRACK_HTTPS_PORT=443
# SIDETRACK_LASTFM_API_KEY=
# SIDETRACK_LASTFM_API_SECRET=
`;

/**
 * Gives .env the secrets that it lacks; one that is there is never changed.
 * @param {string} [file] the checkout's .env
 * @returns {{file: string, added: string[]}}
 */
export function fillEnvFile(file = join(root, '.env')) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : preamble;
  const added = secrets.filter((name) => !new RegExp(`^${name}=.`, 'm').test(before));
  const lines = added.map((name) => `${name}=${randomBytes(32).toString('base64url')}\n`);
  const whole = before.endsWith('\n') || before === '' ? before : `${before}\n`;
  if (added.length > 0) writeFileSync(file, whole + lines.join(''), { mode: 0o600 });
  return { file, added };
}
