import type { StructuralSchema } from './openapi.ts';
import { structuralSchema } from './openapi.ts';
import { API_VERSION, GROUP, VERSION } from './names.ts';
import { sideTrackSpec } from './sidetrack.ts';
import { sideTrackStatus, tenantStatus } from './status.ts';
import { HANDLE_PATTERN, tenantSpec } from './tenant.ts';

/** A CustomResourceDefinition of SideTrack. */
export interface Crd {
  apiVersion: 'apiextensions.k8s.io/v1';
  kind: 'CustomResourceDefinition';
  metadata: { name: string };
  spec: {
    group: string;
    scope: 'Namespaced';
    names: Record<string, string | string[]>;
    versions: Version[];
  };
}

interface Column {
  name: string;
  type: 'string' | 'integer' | 'number' | 'date';
  jsonPath: string;
  description: string;
  /** 1 is shown by `-o wide` only. */
  priority?: 1;
}

interface Version {
  name: string;
  served: boolean;
  storage: boolean;
  subresources: { status: object };
  additionalPrinterColumns: Column[];
  schema: { openAPIV3Schema: StructuralSchema };
}

interface Kind {
  kind: string;
  plural: string;
  shortName: string;
  categories: string[];
  columns: Column[];
  schema: StructuralSchema;
}

const ready = (part: 'status' | 'reason' | 'message') => `.status.conditions[?(@.type=="Ready")].${part}`;
const age: Column = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description: 'Time since it was made.',
};
const readyColumn: Column = {
  name: 'Ready',
  type: 'string',
  jsonPath: ready('status'),
  description: 'Whether all is as asked for.',
};
const reasonColumn: Column = {
  name: 'Reason',
  type: 'string',
  jsonPath: ready('reason'),
  description: 'Why it is or is not ready.',
};
const messageColumn: Column = {
  name: 'Message',
  type: 'string',
  jsonPath: ready('message'),
  description: 'What is so, and what to do.',
  priority: 1,
};

/** The definitions of SideTrack's two resources, made from the zod schemas. */
export function makeCrds(): Crd[] {
  return [makeCrd(sideTrackKind()), makeCrd(tenantKind())];
}

function sideTrackKind(): Kind {
  return {
    kind: 'SideTrack',
    plural: 'sidetracks',
    shortName: 'st',
    categories: ['all', 'sidetrack-all'],
    columns: [
      readyColumn,
      reasonColumn,
      { name: 'Version', type: 'string', jsonPath: '.status.version', description: 'Tag of the images that run.' },
      { name: 'URL', type: 'string', jsonPath: '.status.url', description: 'Where the site is reached.' },
      age,
      {
        name: 'Last backup',
        type: 'date',
        jsonPath: '.status.lastBackup.at',
        description: 'Time since the newest backup.',
        priority: 1,
      },
      messageColumn,
    ],
    schema: {
      type: 'object',
      description:
        'One installation of SideTrack: the database, Temporal, the API, the site and the workers that the operator runs in this namespace.',
      properties: objectProperties('SideTrack', structuralSchema(sideTrackSpec), structuralSchema(sideTrackStatus)),
      'x-kubernetes-validations': [
        {
          rule: 'has(self.spec)',
          message: 'Write a spec with at least database: {embedded: {}} and temporal: {embedded: {}}.',
        },
        {
          rule: "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$')",
          message:
            'The names of the parts are made from this one: write metadata.name with at most 40 small letters, digits and -, beginning with a letter, such as sidetrack.',
        },
      ],
    },
  };
}

function tenantKind(): Kind {
  return {
    kind: 'Tenant',
    plural: 'tenants',
    shortName: 'stt',
    categories: ['sidetrack-all'],
    columns: [
      { name: 'Listens', type: 'integer', jsonPath: '.status.listens', description: 'Listens that are kept.' },
      { name: 'Tracks', type: 'integer', jsonPath: '.status.tracks', description: 'Different tracks among them.' },
      {
        name: 'Coverage',
        type: 'number',
        jsonPath: '.status.coverage',
        description: 'Share of the plays that scores rest on, 0 to 1.',
      },
      {
        name: 'Last sync',
        type: 'date',
        jsonPath: '.status.lastSyncedAt',
        description: 'Time since listens were last read.',
      },
      readyColumn,
      age,
      { ...reasonColumn, priority: 1 },
      {
        name: 'Installation',
        type: 'string',
        jsonPath: '.spec.installation',
        description: 'The SideTrack it belongs to.',
        priority: 1,
      },
      messageColumn,
    ],
    schema: {
      type: 'object',
      description: 'One listener of an installation, for people who manage listeners with kubectl.',
      properties: objectProperties(
        'Tenant',
        { ...structuralSchema(tenantSpec), default: {} },
        structuralSchema(tenantStatus),
      ),
      'x-kubernetes-validations': [
        {
          rule: `has(self.spec.handle) || (self.metadata.name.size() <= 63 && self.metadata.name.matches(r'${HANDLE_PATTERN}'))`,
          message:
            'Without a handle the name of the Tenant is one: write metadata.name with at most 63 small letters, digits and -, or write spec.handle.',
        },
        {
          rule: 'self.metadata.name.size() <= 120',
          message: 'The name is part of a key in the installation: write metadata.name with at most 120 characters.',
        },
      ],
    },
  };
}

function objectProperties(
  kind: string,
  spec: StructuralSchema,
  status: StructuralSchema,
): Record<string, StructuralSchema> {
  return {
    apiVersion: { type: 'string', description: `The version of this API: ${API_VERSION}.` },
    kind: { type: 'string', description: kind },
    metadata: { type: 'object' },
    spec,
    status,
  };
}

function makeCrd({ kind, plural, shortName, categories, columns, schema }: Kind): Crd {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames: [shortName],
        categories,
      },
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: columns,
          schema: { openAPIV3Schema: schema },
        },
      ],
    },
  };
}
