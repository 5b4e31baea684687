import type { Sql } from '@sidetrack/prisma';
import type { Settings } from '@sidetrack/settings';
import type { ExtractOptions } from './version.ts';

/** What a listener has chosen of the measurement; the installation's choice where they have not. An excerpt of 0 is no choice. */
export async function readExtractOptions(
  tx: Sql,
  userId: string | null,
  settings: Pick<Settings, 'excerptSeconds' | 'excerptFrom' | 'stems'>,
): Promise<ExtractOptions> {
  const [own] = userId === null ? [] : await tx.query<Own>(OPTIONS, [userId]);
  return {
    excerptSeconds: own?.excerptSeconds ?? settings.excerptSeconds,
    excerptFrom: settings.excerptFrom,
    stems: settings.stems || own?.stems === true,
  };
}

/** Whether this listener's audio is to be measured on a GPU. */
export async function wantsGpu(tx: Sql, userId: string): Promise<boolean> {
  const [own] = await tx.query<Own>(OPTIONS, [userId]);
  return own?.gpu === true;
}

interface Own {
  readonly gpu: boolean | null;
  readonly stems: boolean | null;
  readonly excerptSeconds: number | null;
}

const OPTIONS = `
  SELECT (settings #>> '{options,gpu}')::boolean AS gpu, (settings #>> '{options,stems}')::boolean AS stems,
         nullif((settings #>> '{options,excerptSeconds}')::integer, 0) AS "excerptSeconds"
  FROM users WHERE id = $1`;
