import type { Database } from '@sidetrack/prisma';
import type { Logger, Settings } from '@sidetrack/settings';
import type { AnswerCache } from './cache/answer-cache.ts';
import type { EventHub } from './events/hub.ts';
import type { Limiter } from './limits/limiter.ts';
import type { Windows } from './limits/windows.ts';
import type { Workflows } from './jobs/workflows.ts';
import type { Metrics } from './server/metrics.ts';
import type { SessionTokens } from './sessions/session-token.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { SignIn } from './sign-in/sign-in.ts';

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
  | 'lastfmApiSecret'
  | 'lastfmUrl'
  | 'listenbrainzUrl'
  | 'listenbrainzUser'
  | 'listenbrainzToken'
  | 'contact'
  | 'ingestIntervalMinutes'
  | 'tagsIntervalMinutes'
  | 'aggregateIntervalMinutes'
  | 'excerptSeconds'
  | 'excerptFrom'
  | 'stems'
  | 'gpuFallbackSeconds'
  | 'extractWorkers'
  | 'importMaxMegabytes'
  | 'audioDir'
  | 'serviceToken'
  | 'publicUrl'
>;

/** What an installation has whose listeners sign in to the dashboard. */
export interface Account {
  readonly sessions: Sessions;
  readonly tokens: SessionTokens;
  readonly signIn: SignIn;
}

/** What the API needs from outside. Tests pass their own. */
export interface Deps {
  readonly db: Database;
  readonly settings: ApiSettings;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly workflows: Workflows;
  readonly cache: AnswerCache;
  readonly limiter: Limiter;
  /** How often scrobblers may push. Absent: the usual windows, counted in memory. */
  readonly pushWindows?: Windows;
  readonly events: EventHub;
  /** Asks outside services while a listener waits. */
  readonly fetch: typeof globalThis.fetch;
  /** Absent on a laptop, and where people only show tokens. */
  readonly account?: Account | undefined;
  /** Absent: the application measures for itself. */
  readonly metrics?: Metrics;
  /** Holds every answer against its schema and fails on one that does not fit: for tests. */
  readonly checkAnswers: boolean;
}
