import { pathOf } from '../objects.ts';
import type { Session } from '../session.ts';
import { findInstallation } from '../session.ts';

type Mode = 'hibernate' | 'wake' | 'pause' | 'resume';

const SAYS: Record<Mode, string> = {
  hibernate: 'is being scaled to zero; all data is kept. kubectl sidetrack wake lets it go on.',
  wake: 'wakes up.',
  pause: 'is paused: the operator changes nothing until kubectl sidetrack resume.',
  resume: 'is looked after by the operator again.',
};

/** `hibernate`, `wake`, `pause`, `resume`: changes one switch of the spec. */
export async function setMode(session: Session, mode: Mode, name: string | undefined): Promise<void> {
  const { metadata, spec, status } = await findInstallation(session, name);
  const done = spec.restoreFrom !== undefined && spec.restoreFrom.backup === status?.restoredFrom;
  // A restore that has been done stays named in the spec, and would stand in the way.
  const change = {
    hibernate: { hibernate: true, ...(done && { restoreFrom: null }) },
    wake: { hibernate: false },
    pause: { paused: true },
    resume: { paused: false },
  }[mode];
  await session.kube.patch(pathOf(session.namespace, 'sidetracks', metadata.name), { spec: change });
  session.print(`${metadata.name} ${SAYS[mode]}`);
}
