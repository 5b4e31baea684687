import { Badge } from '../../components/Badge.tsx';
import { Card } from '../../components/Card.tsx';
import type { InstalledModel } from '../../data/queries/settings.ts';
import { modelPurpose } from '../../text/settings-text.ts';
import { SettingsSection } from './SettingsSection.tsx';

interface ModelsSectionProps {
  models: readonly InstalledModel[];
  laptop: boolean;
}

/** The models that listen to audio here: what each is for, under which licence, and how to add another. */
export function ModelsSection({ models, laptop }: ModelsSectionProps) {
  return (
    <SettingsSection
      id="models"
      title="Models"
      lede="What listens to your audio, on this installation and nowhere else."
    >
      <Card>
        {models.length === 0 ? (
          <p className="text-sm text-ink-soft">
            Not known yet: the process that measures tells what it has when it starts.
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {models.map((model) => (
              <Model key={model.name} model={model} />
            ))}
          </ul>
        )}
        <details className="mt-4 border-t border-line pt-4 text-sm">
          <summary className="w-fit rounded font-medium text-accent">Add a model</summary>
          <div className="mt-3 max-w-prose space-y-3 text-ink-soft">{laptop ? <OnLaptop /> : <OnServer />}</div>
        </details>
      </Card>
    </SettingsSection>
  );
}

function Model({ model }: { model: InstalledModel }) {
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="font-medium">{model.name}</span>
        {model.inUse ? <Badge tone="good">In use</Badge> : <Badge>Not in use</Badge>}
        <span className="text-[13px] text-ink-faint">
          Licence {model.licence} · {model.isBundled ? 'comes with SideTrack' : 'added'}
        </span>
      </p>
      <p className="mt-1 max-w-prose text-sm text-ink-soft">{modelPurpose(model)}</p>
      <details className="mt-1 text-[13px] text-ink-soft">
        <summary className="w-fit rounded underline decoration-line-strong/60 underline-offset-4">
          About {model.name}
        </summary>
        <p className="mt-1.5 max-w-prose break-words">
          {model.description} Version {model.version}. From {model.source}
        </p>
      </details>
    </li>
  );
}

function OnLaptop() {
  return (
    <>
      <p>In a terminal, where SideTrack lies:</p>
      <ul className="space-y-2 overflow-x-auto rounded-lg bg-raised p-3 font-mono text-[13px] text-ink" tabIndex={0}>
        {COMMANDS.map((command) => (
          <li key={command}>
            <code className="whitespace-nowrap">{command}</code>
          </li>
        ))}
      </ul>
      <p>
        The first is fetched for you, once you accept its licence; the second takes a file that you exported yourself,
        as docs/models.md describes. Then name the models that measure in SIDETRACK_EMBEDDING_MODELS, and start
        SideTrack again.
      </p>
    </>
  );
}

const COMMANDS = ['npx sidetrack models add vibenet --accept-licence', 'npx sidetrack models add clap clap.onnx'];

function OnServer() {
  return (
    <p>
      An administrator adds models, in spec.models of the SideTrack resource: a name, where the file comes from, and its
      SHA-256.
    </p>
  );
}
