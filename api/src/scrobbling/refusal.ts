/** Why a request of a scrobbler is refused: answered as ListenBrainz answers, `{"code", "error"}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: 400 | 401 | 403 | 404 | 405;

  constructor(status: Refusal['status'], message: string) {
    super(message);
    this.status = status;
  }
}
