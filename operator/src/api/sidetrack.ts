import { z } from 'zod';
import { auth, backup, monitoring, networkPolicy, rollout, schedules, services } from './around.ts';
import { cache, database, ONE_DATABASE, ONE_TEMPORAL, temporal } from './foundation.ts';
import { audio, models } from './music.ts';
import { imageReference, objectName } from './fields.ts';
import type { Rule } from './rules.ts';
import { field, flag, text } from './rules.ts';
import { api, site, workers } from './serving.ts';

const image = field(
  z.strictObject({
    registry: imageReference('Where the images api, site and worker lie, without a tag.').default(
      'ghcr.io/sidetrack-network',
    ),
    tag: text("Tag of the images; empty means the operator's own version.", {
      max: 128,
      pattern: '^([A-Za-z0-9_][-A-Za-z0-9_.]*)?$',
      message: 'Write a tag such as 0.2.0, or leave it empty for the version of the operator.',
    }).default(''),
    pullPolicy: field(z.enum(['Always', 'IfNotPresent', 'Never']), 'When a node fetches the images.').default(
      'IfNotPresent',
    ),
    pullSecrets: field(
      z.array(objectName('Name of a Secret of type kubernetes.io/dockerconfigjson.')).max(8),
      'Secrets that open the registry.',
    )
      .meta({ 'x-kubernetes-list-type': 'atomic' })
      .default([]),
  }),
  'Which version of SideTrack runs, and where its images come from. A new tag is rolled out after its migrations.',
);

const restoreFrom = field(
  z.strictObject({
    backup: text('Name of the backup, as status.lastBackup.name and the listing of the backup volume give it.', {
      max: 200,
      pattern: '^[A-Za-z0-9][-A-Za-z0-9_.]*$',
      message: 'Write the name of a backup without a folder, such as sidetrack-20261122T030000Z.',
    }),
  }),
  'Restores this backup into the database, once; status.restoredFrom then names it.',
);

const specShape = z.strictObject({
  image: image.prefault({}),
  publicUrl: text('Address under which browsers reach the site, such as https://music.example.org.', {
    max: 255,
    pattern: '^https?://[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?/?$',
    message: 'Write the address that browsers use, without a path, such as https://music.example.org.',
  }).optional(),
  database: database.prefault({}),
  cache: cache.prefault({}),
  temporal: temporal.prefault({}),
  api: api.prefault({}),
  site: site.prefault({}),
  workers: workers.prefault({}),
  hibernate: flag('Scales everything to zero and keeps all data. Set it to false to go on.').default(false),
  paused: flag('The operator leaves this installation as it is and only reports, until this is false again.').default(
    false,
  ),
  restoreFrom: restoreFrom.optional(),
  models: models.prefault({}),
  audio: audio.optional(),
  schedules: schedules.prefault({}),
  auth: auth.optional(),
  services: services.prefault({}),
  backup: backup.optional(),
  monitoring: monitoring.prefault({}),
  networkPolicy: networkPolicy.prefault({}),
  rollout: rollout.prefault({}),
});

const specRules: Rule<z.output<typeof specShape>>[] = [
  { cel: 'has(self.database)', message: ONE_DATABASE },
  { cel: 'has(self.temporal)', message: ONE_TEMPORAL },
  {
    cel: '!(self.hibernate && has(self.restoreFrom))',
    message: 'A hibernating installation cannot restore: set hibernate to false, or take restoreFrom away.',
    holds: ({ hibernate, restoreFrom: from }) => !(hibernate && from !== undefined),
  },
  {
    cel: '!has(self.auth) || !has(self.auth.google) || has(self.publicUrl) || has(self.site.ingress)',
    message: 'Google sends people back to an address: write publicUrl or site.ingress.host beside auth.google.',
    holds: ({ auth: given, publicUrl, site: { ingress } }) =>
      given?.google === undefined || publicUrl !== undefined || ingress !== undefined,
  },
];

/** Everything that is asked of one installation. Parsing fills the defaults that the API server fills. */
export const sideTrackSpec = field(specShape, 'What this installation of SideTrack should be.', specRules);
export type SideTrackSpec = z.output<typeof sideTrackSpec>;
/** The spec as a person writes it, before defaults. */
export type SideTrackSpecInput = z.input<typeof sideTrackSpec>;
