import { makeCrds } from './crds.ts';
import type { StructuralSchema } from './openapi.ts';

const schemas = makeCrds().flatMap(({ spec }) => {
  const root = spec.versions[0]?.schema.openAPIV3Schema ?? {};
  return ['spec', 'status'].map(
    (part) => [`${String(spec.names['kind'])}.${part}`, root.properties?.[part] ?? {}] as const,
  );
});
const fields = schemas.flatMap(([path, schema]) => [...walk(path, schema)]);
const rules = fields.flatMap(([path, schema]) =>
  (schema['x-kubernetes-validations'] ?? []).map((rule) => [path, rule.message] as const),
);

it('reads every field and rule', () => {
  expect(fields.length).toBeGreaterThan(150);
  expect(rules.length).toBeGreaterThan(50);
});

it.each(fields.filter(([path]) => !path.endsWith('[]') && !path.endsWith('{}')))(
  '%s is explained in sentences',
  (_, schema) => {
    expect(schema.description).toMatch(/^["A-Za-z].{5,}[.]$/su);
  },
);

it.each(rules)('the refusal at %s says what to write instead: %s', (_, message) => {
  expect(message).toMatch(/^[A-Za-z].*[.]$/su);
  expect(message).toMatch(/\b([Ww]rite|put|set|[Cc]hoose)\b/u);
});

it.each(fields.filter(([, { type }]) => type === 'string'))('%s is bounded, so that rules stay cheap', (_, schema) => {
  expect(schema.enum ?? schema.maxLength).toBeDefined();
});

function* walk(path: string, schema: StructuralSchema): Generator<readonly [string, StructuralSchema]> {
  yield [path, schema];
  for (const [name, part] of Object.entries(schema.properties ?? {})) yield* walk(`${path}.${name}`, part);
  if (schema.items) yield* walk(`${path}[]`, schema.items);
  if (schema.additionalProperties) yield* walk(`${path}{}`, schema.additionalProperties);
}
