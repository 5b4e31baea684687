export { AcousticBrainzFileError } from './errors.ts';
export { importAcousticBrainz, type DumpReceipt } from './import-dump.ts';
