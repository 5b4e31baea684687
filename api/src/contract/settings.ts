import { Service } from './connections.ts';
import { defineOperation } from './operation.ts';
import { Count, Day } from './primitives.ts';
import { TimeZone } from './time-zone.ts';
import { orNull, z } from './zod.ts';

const LONGEST_EXCERPT_SECONDS = 3600;
const SHORTEST_EXCERPT_SECONDS = 10;

export const Zone = z
  .strictObject({
    since: Day.openapi({ description: 'The day from which it holds; 1970-01-01 stands for the beginning.' }),
    timeZone: z.string(),
  })
  .openapi('Zone', {
    description: 'From `since` until the next zone begins, the listener’s weeks are those of this zone.',
  });

const Interval = z
  .strictObject({
    source: z.enum(['listens', 'tags', 'weeks']),
    minutes: z.int().positive(),
    leastMinutes: z.int().positive().nullable().openapi({
      description: 'The shortest that the listener may choose; null where it is the installation’s alone.',
    }),
    setting: z.string().openapi({ description: 'The variable that sets it for the installation.' }),
  })
  .openapi('Interval', { description: 'How often something is looked for.' });

const ExcerptSeconds = z.int().min(SHORTEST_EXCERPT_SECONDS).max(LONGEST_EXCERPT_SECONDS);

const Measuring = z
  .strictObject({
    gpu: z.boolean().openapi({ description: 'Whether the listener asked for a GPU.' }),
    stems: z.boolean().openapi({ description: 'Whether the listener asked for stems.' }),
    excerptSeconds: ExcerptSeconds.nullable().openapi({
      description: 'Length of the excerpt that the listener asked for; null: as the installation has it.',
    }),
    installation: z
      .strictObject({
        hasGpuLane: z.boolean().openapi({
          description:
            'Whether work can be asked of a GPU. On a laptop it cannot: SIDETRACK_DEVICE says where models run.',
        }),
        gpuFallbackSeconds: z.int().positive(),
        stems: z.boolean().openapi({ description: 'Stems of everybody’s audio are separated.' }),
        stemModel: z
          .string()
          .nullable()
          .openapi({ description: 'The installed model that separates stems; null: none.' }),
        excerptSeconds: Count.openapi({ description: 'Of those who asked for none; 0: whole tracks.' }),
        excerptFrom: z.enum(['first', 'middle', 'loudest']),
      })
      .openapi('MeasuringOfInstallation'),
    files: Count.openapi({ description: 'Audio files of the listener that can be measured.' }),
    waiting: Count.openapi({ description: 'Of their audio, how many pieces wait to be measured.' }),
  })
  .openapi('Measuring', { description: 'How the listener’s own audio is measured.' });

const InstalledModel = z
  .strictObject({
    name: z.string(),
    version: z.string(),
    description: z.string(),
    licence: z.string(),
    source: z.string(),
    gives: z.array(z.enum(['embedding', 'tags', 'axes', 'stems', 'words'])),
    isBundled: z.boolean().openapi({ description: 'It comes with SideTrack; the others were added.' }),
    inUse: z.boolean().openapi({ description: 'Audio is measured with it.' }),
  })
  .openapi('InstalledModel');

const LastfmSignIn = z
  .strictObject({
    available: z.boolean(),
    reason: z.string().nullable().openapi({ description: 'Why it is not, and what to do.' }),
  })
  .openapi('LastfmSignIn', { description: 'Whether a Last.fm account can be connected here.' });

export const Settings = z
  .strictObject({
    handle: z.string(),
    isDemo: z.boolean(),
    isManaged: z.boolean().openapi({
      description: 'An administrator manages this listener by a Tenant resource, and some settings with it.',
    }),
    timeZones: z.array(Zone).openapi({ description: 'From the oldest to the present one.' }),
    intervals: z.array(Interval),
    measuring: Measuring,
    models: z
      .array(InstalledModel)
      .openapi({ description: 'Empty until a worker that measures audio has started once.' }),
    lastfm: LastfmSignIn,
    deletion: orNull(
      z
        .strictObject({ remainingRows: Count })
        .openapi('Deletion', { description: 'How many rows of the deleted listener are left.' }),
    ).openapi({ description: 'On a laptop: a former listener is still being deleted; else null.' }),
  })
  .openapi('Settings', { description: 'What a listener can set, and what they set.' });
export type SettingsShape = z.infer<typeof Settings>;

const measuring = {
  gpu: false,
  stems: false,
  excerptSeconds: null,
  installation: {
    hasGpuLane: false,
    gpuFallbackSeconds: 600,
    stems: false,
    stemModel: null,
    excerptSeconds: 0,
    excerptFrom: 'middle',
  },
  files: 1204,
  waiting: 0,
} as const;
const timeZones = [
  { since: '1970-01-01', timeZone: 'Europe/Lisbon' },
  { since: '2026-03-01', timeZone: 'Europe/Berlin' },
];

