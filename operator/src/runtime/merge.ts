import { isObject } from './drift.ts';
import { canonical } from './render.ts';

/** The JSON merge patch (RFC 7396) that turns `from` into `to`: null for what is gone, lists as a whole; {} when nothing differs. */
export function mergePatch(from: unknown, to: object): Record<string, unknown> {
  const before = isObject(from) ? from : {};
  const after = to as Record<string, unknown>;
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[name], after[name]];
    if (now === undefined || now === null) {
      if (old !== undefined) patch[name] = null;
    } else if (isObject(now) && isObject(old)) {
      const inner = mergePatch(old, now);
      if (Object.keys(inner).length > 0) patch[name] = inner;
    } else if (canonical(old ?? null) !== canonical(now)) patch[name] = now;
  }
  return patch;
}

/** What a server makes of a merge patch. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = applyMergePatch(result[name], value);
  }
  return result;
}
