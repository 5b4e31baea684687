import { z } from 'zod';
import { nodeSelector, objectName, resources, tolerations } from './fields.ts';
import { characters, field, text, whole } from './rules.ts';

/** The API. */
export const api = field(
  z.strictObject({
    replicas: whole('Pods of the API.', 1, 50).default(1),
    resources: resources('Resources of a pod of the API.').optional(),
  }),
  'The API.',
);

const ingress = field(
  z.strictObject({
    host: text('Host name, such as music.example.org.', {
      max: 253,
      pattern: '^([*][.])?[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
      message: 'Write a host name in small letters without scheme, port or path, such as music.example.org.',
    }),
    className: objectName('IngressClass; absent takes the default class of the cluster.').optional(),
    tlsSecretName: objectName(
      'Secret with the certificate (kubernetes.io/tls); cert-manager fills it when an issuer is given.',
    ).optional(),
    clusterIssuer: objectName('ClusterIssuer of cert-manager that makes the certificate.').optional(),
    annotations: field(
      z.record(z.string().max(317), characters(4096)),
      'Annotations that the ingress controller needs.',
    )
      .meta({ maxProperties: 32 })
      .optional(),
  }),
  'Makes an Ingress for the site, so that it is reached from outside the cluster.',
);

/** The dashboard, which is the only part that browsers reach. */
export const site = field(
  z.strictObject({
    replicas: whole('Pods of the site.', 0, 50).default(1),
    resources: resources('Resources of a pod of the site.').optional(),
    ingress: ingress.optional(),
  }),
  'The dashboard, the only part that browsers reach.',
);

const pool = (description: string, replicas: number, least: number) =>
  field(
    z.strictObject({
      replicas: whole('Pods that serve this queue.', least, 200).default(replicas),
      resources: resources('Resources of such a pod.').optional(),
      nodeSelector: nodeSelector().optional(),
      tolerations: tolerations().optional(),
    }),
    description,
  ).prefault({});
export type Pool = z.output<ReturnType<typeof pool>>;

const extractGpu = field(
  z.strictObject({
    max: whole(
      'Jobs with a GPU at one time, from 0 (no GPU is ever asked for). Each takes one GPU and ends when no work is left.',
      0,
      512,
    ).default(0),
    resourceName: text('Name of the resource that a pod asks one of.', {
      max: 317,
      pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$',
      message: 'Write the name of an extended resource with its vendor, such as nvidia.com/gpu or amd.com/gpu.',
    }).default('nvidia.com/gpu'),
    nodeSelector: nodeSelector().optional(),
    tolerations: tolerations().optional(),
    runtimeClassName: objectName('RuntimeClass of the pods, such as nvidia.').optional(),
    kueueQueue: objectName(
      'LocalQueue of Kueue in this namespace that admits the Jobs; absent means that Kueue is not asked.',
    ).optional(),
    idleSeconds: whole('Seconds without work after which a GPU pod ends.', 5, 3600).default(60),
    fallbackSeconds: whole(
      'Seconds that work waits for a GPU before CPU workers take it, which status then says.',
      30,
      86_400,
    ).default(600),
    resources: resources('Resources of a GPU pod besides the GPU itself.').optional(),
  }),
  'Extraction on GPUs: Jobs of pods that take one GPU each, from 0 to max by the work that waits, and back to 0.',
);

/** Workers, a pool for each task queue. */
export const workers = field(
  z.strictObject({
    sidetrack: pool('Workflows and short database work.', 2, 1),
    ingest: pool('ListenBrainz, Last.fm, MusicBrainz, imports and scans of the library.', 1, 0),
    extract: pool('Extraction on CPU, a core for each pod.', 1, 0),
    aggregate: pool('Scores, weeks, maps and mixtapes.', 1, 0),
    extractGpu: extractGpu.prefault({}),
  }),
  'The workers, a pool for each task queue of Temporal.',
);
