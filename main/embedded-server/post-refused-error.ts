/** A request to `/tim2` that got no answer in tim's language. */
export class PostRefusedError extends Error {
  override readonly name = 'PostRefusedError';

  /** `overload`: HTTP status 500; `stopped`: the server ended before it could answer; `reset`: a fault broke it off. */
  constructor(readonly reason: 'overload' | 'stopped' | 'reset') {
    super(`request refused: ${reason}`);
  }
}
