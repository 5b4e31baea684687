export * from './identity/index.ts';
export * from './axes/index.ts';
export * from './weeks/index.ts';
