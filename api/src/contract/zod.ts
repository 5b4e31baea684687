import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

extendZodWithOpenApi(z);

/** zod with `.openapi()`: every file of the contract takes it from here, so that the extension is there before any schema. */
export { z };

/** A named schema or null. `.nullable()` on a named schema would make the generator write a definition that is never null, or always may be. */
export function orNull<S extends z.ZodType>(schema: S): z.ZodUnion<[S, z.ZodNull]> {
  return z.union([schema, z.null()]);
}
