import { z } from 'zod';
import { objectName } from './fields.ts';
import type { Rule } from './rules.ts';
import { characters, field, flag, text, unchanged, whole } from './rules.ts';

const EMAIL = '[^@ ]+@[^@ ]+[.][^@ ]+';
const NO_EMAIL = 'Write a name, not an e-mail address: resources are read by many and kept for long.';
const noEmail: Rule<string> = {
  cel: `!self.matches(r'${EMAIL}')`,
  message: NO_EMAIL,
  holds: (value) => !new RegExp(EMAIL, 'u').test(value),
};

const account = (description: string) => field(characters(128, 1), description, [noEmail]);

/** The shape of a handle, which a Tenant's own name must have where no handle is given. */
export const HANDLE_PATTERN = '^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$';

const listenbrainz = field(
  z.strictObject({
    user: account('Name of the listener at ListenBrainz.'),
    tokenSecretName: objectName(
      'Secret with the key token: a token of ListenBrainz, needed for what is private.',
    ).optional(),
  }),
  'The account at ListenBrainz whose listens are read.',
);

const lastfm = field(
  z.strictObject({
    user: account('Name of the listener at Last.fm.'),
    sessionSecretName: objectName('Secret with the key sessionKey: a session of Last.fm.').optional(),
  }),
  'The account at Last.fm whose scrobbles and tags are read.',
);

const options = field(
  z.strictObject({
    gpu: flag('Extraction for this listener may run on GPUs, where the installation has any.').default(false),
    stems: flag('Measures separated stems too.').default(false),
    excerptSeconds: whole('Seconds of each track that are measured; 0 measures whole tracks.', 0, 3600).default(0),
  }),
  "How this listener's audio is measured.",
);

const quotas = field(
  z.strictObject({
    maxTracks: whole('Audio files that are measured at most.', 1, 100_000_000).optional(),
    maxListens: whole('Listens that are kept at most.', 1, 1_000_000_000).optional(),
    maxImportMegabytes: whole('Megabytes of one import file at most.', 1, 100_000).optional(),
  }),
  'What this listener may use at most; what is absent is not limited.',
  [
    {
      cel: '!has(self.maxTracks) || !has(self.maxListens) || self.maxTracks <= self.maxListens',
      message: 'Each track rests on a listen: write maxListens as large as maxTracks, or larger.',
      holds: ({ maxTracks, maxListens }) =>
        maxTracks === undefined || maxListens === undefined || maxTracks <= maxListens,
    },
  ],
);

const OUTSIDE = '(^/|(^|/)[.][.](/|$))';
const audioSubPath = field(
  characters(1024, 1),
  "Folder of this listener inside the installation's audio volume; absent means that they have no audio there.",
  [
    {
      cel: `!self.matches(r'${OUTSIDE}')`,
      message: 'Write a folder inside the audio volume without a leading slash and without .., such as mara/music.',
      holds: (value) => !new RegExp(OUTSIDE, 'u').test(value),
    },
  ],
);

const specShape = z.strictObject({
  installation: objectName('Name of the SideTrack in this namespace. It cannot be changed later.').default('sidetrack'),
  handle: text(
    "Name of the listener in the installation; the Tenant's own name when absent. It cannot be changed later.",
    {
      max: 63,
      pattern: HANDLE_PATTERN,
      message: 'Write a handle of small letters, digits, - and _, such as mara; an e-mail address is never one.',
    },
  ).optional(),
  displayName: field(characters(100, 1), 'Name that the dashboard shows; the handle when absent.', [
    noEmail,
  ]).optional(),
  timeZone: text('Time zone in which the weeks begin, such as Europe/Berlin.', {
    max: 64,
    pattern: '^(UTC|[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){1,2})$',
    message: 'Write a time zone of the IANA database, such as Europe/Berlin, or UTC.',
  }).default('UTC'),
  listenbrainz: listenbrainz.optional(),
  lastfm: lastfm.optional(),
  audioSubPath: audioSubPath.optional(),
  options: options.prefault({}),
  quotas: quotas.prefault({}),
  suspended: flag('Keeps all data and stops all work for this listener.').default(false),
  deletionPolicy: field(
    z.enum(['Retain', 'Purge']),
    "What deleting this Tenant does: Retain keeps the listener's data in the installation, Purge removes every row of it.",
  ).default('Retain'),
  apiTokenSecretName: objectName(
    'Secret that the operator makes, with a personal API token of this listener in the key token.',
  ).optional(),
});

/** Everything that is asked of one listener. Parsing fills the defaults that the API server fills. */
export const tenantSpec = field(specShape, 'What this listener should have in the installation.', [
  unchanged('installation', 'A listener stays in its installation: put the old name back, or make another Tenant.'),
  unchanged('handle', 'The handle of a listener cannot be changed: put the old one back, or make another Tenant.'),
]);
export type TenantSpec = z.output<typeof tenantSpec>;
/** The spec as a person writes it, before defaults. */
export type TenantSpecInput = z.input<typeof tenantSpec>;
