import { z } from 'zod';

/** A structural OpenAPI v3 schema, as a CustomResourceDefinition takes it. */
export interface StructuralSchema {
  type?: string;
  description?: string;
  format?: string;
  default?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  required?: string[];
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: StructuralSchema;
  items?: StructuralSchema;
  'x-kubernetes-validations'?: { rule: string; message: string }[];
  [keyword: string]: unknown;
}

/**
 * The structural schema of a zod schema, of the value as a person writes it (defaults not yet filled). What Kubernetes has no word for is
 * left out: `additionalProperties: false` (the server itself refuses or prunes unknown fields) and `propertyNames`. A union of text
 * and number becomes an int-or-string, the only union that a structural schema knows.
 */
export function structuralSchema(schema: z.ZodType): StructuralSchema {
  return structural(
    z.toJSONSchema(schema, {
      io: 'input',
      target: 'openapi-3.0',
      reused: 'inline',
      // Some parts only have a default so that zod refuses their absence with the sentence of their rule.
      override: ({ zodSchema, jsonSchema }) => {
        if (jsonSchema.default !== undefined && !z.safeParse(zodSchema, undefined).success) delete jsonSchema.default;
      },
    }),
  );
}

const LEFT_OUT = ['$schema', 'propertyNames', 'additionalProperties', 'properties', 'items', 'anyOf'];

function structural(node: Readonly<Record<string, unknown>>): StructuralSchema {
  const schema: StructuralSchema = Object.fromEntries(Object.entries(node).filter(([key]) => !LEFT_OUT.includes(key)));
  if (Array.isArray(node['anyOf'])) Object.assign(schema, intOrString(node['anyOf']));
  if (schema.type === 'integer') sizeOf(schema);
  const { properties, additionalProperties, items } = node;
  if (isRecord(properties)) {
    schema.properties = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, isRecord(value) ? structural(value) : {}]),
    );
  }
  if (isRecord(additionalProperties)) schema.additionalProperties = structural(additionalProperties);
  if (isRecord(items)) schema.items = structural(items);
  return schema;
}

/** Keeps the bound of its text, without which the server takes every rule about it for too dear. */
function intOrString(choices: readonly unknown[]): StructuralSchema {
  const text = choices.find((choice) => isRecord(choice) && choice['type'] === 'string');
  const maxLength = isRecord(text) && typeof text['maxLength'] === 'number' ? { maxLength: text['maxLength'] } : {};
  return { 'x-kubernetes-int-or-string': true, ...maxLength };
}

/** zod bounds every integer by what JavaScript counts exactly, which says nothing to a reader. */
function sizeOf(schema: StructuralSchema): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  schema.format = (schema.maximum ?? Infinity) <= 2 ** 31 - 1 ? 'int32' : 'int64';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
