/** `npm run build`: compiles the workspaces, the workflow bundle and the dashboard with the packages that are installed. */
import { build } from './lib/build.mjs';
import { main } from './lib/main.mjs';
import { projectNode } from './lib/packages.mjs';

await main(() => build(projectNode()));
