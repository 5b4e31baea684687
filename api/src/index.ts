export { openApiDocument } from './contract/document.ts';
export { operations } from './contract/index.ts';
