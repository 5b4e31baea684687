import { z } from 'zod';

/**
 * One thing that must hold of a value, said once: `cel` is what the API server proves, `holds` the same in TypeScript, and `message` the
 * sentence both answer with, which says what to write instead. A rule without `holds` compares with the object before it (`oldSelf`),
 * which only the API server knows.
 */
export interface Rule<T> {
  cel: string;
  message: string;
  holds?: (value: T) => boolean;
}

/** Gives a schema its sentence in `kubectl explain` and the rules that both zod and the API server hold it to. */
export function field<S extends z.ZodType>(
  schema: S,
  description: string,
  rules: readonly Rule<z.output<S>>[] = [],
): S {
  const checks = rules.flatMap(({ holds, message }) =>
    holds === undefined ? [] : [z.refine<z.output<S>>((value) => holds(value), { error: message })],
  );
  const validations = rules.map(({ cel, message }) => ({ rule: cel, message }));
  const meta = validations.length === 0 ? { description } : { description, 'x-kubernetes-validations': validations };
  return schema.check(...checks).meta(meta);
}

/** Text of `min` to `max` characters, counted as the API server counts them: by code points, where JavaScript counts UTF-16 units. */
export function characters(max: number, min = 0): z.ZodString {
  const length = z.refine<string>((value) => [...value].length <= max && [...value].length >= min, {
    error:
      min === 0 ? `Write at most ${String(max)} characters.` : `Write ${String(min)} to ${String(max)} characters.`,
  });
  return z
    .string()
    .check(length)
    .meta(min === 0 ? { maxLength: max } : { minLength: min, maxLength: max });
}

/** Text of at most `max` characters that matches `pattern` (of the subset that RE2 and JavaScript share). */
export function text(description: string, options: { max: number; pattern: string; message: string }): z.ZodString {
  const expression = new RegExp(options.pattern, 'u');
  return field(characters(options.max), description, [
    { cel: `self.matches(r'${options.pattern}')`, message: options.message, holds: (value) => expression.test(value) },
  ]);
}

/** A whole number from `min` to `max`, both included. */
export function whole(description: string, min: number, max: number): z.ZodInt {
  return field(z.int().min(min).max(max), description);
}

/** A switch. */
export function flag(description: string): z.ZodBoolean {
  return field(z.boolean(), description);
}

/** Holds when exactly one of the named members is there. */
export function exactlyOne<T extends object>(names: readonly (keyof T & string)[], message: string): Rule<T> {
  return {
    cel: `[${names.map((name) => `has(self.${name})`).join(', ')}].filter(given, given).size() == 1`,
    message,
    holds: (value) => names.filter((name) => value[name] !== undefined).length === 1,
  };
}

/** Holds when a member is as it was, absent or present. */
export function unchanged(name: string, message: string): Rule<unknown> {
  const same = `has(self.${name}) == has(oldSelf.${name}) && (!has(self.${name}) || self.${name} == oldSelf.${name})`;
  return { cel: same, message };
}
