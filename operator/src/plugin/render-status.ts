import type { Reason } from '../api/index.ts';
import { sideTrackConditions, tenantConditions } from '../api/index.ts';
import type { ConditionView, SideTrackView, TenantView } from './objects.ts';
import { ageText, countText, table } from './text.ts';

/** How an installation and its listeners are, line by line: first what needs somebody, with what to do, then the rest. */
export function renderStatus(installation: SideTrackView, tenants: readonly TenantView[], now: Date): string[] {
  const conditions = installation.status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready');
  const rest = conditions.filter(({ type }) => type !== 'Ready');
  const open = rest.filter(needsSomebody);
  return [
    `${installation.metadata.name}: ${headline(installation, ready)}`,
    ...(ready === undefined || ready.status === 'True' ? [] : [`  ${ready.message}`]),
    ...open.flatMap((condition) => ['', ...explain(condition, now)]),
    '',
    ...table(facts(installation, now)).map((line) => `  ${line}`),
    ...(rest.length === 0
      ? []
      : ['', ...table(rest.map((condition) => row(condition, now))).map((line) => `  ${line}`)]),
    ...(tenants.length === 0 ? [] : ['', ...listeners(tenants, now)]),
  ];
}

/** Whether a condition is as it should be, waits by itself, or needs somebody. */
function standing({ type, status, reason }: ConditionView): 'good' | 'waits' | 'bad' {
  if (status === 'True' && type !== 'Progressing') return 'good';
  const tables: Record<string, Record<string, Reason>> = { ...tenantConditions, ...sideTrackConditions };
  const entry = tables[type]?.[reason];
  if (entry === undefined) return status === 'False' && type !== 'Progressing' ? 'bad' : 'waits';
  if (entry.remedy === null) return entry.status === 'False' && type === 'Progressing' ? 'good' : 'waits';
  return entry.remedy.startsWith('Wait') ? 'waits' : 'bad';
}

function needsSomebody(condition: ConditionView): boolean {
  return standing(condition) === 'bad';
}

const MARKS = { good: '✓', waits: '…', bad: '✗' } as const;

function headline({ metadata, spec, status }: SideTrackView, ready: ConditionView | undefined): string {
  if (metadata.deletionTimestamp !== undefined) return 'is being deleted';
  if (spec.paused) return 'paused: the operator changes nothing';
  if (spec.hibernate) return 'hibernates; all data is kept';
  if (ready === undefined)
    return 'the operator has not looked at it yet; is it running? (kubectl get deployments -A -l app.kubernetes.io/name=sidetrack-operator)';
  if ((status?.observedGeneration ?? 0) < metadata.generation) return 'the operator has not yet seen the last change';
  return ready.status === 'True' ? 'ready' : `not ready (${ready.reason})`;
}

function explain(condition: ConditionView, now: Date): string[] {
  const since = ageText(condition.lastTransitionTime, now);
  return [`  ✗ ${condition.type}: ${condition.reason}, since ${since}`, `    ${condition.message}`];
}

function facts({ spec, status }: SideTrackView, now: Date): string[][] {
  return [
    ['Version', versions(status)],
    ['Address', status?.url ?? 'inside the cluster only'],
    ['Database', Object.keys(spec.database).join(', ')],
    ['GPU', gpu(spec.workers?.extractGpu?.max ?? 0, status)],
    ['Backup', newestBackup(spec.backup?.schedule, status, now)],
  ];
}

function versions({ version, targetVersion, failedVersion }: NonNullable<SideTrackView['status']> = NO_STATUS): string {
  const rolling =
    targetVersion !== undefined && targetVersion !== version ? `, ${targetVersion} is being rolled out` : '';
  const failed = failedVersion === undefined ? '' : `, ${failedVersion} failed and was rolled back`;
  return `${version ?? 'none yet'}${rolling}${failed}`;
}

function gpu(most: number, status: SideTrackView['status']): string {
  const { jobs, pending } = status?.gpu ?? { jobs: 0, pending: 0 };
  return most === 0 ? 'not used' : `${countText(jobs)} of ${countText(most)} Jobs, ${countText(pending)} tracks wait`;
}

function newestBackup(schedule: string | undefined, status: SideTrackView['status'], now: Date): string {
  const newest = status?.lastBackup;
  if (newest !== undefined) return `${newest.name}, ${ageText(newest.at, now)} ago`;
  return schedule === undefined ? 'none are made: write spec.backup.schedule' : `none yet (${schedule} UTC)`;
}

const NO_STATUS = { observedGeneration: 0, conditions: [] };

function row(condition: ConditionView, now: Date): string[] {
  return [MARKS[standing(condition)], condition.type, condition.reason, ageText(condition.lastTransitionTime, now)];
}

const MOST_LISTENERS = 20;

/** Those that need somebody come first, since a long list is cut. */
function listeners(tenants: readonly TenantView[], now: Date): string[] {
  const readyOf = ({ status }: TenantView) => status?.conditions.find(({ type }) => type === 'Ready');
  const problem = (tenant: TenantView) =>
    tenant.status?.conditions.find((one) => one.type !== 'Purged' && needsSomebody(one));
  const sorted = [...tenants].sort((a, b) => Number(problem(b) !== undefined) - Number(problem(a) !== undefined));
  const rows = sorted.slice(0, MOST_LISTENERS).map((tenant) => {
    const { listens, tracks, coverage, lastSyncedAt } = tenant.status ?? {};
    return [
      tenant.metadata.name,
      listens === undefined ? '–' : countText(listens),
      tracks === undefined ? '–' : countText(tracks),
      coverage === undefined ? '–' : `${String(Math.round(coverage * 100))} %`,
      lastSyncedAt === undefined ? '–' : `${ageText(lastSyncedAt, now)} ago`,
      problem(tenant)?.message ?? readyOf(tenant)?.reason ?? 'not seen yet',
    ];
  });
  const more = tenants.length - rows.length;
  return [
    ...table([['Listener', 'Listens', 'Tracks', 'Coverage', 'Last sync', 'State'], ...rows]).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${countText(more)} more: kubectl get tenants`] : []),
  ];
}
