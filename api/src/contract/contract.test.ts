import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { version } from '../version.ts';
import { internalOpenApiDocument, openApiDocument } from './document.ts';
import { operations } from './index.ts';
import { internalOperations } from './internal/index.ts';
import type { Operation } from './operation.ts';

const all = Object.entries<Operation>(operations);

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(
    JSON.parse(JSON.stringify(openApiDocument(version))) as Record<string, unknown>,
  );
  expect(result).toMatchObject({ valid: true });
});

test('api/generated/openapi.json is what the contract says: `node api/dist/write-openapi.js` writes it', async () => {
  const written = await readFile(new URL('../../generated/openapi.json', import.meta.url), 'utf8');
  expect(written).toBe(`${JSON.stringify(openApiDocument(version), null, 2)}\n`);
});

test('so is api/generated/internal-openapi.json, and it is valid', async () => {
  const document = internalOpenApiDocument(version);
  const written = await readFile(new URL('../../generated/internal-openapi.json', import.meta.url), 'utf8');
  expect(written).toBe(`${JSON.stringify(document, null, 2)}\n`);
  const plain = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
  expect(await new Validator().validate(plain)).toMatchObject({ valid: true });
});

test.each(Object.entries<Operation>(internalOperations))(
  '%s: its id is its name, and its examples fit',
  (id, operation) => {
    expect(operation.operationId).toBe(id);
    expect(operation.access).toBe('service');
    if ('schema' in operation.answer) operation.answer.schema.parse(operation.answer.example);
    if (operation.body !== undefined) operation.body.parse(operation.bodyExample);
  },
);

test('the version is that of the package', async () => {
  const { version: packaged } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(version).toBe(packaged);
});

test.each(all)('%s: its id is its name, and its examples fit', (id, operation) => {
  expect(operation.operationId).toBe(id);
  if ('schema' in operation.answer) operation.answer.schema.parse(operation.answer.example);
  if (operation.body !== undefined) operation.body.parse(operation.bodyExample);
});

test('every operation is whole: summary, tag, security, an answer, problems as problem+json', () => {
  const document = openApiDocument(version);
  const tags = new Set(document.tags?.map(({ name }) => name));
  const described = Object.values(document.paths ?? {}).flatMap((path) =>
    [path.get, path.put, path.post, path.patch, path.delete].filter((one) => one !== undefined),
  );
  expect(described).toHaveLength(all.length);
  for (const { operationId, summary, tags: own, security, responses } of described) {
    expect([operationId, summary !== undefined, own?.every((tag) => tags.has(tag)), security !== undefined]).toEqual([
      operationId,
      true,
      true,
      true,
    ]);
    const problems = Object.entries(responses ?? {}).filter(([status]) => Number(status) >= 400);
    expect(problems.map(([status]) => status)).toEqual(
      expect.arrayContaining(['400', '401', '403', '429', '500', '503']),
    );
    for (const [status, response] of problems)
      expect(response).toEqual({ $ref: `#/components/responses/Problem${status}` });
  }
});

test('a schema that may be null somewhere is not null everywhere', () => {
  const { schemas = {} } = openApiDocument(version).components ?? {};
  for (const schema of Object.values(schemas)) expect('type' in schema ? schema.type : 'object').not.toContain('null');
});
