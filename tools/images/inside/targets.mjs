/**
 * What each image holds: the workspaces whose programs it runs (with the packages that these need at run time, and no others), and
 * files beside them. `bundled` names workspaces whose output already contains what it imports, all but the imports left in it;
 * `unused` names imports that are never reached; `read` names packages that are read as files, which no import shows.
 */
export const targets = {
  operator: { title: 'SideTrack operator', workspaces: ['operator'], bundled: [], files: [] },
  api: { title: 'SideTrack API and migrations', workspaces: ['api'], bundled: [], files: [] },
  // sharp would resize pictures on the server; the dashboard has none.
  site: {
    title: 'SideTrack dashboard',
    workspaces: [],
    bundled: ['site'],
    unused: ['sharp'],
    // The letters of share cards.
    read: ['@fontsource/inter'],
    files: [],
  },
  worker: {
    title: 'SideTrack worker',
    workspaces: ['activities'],
    bundled: [],
    // Only machines without ffmpeg decode with it, and some of its decoders are under the GPL.
    unused: ['audio-decode'],
    files: [
      'workflows/dist/bundle.js',
      'models/musicnn-msd.json',
      'models/musicnn-msd.onnx',
      'models/musicnn-mtt.json',
      'models/musicnn-mtt.onnx',
      'models/LICENSE-musicnn.txt',
    ],
  },
};

/** What every image holds beside its programs. */
export const commonFiles = ['LICENSE', 'NOTICE'];

/** What of a workspace runs: its build, and what the build reads at run time. */
export const runtimeFolders = ['dist', 'generated', 'migrations'];
