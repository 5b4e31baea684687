import { SettingsError } from '@sidetrack/settings';
import { Command } from 'commander';
import { acousticBrainzCommand } from './commands/acousticbrainz.ts';
import { analyzeCommand } from './commands/analyze.ts';
import { benchCommand } from './commands/bench.ts';
import { doctorCommand } from './commands/doctor.ts';
import { importCommand } from './commands/import.ts';
import { matchCommand } from './commands/match.ts';
import { modelsCommand } from './commands/models.ts';
import { statusCommand } from './commands/status.ts';
import { tagsCommand } from './commands/tags.ts';
import { tokenCommand } from './commands/token.ts';
import { upCommand } from './commands/up.ts';
import { processContext } from './context.ts';
import { oneLine } from './errors.ts';
import { programVersion } from './version.ts';

const context = processContext();
const program = new Command('sidetrack')
  .description('See your music taste move.')
  .version(programVersion(), '-V, --version')
  .addCommand(upCommand(context))
  .addCommand(importCommand(context))
  .addCommand(acousticBrainzCommand(context))
  .addCommand(statusCommand(context))
  .addCommand(matchCommand(context))
  .addCommand(tagsCommand(context))
  .addCommand(tokenCommand(context))
  .addCommand(analyzeCommand(context))
  .addCommand(modelsCommand(context))
  .addCommand(doctorCommand(context))
  .addCommand(benchCommand());

try {
  await program.parseAsync();
} catch (error) {
  const verbose = ['debug', 'trace'].includes(process.env.SIDETRACK_LOG_LEVEL ?? '');
  const lines = error instanceof SettingsError ? error.problems : [oneLine(error)];
  context.output.clear();
  process.stderr.write(
    verbose && error instanceof Error
      ? `${error.stack ?? error.message}\n`
      : lines.map((line) => `✗ ${line}\n`).join(''),
  );
  process.exitCode = 1;
}
// Idle connections of fetch must not hold up the end of a command.
process.exit();
