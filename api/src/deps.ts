import type { Database } from '@sidetrack/prisma';
import type { Logger, Settings } from '@sidetrack/settings';
import type { AnswerCache } from './cache/answer-cache.ts';
import type { EventHub } from './events/hub.ts';
import type { Limiter } from './limits/limiter.ts';
import type { Workflows } from './jobs/workflows.ts';
import type { Metrics } from './server/metrics.ts';

/** The settings that the API reads. */
export type ApiSettings = Pick<
  Settings,
  | 'mode'
  | 'apiPort'
  | 'sitePort'
  | 'dataDir'
  | 'timeZone'
  | 'secretKey'
  | 'lastfmApiKey'
  | 'ingestIntervalMinutes'
  | 'tagsIntervalMinutes'
  | 'extractWorkers'
  | 'importMaxMegabytes'
  | 'audioDir'
  | 'serviceToken'
>;

/** What the API needs from outside. Tests pass their own. */
export interface Deps {
  readonly db: Database;
  readonly settings: ApiSettings;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly workflows: Workflows;
  readonly cache: AnswerCache;
  readonly limiter: Limiter;
  readonly events: EventHub;
  /** Absent: the application measures for itself. */
  readonly metrics?: Metrics;
  /** Holds every answer against its schema and fails on one that does not fit: for tests. */
  readonly checkAnswers: boolean;
}
