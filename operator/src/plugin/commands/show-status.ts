import { pathOf, tenantObject } from '../objects.ts';
import { renderStatus } from '../render-status.ts';
import type { Session } from '../session.ts';
import { findInstallation } from '../session.ts';

/** `status`: how the installation is, what is missing and what to do. */
export async function showStatus(session: Session, name: string | undefined): Promise<void> {
  const installation = await findInstallation(session, name);
  const tenants = await session.kube.list(pathOf(session.namespace, 'tenants'), tenantObject);
  const own = tenants.filter(({ spec }) => spec.installation === installation.metadata.name);
  renderStatus(installation, own, session.now()).forEach(session.print);
}
