import { withApiOf } from '../api-of-tenant.ts';
import type { Session } from '../session.ts';

/** `analyse TENANT`: reads the listener's new listens and audio now. */
export async function analyseTenant(session: Session, tenant: string): Promise<void> {
  const jobs = await withApiOf(session, tenant, (api, key) => api.analyse(key));
  const what =
    jobs.length === 0 ? 'Nothing is to be read: it names no service and no audio.' : `Begun: ${jobs.join(', ')}.`;
  session.print(`${tenant}: ${what}`);
  if (jobs.length > 0) session.say(`kubectl sidetrack logs ${tenant} shows how far it is.`);
}
