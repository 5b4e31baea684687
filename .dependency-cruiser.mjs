/** The arrows of the architecture: what each folder may import of the others. Everything not listed is refused. */
const may = {
  settings: [],
  analysis: [],
  prisma: [],
  activities: ['settings', 'analysis', 'prisma'],
  workflows: [],
  api: ['settings', 'analysis', 'prisma'],
  site: [],
  cli: ['settings', 'analysis', 'prisma', 'activities'],
  operator: [],
  k8s: [],
};
/** Arrows that may be drawn by type only: the code itself travels as a bundle, over HTTP or through Temporal. */
const byType = { workflows: ['activities'], api: ['workflows'], cli: ['workflows'] };
const tests = '\\.(test|e2e|node)\\.ts$';
const folders = Object.keys(may);

export default {
  forbidden: [
    ...folders.map((from) => ({
      name: `${from}-arrows`,
      severity: 'error',
      comment: `${from} may import only: ${may[from].join(', ') || 'nothing of the project'}.`,
      from: { path: `^${from}/`, pathNot: tests },
      to: {
        path: `^(${folders.filter((to) => to !== from && !may[from].includes(to) && !(byType[from] ?? []).includes(to)).join('|')})/`,
      },
    })),
    ...Object.entries(byType).map(([from, to]) => ({
      name: `${from}-by-type-only`,
      severity: 'error',
      comment: `${from} knows ${to.join(', ')} by type only.`,
      from: { path: `^${from}/`, pathNot: tests },
      to: { path: `^(${to.join('|')})/`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'no-test-helpers-in-product',
      severity: 'error',
      from: { path: `^(${folders.join('|')})/`, pathNot: tests },
      to: { path: '^test/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist', 'generated'] },
    exclude: { path: ['(^|/)dist/', '(^|/)generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'default'] },
  },
};
