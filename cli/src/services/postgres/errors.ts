/** PostgreSQL cannot be started; `remedy` says what to do. */
export class PostgresError extends Error {
  override readonly name: string = 'PostgresError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(`${message} ${remedy}`, options);
    this.remedy = remedy;
  }
}

/** Another living process has started PostgreSQL on the same folder. */
export class DataInUseError extends PostgresError {
  override readonly name = 'DataInUseError';
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(
      `The database in ${dataDir} is in use by process ${pid}.`,
      'Stop that one first, or choose another data folder.',
    );
    this.pid = pid;
  }
}

/** The wanted port is taken. */
export class PortInUseError extends PostgresError {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(port: number) {
    super(
      `Port ${port} is in use by another program.`,
      'Stop that program, or leave the port of the database to be chosen.',
    );
    this.port = port;
  }
}
