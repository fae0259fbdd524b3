import { DialError, type DialFailure } from './transport';

const byCode: Readonly<Record<string, DialFailure>> = {
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'notTim',
  EPROTO: 'notTim',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
};

const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/u;

/** Translates what Node and `ws` report into one of our reasons. */
export function toDialError(error: unknown): DialError {
  if (error instanceof DialError) return error;
  const code = codeOf(error);
  if (tlsCode.test(code)) return new DialError('tls', { cause: error });
  const known = byCode[code];
  if (known !== undefined) return new DialError(known, { cause: error });
  // `ws` reports a wrong answer to the upgrade ("Unexpected server response: 404", "Parse Error") by message only.
  return new DialError('notTim', { cause: error });
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return '';
}
