import { describe, expect, it } from 'vitest';
import { toDialError } from '../../../main/transport/dial-error';
import { DialError } from '../../../main/transport/transport';

const withCode = (code: string): Error => Object.assign(new Error('text with a host name'), { code });

describe('a failed attempt', () => {
  it.each([
    ['ENOTFOUND', 'unknownHost'],
    ['EAI_AGAIN', 'unknownHost'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'notTim'],
    ['ETIMEDOUT', 'timeout'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['SOMETHING_NEW', 'notTim'],
  ])('with %s is told as %s', (code, expected) => {
    const error = toDialError(withCode(code));
    expect([error.code, error.message]).toEqual([expected, `dial: ${expected}`]);
  });

  it('of several addresses is told by the first', () => {
    expect(toDialError(new AggregateError([withCode('ECONNREFUSED'), withCode('ENOTFOUND')])).code).toBe(
      'refused',
    );
    expect(toDialError(new AggregateError([])).code).toBe('notTim');
  });

  it('that is told already stays as it is', () => {
    const error = new DialError('timeout');
    expect(toDialError(error)).toBe(error);
  });

  it.each([null, undefined, 'text', 7, {}])('that is no error is no tim server: %s', (thrown) => {
    expect(toDialError(thrown).code).toBe('notTim');
  });
});
