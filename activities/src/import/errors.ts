/** The file cannot be read from here on; what came before stands. The message is a clause without its full stop. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/** The file is no export that is known here. */
export class NotAnExportError extends Error {
  override readonly name = 'NotAnExportError';
}
