const shared = {
  testEnvironment: '<rootDir>/test/src/jest-environment.mjs',
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', tsx: true },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Workspaces are read from their sources, so that a test never runs against a stale build.
  moduleNameMapper: {
    '^@sidetrack/cli/(postgres|temporal)$': '<rootDir>/cli/src/services/$1.ts',
    '^@sidetrack/(settings|analysis|prisma|activities|workflows|api|operator|k8s|test)$': '<rootDir>/$1/src/index.ts',
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
};

const oneFolder = {
  globalSetup: '<rootDir>/test/src/make-folder.ts',
  globalTeardown: '<rootDir>/test/src/remove-folder.ts',
};

/**
 * unit: no servers. db: a real PostgreSQL. pages: the dashboard in a real browser, over the API. e2e: the whole product as its user
 * starts it. cluster: a real Kubernetes API server. node: a real node that runs containers.
 */
export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/*/src/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.(db|cluster)\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'db',
      testMatch: ['<rootDir>/*/src/**/*.db.test.ts'],
      globalSetup: '<rootDir>/test/src/start-postgres.ts',
      globalTeardown: '<rootDir>/test/src/stop-postgres.ts',
    },
    {
      ...shared,
      ...oneFolder,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/long/'],
    },
    {
      ...shared,
      displayName: 'pages',
      testMatch: ['<rootDir>/test/pages/**/*.pages.test.ts'],
      globalSetup: '<rootDir>/test/src/start-postgres.ts',
      globalTeardown: '<rootDir>/test/src/stop-postgres.ts',
    },
    {
      ...shared,
      displayName: 'cluster',
      testMatch: ['<rootDir>/{operator,k8s}/src/**/*.cluster.test.ts'],
      globalSetup: '<rootDir>/k8s/src/jest/start-control-plane.ts',
      globalTeardown: '<rootDir>/k8s/src/jest/stop-control-plane.ts',
    },
    {
      ...shared,
      displayName: 'node',
      testMatch: ['<rootDir>/test/cluster/**/*.node.test.ts'],
      globalSetup: '<rootDir>/k8s/src/jest/start-node.ts',
      globalTeardown: '<rootDir>/k8s/src/jest/stop-node.ts',
    },
    { ...shared, ...oneFolder, displayName: 'long', testMatch: ['<rootDir>/test/e2e/long/**/*.e2e.test.ts'] },
  ],
};
