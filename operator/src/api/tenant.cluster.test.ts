import { API_VERSION, parseTenantSpec, SpecError } from './index.ts';
import type { TestNamespace } from './test-tools.ts';
import { makeNamespace, sentences } from './test-tools.ts';

const good: [string, object][] = [
  ['nothing but a name', {}],
  ['an account at ListenBrainz', { listenbrainz: { user: 'Mara von Ohlen', tokenSecretName: 'mara-listenbrainz' } }],
  [
    'an account at Last.fm',
    { lastfm: { user: 'mara_2', sessionSecretName: 'mara-lastfm' }, timeZone: 'America/Argentina/Buenos_Aires' },
  ],
  ['quotas', { quotas: { maxTracks: 5000, maxListens: 5000, maxImportMegabytes: 100 } }],
  [
    'all options',
    {
      options: { gpu: true, stems: true, excerptSeconds: 30 },
      suspended: true,
      deletionPolicy: 'Purge',
      apiTokenSecretName: 'mara-token',
    },
  ],
  ['a folder with dots', { audioSubPath: 'mara/..best.of/2026', handle: 'mara_3', displayName: 'Mara @ home' }],
];

const email = 'Write a name, not an e-mail address: resources are read by many and kept for long.';
const bad: [string, object, string, string | RegExp][] = [
  ['an e-mail address as handle', { handle: 'mara@example.org' }, 'spec.handle', /an e-mail address is never one\.$/],
  ['capital letters in the handle', { handle: 'Mara' }, 'spec.handle', /^Write a handle of small letters/],
  ['a handle of 64 characters', { handle: 'm'.repeat(64) }, 'spec.handle', /more than 63|longer than 63|at most 63/],
  ['an e-mail address as name', { displayName: 'Mara <mara@example.org>' }, 'spec.displayName', email],
  [
    'an e-mail address at ListenBrainz',
    { listenbrainz: { user: 'mara@example.org' } },
    'spec.listenbrainz.user',
    email,
  ],
  ['an e-mail address at Last.fm', { lastfm: { user: 'mara@example.org' } }, 'spec.lastfm.user', email],
  [
    'ListenBrainz without a user',
    { listenbrainz: { user: '' } },
    'spec.listenbrainz.user',
    /at least 1|Write 1 to 128/,
  ],
  [
    'a time zone in hours',
    { timeZone: '+02:00' },
    'spec.timeZone',
    'Write a time zone of the IANA database, such as Europe/Berlin, or UTC.',
  ],
  [
    'a folder from the root',
    { audioSubPath: '/mara' },
    'spec.audioSubPath',
    /without a leading slash and without \.\./,
  ],
  [
    "another listener's folder",
    { audioSubPath: 'mara/../jon' },
    'spec.audioSubPath',
    /^Write a folder inside the audio volume/,
  ],
  ['a quota of nothing', { quotas: { maxTracks: 0 } }, 'spec.quotas.maxTracks', /greater than or equal to 1|>=1/],
  [
    'a negative quota',
    { quotas: { maxImportMegabytes: -1 } },
    'spec.quotas.maxImportMegabytes',
    /greater than or equal to 1|>=1/,
  ],
  [
    'more tracks than listens',
    { quotas: { maxTracks: 11, maxListens: 10 } },
    'spec.quotas',
    'Each track rests on a listen: write maxListens as large as maxTracks, or larger.',
  ],
  [
    'a policy that is not one',
    { deletionPolicy: 'Keep' },
    'spec.deletionPolicy',
    /supported values: "Retain", "Purge"|"Retain"\|"Purge"/,
  ],
  [
    'an installation in another namespace',
    { installation: 'other/home' },
    'spec.installation',
    /^Write the name of an object/,
  ],
  [
    'an excerpt of less than nothing',
    { options: { excerptSeconds: -1 } },
    'spec.options.excerptSeconds',
    /greater than or equal to 0|>=0/,
  ],
  [
    'a Secret that cannot be',
    { apiTokenSecretName: 'mara_token' },
    'spec.apiTokenSecretName',
    /^Write the name of an object/,
  ],
];

let namespace: TestNamespace;
beforeAll(async () => {
  namespace = await makeNamespace();
});
afterAll(() => namespace.remove());

const dryRun = '?dryRun=All&fieldValidation=Strict';
const object = (spec: object, name = 'mara') => ({ apiVersion: API_VERSION, kind: 'Tenant', metadata: { name }, spec });

describe('a Tenant that the API server takes', () => {
  it.each(good)('%s, with the defaults that the operator fills', async (_, spec) => {
    const { code, body } = await namespace.send('POST', 'tenants', object(spec), dryRun);
    expect([code, body.message]).toEqual([201, undefined]);
    expect(body.spec).toEqual(parseTenantSpec(spec));
  });

  it('a name that is no handle, when a handle is given', async () => {
    const { code } = await namespace.send('POST', 'tenants', object({ handle: 'mara' }, 'mara.von.ohlen'), dryRun);
    expect(code).toBe(201);
  });
});

describe('a Tenant that the API server refuses', () => {
  it.each(bad)('%s', async (_, spec, field, remedy) => {
    const matcher = typeof remedy === 'string' ? remedy : expect.stringMatching(remedy);
    const answer = await namespace.send('POST', 'tenants', object(spec), dryRun);
    expect(answer.code).toBe(422);
    expect(sentences(answer)).toContainEqual(matcher);
    expect(answer.body.details?.causes?.map((cause) => cause.field)).toContain(field);
    expect(problemsOf(spec)).toContainEqual({ field, message: matcher });
  });

  it('a name that is no handle, when no handle is given', async () => {
    const answer = await namespace.send('POST', 'tenants', object({}, 'mara.von.ohlen'), dryRun);
    expect([answer.code, sentences(answer)]).toEqual([422, [expect.stringContaining('or write spec.handle.')]]);
  });

  it('a name too long for the key in the installation', async () => {
    const answer = await namespace.send('POST', 'tenants', object({ handle: 'mara' }, 'm'.repeat(121)), dryRun);
    expect([answer.code, sentences(answer)]).toEqual([422, [expect.stringContaining('at most 120 characters')]]);
  });
});

function problemsOf(spec: unknown): readonly { field: string; message: string }[] {
  try {
    parseTenantSpec(spec);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}
