import { z } from 'zod';
import { field, text } from './rules.ts';

const LABEL_VALUE = '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$';
const QUANTITY = '^[0-9]+([.][0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti|P|Pi|E|Ei)?$';

/** Name of an object in the same namespace (RFC 1123 subdomain). */
export function objectName(description: string): z.ZodString {
  return text(description, {
    max: 253,
    pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
    message:
      'Write the name of an object as Kubernetes takes it: small letters, digits, - and ., such as sidetrack-database.',
  });
}

/** Reference of a container image. */
export function imageReference(description: string): z.ZodString {
  return text(description, {
    max: 255,
    pattern:
      '^[a-z0-9]([-a-z0-9._]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]([-a-z0-9._]*[a-z0-9])?)*(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(@sha256:[0-9a-f]{64})?$',
    message: 'Write an image as registry/name:tag, such as docker.io/library/postgres:18.',
  });
}

/** An amount of bytes, which may grow and never shrink: a volume is not cut down. */
export function storageSize(description: string): z.ZodString {
  const pattern = '^([1-9][0-9]*([.][0-9]+)?|0[.][0-9]*[1-9][0-9]*)(Mi|Gi|Ti|M|G|T)$';
  return field(z.string().max(20), description, [
    {
      cel: `self.matches(r'${pattern}')`,
      message: 'Write a size of storage with its unit, such as 10Gi or 500Mi.',
      holds: (value) => new RegExp(pattern, 'u').test(value),
    },
    {
      cel: '!isQuantity(self) || !isQuantity(oldSelf) || quantity(self).compareTo(quantity(oldSelf)) >= 0',
      message: 'Storage can grow but not shrink: write the size it had, or a larger one.',
    },
  ]);
}

const quantity = z.union([z.string().max(20), z.int().min(0)]);
const amounts = (description: string) =>
  field(z.record(z.string().max(63), quantity), description, [
    {
      cel: `self.all(name, type(self[name]) == int ? self[name] >= 0 : string(self[name]).matches(r'${QUANTITY}'))`,
      message: 'Write amounts as Kubernetes takes them, such as cpu: 500m and memory: 512Mi.',
      holds: (value) =>
        Object.values(value).every((amount) => typeof amount === 'number' || new RegExp(QUANTITY, 'u').test(amount)),
    },
  ]).meta({ maxProperties: 16 });

/** What a container asks for and what it may use at most. */
export const resources = (description: string) =>
  field(
    z.strictObject({
      requests: amounts('What the container is promised, such as cpu: 250m, memory: 512Mi.').optional(),
      limits: amounts('What the container may use at most, such as memory: 1Gi.').optional(),
    }),
    description,
  );
export type Resources = z.output<ReturnType<typeof resources>>;

/** Pairs of label keys and values. */
export const labels = (description: string) =>
  field(z.record(z.string().max(317), z.string().max(63)), description, [
    {
      cel: `self.all(key, self[key].matches(r'${LABEL_VALUE}'))`,
      message:
        'Write labels as Kubernetes takes them: letters, digits, -, _ and ., at most 63 of them, such as gpu: a100.',
      holds: (value) => Object.values(value).every((entry) => new RegExp(LABEL_VALUE, 'u').test(entry)),
    },
  ]).meta({ maxProperties: 32 });

const toleration = z.strictObject({
  key: z.string().max(317).optional().describe("The taint's key; absent with operator Exists tolerates every taint."),
  operator: z.enum(['Exists', 'Equal']).optional().describe('Exists, or Equal (as Kubernetes: Equal when absent).'),
  value: z.string().max(63).optional().describe("The taint's value, for Equal."),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional().describe('The effect; absent means all.'),
  tolerationSeconds: z
    .int()
    .min(0)
    .optional()
    .describe('Seconds that a NoExecute taint is borne; absent means for ever.'),
});

export const nodeSelector = () => labels('Labels that a node must have for these pods to run there.');
export const tolerations = () =>
  field(z.array(toleration).max(16), 'Taints of nodes that these pods bear.').meta({
    'x-kubernetes-list-type': 'atomic',
  });

export const storageClassName = () =>
  objectName('StorageClass of the volume; absent takes the default class of the cluster. Cannot be changed later.');

/** Address of a service that speaks HTTP. */
export function serviceUrl(description: string): z.ZodString {
  return text(description, {
    max: 2048,
    pattern: '^https?://[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[^ ?#]*)?$',
    message: 'Write a whole address without query, such as https://api.listenbrainz.org.',
  });
}
