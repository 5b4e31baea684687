import type { PushCall } from './routes.ts';
import { Refusal } from './refusal.ts';

/** The listener's own name, as it is written here. @throws Refusal 404 for another's: who else is here is nobody's affair */
export function ownName({ caller, request }: PushCall): string {
  const asked = String(request.params.name);
  if (asked.toLowerCase() === caller.handle.toLowerCase()) return caller.handle;
  throw new Refusal(404, `Cannot find user: ${asked}`);
}
