import type { Sql } from '@sidetrack/prisma';
import type { SettingsShape } from '../contract/settings.ts';
import type { ApiSettings } from '../deps.ts';

/** How a listener's audio is measured: what they chose, what the installation does anyway, and how much it concerns. */
export async function readMeasuring(
  tx: Sql,
  userId: string,
  { settings, models }: { settings: ApiSettings; models: SettingsShape['models'] },
): Promise<SettingsShape['measuring']> {
  const [row] = await tx.query<Row>(READ, [userId]);
  return {
    ...(row ?? NOTHING),
    installation: {
      hasGpuLane: settings.mode === 'hosted',
      gpuFallbackSeconds: settings.gpuFallbackSeconds,
      stems: settings.stems,
      stemModel: models.find(({ gives }) => gives.includes('stems'))?.name ?? null,
      excerptSeconds: settings.excerptSeconds,
      excerptFrom: settings.excerptFrom,
    },
  };
}

interface Row {
  readonly gpu: boolean;
  readonly stems: boolean;
  readonly excerptSeconds: number | null;
  readonly files: number;
  readonly waiting: number;
}

const NOTHING: Row = { gpu: false, stems: false, excerptSeconds: null, files: 0, waiting: 0 };

const READ = `
  SELECT coalesce((settings #>> '{options,gpu}')::boolean, false) AS gpu, coalesce((settings #>> '{options,stems}')::boolean, false) AS stems,
         nullif((settings #>> '{options,excerptSeconds}')::integer, 0) AS "excerptSeconds",
         (SELECT count(*) FROM audio_files WHERE user_id = $1 AND state = 'ready') AS files,
         (SELECT count(*) FROM pending WHERE user_id = $1 AND kind = 'extract') AS waiting
  FROM users WHERE id = $1`;
