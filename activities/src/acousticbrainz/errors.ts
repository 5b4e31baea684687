/** A dump file that cannot be read, or not from here on; the message says what is wrong and what to do. What came before it stands. */
export class AcousticBrainzFileError extends Error {
  override readonly name = 'AcousticBrainzFileError';
}
