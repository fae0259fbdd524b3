import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttpPost } from '../../../main/transport/http-post';
import { DialError } from '../../../main/transport/transport';
import { createWebSocketDial } from '../../../main/transport/web-socket-transport';
import { ManualClock } from '../../support/manual-clock';
import { UntrustedTlsServer } from '../../support/untrusted-tls-server';

let server: UntrustedTlsServer;
beforeEach(async () => {
  server = await UntrustedTlsServer.start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const never = new AbortController().signal;
const origin = 'app://bundle';
const outcomeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'trusted',
    (error: unknown) => (error instanceof DialError ? error.code : 'another error'),
  );

const connect = (): Promise<string> => {
  const dial = createWebSocketDial({
    clock: new ManualClock(),
    origin,
    connectTimeoutMs: 10_000,
    maxMessageBytes: 1_024,
    closeTimeoutMs: 500,
  });
  const listener = { received: () => undefined, closed: () => undefined };
  return outcomeOf(dial(`wss://${server.host}/tim`, listener, never));
};

const post = (): Promise<string> => {
  const send = createHttpPost({ origin, timeoutMs: 10_000, maxAnswerBytes: 1_024 });
  return outcomeOf(send(`https://${server.host}/tim2`, Buffer.from('a password'), never));
};

describe.each([
  ['as it is', undefined],
  ['that turns certificates off', '0'],
  ['that says yes', '1'],
])('a certificate that nobody has vouched for, in an environment %s', (_name, value) => {
  beforeEach(() => vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value));

  it('T45: ends the connection before anything is said', async () => {
    expect([await connect(), server.heard]).toEqual(['tls', []]);
  });

  it('T45: ends the registration before the password is said', async () => {
    expect([await post(), server.heard]).toEqual(['tls', []]);
  });
});