export const getSettings = defineOperation({
  operationId: 'getSettings',
  method: 'get',
  path: '/settings',
  summary: 'What the listener can set, and what they set',
  tag: 'Settings',
  access: 'read',
  answer: {
    status: 200,
    description: 'The settings.',
    schema: Settings,
    example: {
      handle: 'ana',
      isDemo: false,
      isManaged: false,
      timeZones,
      intervals: [
        { source: 'listens', minutes: 1, leastMinutes: 1, setting: 'SIDETRACK_INGEST_INTERVAL_MINUTES' },
        { source: 'tags', minutes: 30, leastMinutes: null, setting: 'SIDETRACK_TAGS_INTERVAL_MINUTES' },
        { source: 'weeks', minutes: 1440, leastMinutes: null, setting: 'SIDETRACK_AGGREGATE_INTERVAL_MINUTES' },
      ],
      measuring,
      models: [
        {
          name: 'musicnn-msd',
          version: '1',
          description: 'musicnn trained on the Million Song Dataset with Last.fm tags.',
          licence: 'ISC',
          source: 'https://github.com/jordipons/musicnn',
          gives: ['embedding', 'tags'],
          isBundled: true,
          inUse: true,
        },
      ],
      lastfm: { available: true, reason: null },
      deletion: null,
    },
  },
});

export const putMeasuring = defineOperation({
  operationId: 'putMeasuring',
  method: 'put',
  path: '/settings/measuring',
  summary: 'Choose how the listener’s own audio is measured',
  description:
    'Audio that was not measured in this way yet is measured again, and only that: what was measured in another way stays. Refused where an administrator manages this listener, and for what this installation cannot do.',
  tag: 'Settings',
  access: 'write',
  body: z
    .strictObject({ gpu: z.boolean(), stems: z.boolean(), excerptSeconds: ExcerptSeconds.nullable() })
    .openapi('MeasuringRequest'),
  bodyExample: { gpu: false, stems: false, excerptSeconds: 60 },
  problems: [409],
  answer: {
    status: 200,
    description: 'What holds now.',
    schema: Measuring,
    example: { ...measuring, excerptSeconds: 60, waiting: 1204 },
  },
});

export const putInterval = defineOperation({
  operationId: 'putInterval',
  method: 'put',
  path: '/connections/{service}/interval',
  summary: 'Choose how often an account is asked for new listens',
  description: 'Shorter than the installation allows is refused.',
  tag: 'Settings',
  access: 'write',
  params: z.strictObject({ service: Service }),
  body: z.strictObject({ minutes: z.int().min(1).max(10_080) }).openapi('IntervalRequest'),
  bodyExample: { minutes: 15 },
  problems: [404, 409],
  answer: {
    status: 200,
    description: 'The interval as it is now.',
    schema: Interval,
    example: { source: 'listens', minutes: 15, leastMinutes: 1, setting: 'SIDETRACK_INGEST_INTERVAL_MINUTES' },
  },
});

const ZonesChanged = z
  .strictObject({
    timeZones: z.array(Zone),
    weeks: Count.openapi({ description: 'How many weeks begin or end at another moment now, and are computed again.' }),
  })
  .openapi('ZonesChanged');

export const putTimeZone = defineOperation({
  operationId: 'putTimeZone',
  method: 'put',
  path: '/settings/time-zones/{since}',
  summary: 'Say in which time zone the listener was from a day on',
  description:
    'It holds until the next zone begins. The day of an existing one changes that one. 1970-01-01 is the beginning. A day after tomorrow is refused.',
  tag: 'Settings',
  access: 'write',
  params: z.strictObject({ since: Day }),
  body: z.strictObject({ timeZone: TimeZone }).openapi('TimeZoneRequest'),
  bodyExample: { timeZone: 'Europe/Berlin' },
  problems: [409],
  answer: {
    status: 200,
    description: 'All zones as they are now.',
    schema: ZonesChanged,
    example: { timeZones, weeks: 38 },
  },
});

export const deleteTimeZone = defineOperation({
  operationId: 'deleteTimeZone',
  method: 'delete',
  path: '/settings/time-zones/{since}',
  summary: 'Forget a time zone; the one before it goes on',
  tag: 'Settings',
  access: 'write',
  params: z.strictObject({ since: Day }),
  problems: [404, 409],
  answer: {
    status: 200,
    description: 'All zones as they are now.',
    schema: ZonesChanged,
    example: { timeZones: timeZones.slice(0, 1), weeks: 38 },
  },
});
