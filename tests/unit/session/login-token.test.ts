import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import type { TimAck } from '../../../main/protocol/packets';
import { requestLoginToken } from '../../../main/session/login-token';
import { DialError, type Post } from '../../../main/transport/transport';

const account = { name: 'ann', password: 'secret' };

/** A server that answers one request; keeps what was asked. */
function serverThat(answers: TimAck | DialError | 'nothing') {
  const asked: unknown[] = [];
  const post: Post = (_url, body) => {
    asked.push(decodeFrame(body, { from: 'client', encoding: 'json' }));
    if (answers instanceof DialError) return Promise.reject(answers);
    if (answers === 'nothing') return Promise.resolve(new Uint8Array(0));
    return Promise.resolve(encodeFrame({ type: 12, packet: answers }, { from: 'server', encoding: 'json' }));
  };
  return { asked, post };
}

describe('a login token', () => {
  it('is asked for with name and password, in JSON', async () => {
    const { asked, post } = serverThat({ ok: true, timType: 15, n: 'token' });
    expect(await requestLoginToken(post, 'http://h/tim2', account)).toEqual({ kind: 'ok', text: 'token' });
    expect(asked).toEqual([{ type: 15, packet: { name: 'ann', pwd: 'secret' } }]);
  });

  it('names the domain of an account that has one', async () => {
    const { asked, post } = serverThat({ ok: true, timType: 15, n: 'token' });
    await requestLoginToken(post, 'http://h/tim2', { ...account, domain: 'd' });
    expect(asked).toEqual([{ type: 15, packet: { name: 'ann', pwd: 'secret', domain: 'd' } }]);
  });

  it.each([
    ['a wrong password', { ok: false, timType: 15, error: { code: 4102 } }, { kind: 'refused', code: 4102 }],
    [
      'an answer about something else',
      { ok: true, timType: 14, n: 'x' },
      { kind: 'unreachable', failure: 'notTim' },
    ],
    ['an empty body', 'nothing', { kind: 'unreachable', failure: 'notTim' }],
    ['no server', new DialError('refused'), { kind: 'unreachable', failure: 'refused' }],
  ] as const)('is not had with %s', async (_name, answers, outcome) => {
    const { post } = serverThat(answers);
    expect(await requestLoginToken(post, 'http://h/tim2', account)).toEqual(outcome);
  });
});
