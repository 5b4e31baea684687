import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Select } from '../../components/Select.tsx';
import { Toggle } from '../../components/Toggle.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { setMeasuring } from '../../data/queries/settings.ts';
import type { Measuring, MeasuringRequest, Settings } from '../../data/queries/settings.ts';
import { EXCERPT_FROM, measuringCost, usualExcerpt } from '../../text/settings-text.ts';
import type { Reader } from '../../text/format.ts';
import { SettingsSection } from './SettingsSection.tsx';

interface MeasuringSectionProps {
  settings: Settings;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** How the listener's own audio is measured. Saved together, because a change measures everything again. */
export function MeasuringSection({ settings, reader, onChanged }: MeasuringSectionProps) {
  const { measuring } = settings;
  const [changes, setChanges] = useState<Partial<MeasuringRequest>>({});
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const stored = { gpu: measuring.gpu, stems: measuring.stems, excerptSeconds: measuring.excerptSeconds };
  const wanted = { ...stored, ...changes };
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(stored);
  const change = (some: Partial<MeasuringRequest>) => setChanges({ ...changes, ...some });

  const save = async () => {
    setBusy(true);
    const answer = await setMeasuring(api, wanted);
    setBusy(false);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    setChanges({});
    showToast('Saved. Your folders are looked through again.');
    await onChanged();
  };

  return (
    <SettingsSection
      id="measuring"
      title="Measuring"
      lede="How the audio in your own folders is measured. It never leaves the machine that measures it."
    >
      <Card>
        <fieldset disabled={settings.isManaged} className="space-y-5">
          <legend className="sr-only">How your audio is measured</legend>
          <Excerpt measuring={measuring} wanted={wanted.excerptSeconds} onChange={change} />
          <Stems measuring={measuring} wanted={wanted.stems} onChange={change} />
          {measuring.installation.hasGpuLane ? (
            <Toggle
              label="Measure on a GPU"
              hint={`Quicker with large models and stems. Where no GPU is free within ${Math.round(measuring.installation.gpuFallbackSeconds / 60)} minutes, a CPU measures.`}
              checked={wanted.gpu}
              onChange={(gpu) => change({ gpu })}
            />
          ) : (
            <p className="text-[13px] text-ink-soft">
              <span className="block text-sm font-medium text-ink">GPU</span>
              On this machine it is used where there is one that models can run on; SIDETRACK_DEVICE says otherwise, and{' '}
              <code className="font-mono text-xs">npx sidetrack doctor</code> tells what happens.
            </p>
          )}
        </fieldset>
        <div className="mt-5 flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line pt-4">
          <p className="min-w-0 flex-1 basis-64 text-[13px] text-ink-soft">{measuringCost(measuring, reader)}</p>
          {isChanged && (
            <Button look="quiet" onClick={() => setChanges({})}>
              Undo
            </Button>
          )}
          <Button disabled={!isChanged || busy || settings.isManaged} onClick={() => void save()}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
        </div>
        {trouble && (
          <div className="mt-4">
            <TroubleBanner trouble={trouble} />
          </div>
        )}
      </Card>
    </SettingsSection>
  );
}

interface OptionProps<Value> {
  measuring: Measuring;
  wanted: Value;
  onChange: (change: Partial<MeasuringRequest>) => void;
}

const LENGTHS_SECONDS = [30, 60, 90, 120, 180];

function Excerpt({ measuring, wanted, onChange }: OptionProps<number | null>) {
  const lengths = [
    ...new Set([...LENGTHS_SECONDS, ...(measuring.excerptSeconds === null ? [] : [measuring.excerptSeconds])]),
  ];
  return (
    <div>
      <div className="max-w-80">
        <Select
          label="How much of each track"
          options={[
            { value: '', name: `As usual here: ${usualExcerpt(measuring)}` },
            ...lengths.sort((a, b) => a - b).map((seconds) => ({ value: String(seconds), name: `${seconds} seconds` })),
          ]}
          value={wanted === null ? '' : String(wanted)}
          onChange={(value) => onChange({ excerptSeconds: value === '' ? null : Number(value) })}
        />
      </div>
      <p className="mt-1 max-w-prose text-[13px] text-ink-soft">
        An excerpt, taken from {EXCERPT_FROM[measuring.installation.excerptFrom]}, is measured in less time. What
        happens elsewhere in the track is not heard then.
      </p>
    </div>
  );
}

function Stems({ measuring: { installation }, wanted, onChange }: OptionProps<boolean>) {
  if (installation.stems)
    return (
      <p className="text-[13px] text-ink-soft">
        <span className="block text-sm font-medium text-ink">Stems</span>
        They are separated for everybody here (SIDETRACK_STEMS).
      </p>
    );
  return (
    <Toggle
      label="Separate stems"
      hint={
        installation.stemModel === null
          ? 'Tells how loud drums, bass, voice and the rest are. No model that separates them is installed; see Models below.'
          : `Tells how loud drums, bass, voice and the rest are, by the model ${installation.stemModel}. By far the slowest step: a large model runs over each track.`
      }
      checked={wanted}
      disabled={installation.stemModel === null && !wanted}
      onChange={(stems) => onChange({ stems })}
    />
  );
}
