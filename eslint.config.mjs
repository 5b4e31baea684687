import tseslint from 'typescript-eslint';
import astro from 'eslint-plugin-astro';
import reactHooks from 'eslint-plugin-react-hooks';

const typed = ['**/*.ts', '**/*.tsx'];
/** What tsconfig.tests.json holds: the folders' own projects build the product and leave these out. The site's holds its tests too. */
const testsAndTools = [
  '**/*.test.ts',
  '**/*test-tools.ts',
  'test/**/*.ts',
  'tools/**/*.ts',
  '*/tools/**/*.ts',
  'prisma/prisma.config.ts',
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/generated/**',
      '**/.astro/**',
      'test/artifacts/**',
      'coverage/**',
      'analysis/kernels/**',
    ],
  },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: typed })),
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // The Kubernetes client declares its objects as classes, but they are data: read as JSON, written as literals.
    files: ['operator/**/*.ts', 'k8s/**/*.ts', 'test/cluster/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    files: testsAndTools,
    // These know a browser, and have a project of their own.
    ignores: ['site/**', 'test/pages/**'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.tests.json' } },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['site/**/*.tsx'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
  ...astro.configs.recommended,
);
