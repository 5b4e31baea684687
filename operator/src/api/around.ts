import { z } from 'zod';
import { labels, objectName, serviceUrl, storageClassName, storageSize } from './fields.ts';
import { field, flag, text, unchanged, whole } from './rules.ts';

/** How often the dispatcher looks for each kind of work. */
export const schedules = field(
  z.strictObject({
    listensMinutes: whole('Minutes between two looks for new listens of a listener.', 1, 10_080).default(1),
    tagsMinutes: whole('Minutes between two looks for tags.', 1, 10_080).default(30),
    aggregateMinutes: whole('Minutes after which weeks are reckoned again at the latest.', 1, 10_080).default(1440),
  }),
  'How often each kind of work is looked for.',
);

/** Who may sign in. */
export const auth = field(
  z.strictObject({
    google: field(
      z.strictObject({ secretName: objectName('Secret with the keys clientId and clientSecret.') }),
      'Sign-in with Google, which sends people back to /auth/google/callback below publicUrl; browsers must reach it over https.',
    ).optional(),
    allowListSecretName: objectName(
      'Secret with the key allow-list, one address or @domain a line: who may sign up; without it nobody new gets in. It is a Secret since it holds e-mail addresses.',
    ).optional(),
  }),
  'Who may sign in.',
);

/** What the installation asks outside. */
export const services = field(
  z.strictObject({
    listenbrainzUrl: serviceUrl('Address of ListenBrainz, where it is not api.listenbrainz.org.').optional(),
    musicbrainzUrl: serviceUrl('Address of MusicBrainz, where it is not musicbrainz.org.').optional(),
    lastfmUrl: serviceUrl("Address of Last.fm's API, where it is not its own.").optional(),
    lastfmSecretName: objectName('Secret with the keys apiKey and apiSecret of Last.fm.').optional(),
    contact: text(
      'Page about this installation, which goes into the User-Agent so that services can reach who runs it, as MusicBrainz asks.',
      {
        max: 200,
        pattern: '^https?://[^@ ]+$',
        message:
          'Write the address of a page about this installation, such as https://music.example.org; no e-mail address.',
      },
    ).optional(),
  }),
  'The services that the installation asks outside.',
);

const CRON_FIELD = '[0-9A-Za-z*,/-]+';

/** Backups of the database. */
export const backup = field(
  z.strictObject({
    schedule: text('When a backup is made, in the five fields of cron, in UTC.', {
      max: 100,
      pattern: `^(@(hourly|daily|midnight|weekly|monthly|yearly|annually)|${CRON_FIELD}( ${CRON_FIELD}){4})$`,
      message:
        'Write the schedule in the five fields of cron (minute hour day month weekday), such as 0 3 * * *, or @daily.',
    }),
    keep: whole('Backups that are kept; older ones are removed.', 1, 1000).default(7),
    storage: storageSize('Size of the volume for backups.').default('10Gi'),
    storageClassName: storageClassName().optional(),
    claimName: objectName(
      'An own PersistentVolumeClaim for the backups, in place of one that the operator makes.',
    ).optional(),
  }),
  'Backups of the database, made by a CronJob onto a volume that outlives the installation. Absent means none.',
  [
    unchanged(
      'storageClassName',
      'A volume keeps its class: put storageClassName back, or name another volume with claimName.',
    ),
  ],
);

/** What Prometheus sees. */
export const monitoring = field(
  z.strictObject({
    enabled: flag('Makes ServiceMonitors and dashboards where prometheus-operator is installed.').default(false),
  }),
  'What Prometheus sees.',
);

const peer = z.strictObject({
  namespaceSelector: field(
    z.strictObject({ matchLabels: labels('Labels of the namespaces.').optional() }),
    'Namespaces that may.',
  ).optional(),
  podSelector: field(
    z.strictObject({ matchLabels: labels('Labels of the pods.').optional() }),
    'Pods that may.',
  ).optional(),
});

const addressBlock = text('A block of addresses.', {
  max: 43,
  pattern: '^[0-9A-Fa-f.:]+/[0-9]{1,3}$',
  message: 'Write a block of addresses such as 10.0.0.10/32 or fd00::10/128.',
});

/** Which pods reach which. */
export const networkPolicy = field(
  z.strictObject({
    enabled: flag('Makes NetworkPolicies, so that each pod reaches only what it needs.').default(true),
    ingressFrom: field(
      z.array(peer).max(16),
      'Who may reach the site from inside the cluster, such as the namespace of the ingress controller; absent lets all pods.',
    )
      .meta({ 'x-kubernetes-list-type': 'atomic' })
      .optional(),
    nameServers: field(
      z.array(addressBlock).max(8),
      'Addresses of name servers that are not pods of kube-system, such as one on each node: pods may ask these too.',
    )
      .meta({ 'x-kubernetes-list-type': 'atomic' })
      .optional(),
  }),
  'Which pods reach which.',
);

/** How a new version is rolled out. */
export const rollout = field(
  z.strictObject({
    deadlineSeconds: whole(
      'Seconds in which a new version must be ready; else the last good one is put back.',
      30,
      86_400,
    ).default(600),
  }),
  'How a new version is rolled out.',
);
