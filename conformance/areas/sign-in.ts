import { FrameType } from '../../main/protocol/packet-types';
import { isAck } from '../../main/session/request-queue';
import { requestLoginToken } from '../../main/session/login-token';
import { DialError } from '../../main/transport/transport';
import { defineArea } from '../check';
import { describeFacets, describeFrame } from '../describe';
import type { Account } from '../device';
import type { Lab } from '../lab';
import { anything, ofType } from '../matching';

/** The server closes a socket that has not signed in after 5 to 10 s. */
const anonymousLifeMs = 12_000;

/** Sockets and who may use them. */
export const signIn = defineArea<Lab>({
  name: 'sign-in',
  prepare: (lab) => Promise.resolve(lab),
  checks: [
    {
      operation: 'connect without an Origin header',
      section: 1,
      expected: 'refused',
      probe: (lab) => connectWithoutOrigin(lab),
    },
    {
      operation: 'sign in with a password',
      section: 3,
      expected: 'complete',
      probe: async (lab) => {
        const account = await lab.account();
        const connection = await lab.connect();
        const answer = await connection.signIn({ name: account.name, pwd: account.password });
        if (answer === null || !isAck(answer.packet)) return describeFrame(answer);
        const { ok, n, n2, t } = answer.packet;
        return describeFacets({
          ok,
          'own node': n === account.node,
          'session id': n2 !== undefined && n2 !== '',
          'server id': t !== undefined,
        });
      },
    },
    {
      operation: 'wrong password, then the right one on the same socket',
      section: 3,
      expected: 'refused 4105, then ok',
      probe: async (lab) => {
        const { name, password } = await lab.account();
        const connection = await lab.connect();
        const first = await connection.signInSeen({ name, pwd: `not ${password}` });
        return `${first}, then ${await connection.signInSeen({ name, pwd: password })}`;
      },
    },
    {
      operation: 'sign in as an unknown account',
      section: 3,
      expected: 'refused 4105',
      probe: async (lab) =>
        (await lab.connect()).signInSeen({ name: lab.environment.random.uuid(), pwd: 'any' }),
    },
    {
      operation: 'sign in with a domain that the account does not have',
      section: 3,
      expected: 'refused 4105',
      probe: async (lab) => {
        const { name, password } = await lab.account();
        return (await lab.connect()).signInSeen({ name, pwd: password, domain: 'elsewhere.example' });
      },
    },
    {
      operation: 'sign in twice on one socket',
      section: 3,
      expected: 'ok, then ok without a node',
      probe: (lab) => signInTwice(lab),
    },
    {
      operation: 'another frame before signing in',
      section: 3,
      expected: 'closed',
      probe: async (lab) => {
        const connection = await lab.connect();
        connection.send({ type: FrameType.business, packet: { rtype: 1 } });
        return (await connection.closes(lab.environment.patienceMs)) ? 'closed' : 'open';
      },
    },
    {
      operation: 'ping before signing in',
      section: 3,
      expected: 'nothing, open',
      probe: async (lab) => {
        const connection = await lab.connect();
        connection.send({ type: FrameType.ping, packet: {} });
        const answer = await connection.journal.take(() => true, lab.environment.quietMs);
        return `${describeFrame(answer)}, ${(await connection.closes(0)) ? 'closed' : 'open'}`;
      },
    },
    {
      operation: 'ping after signing in',
      section: 3,
      expected: 'pong',
      probe: async (lab) => {
        const device = await lab.person();
        device.wire.send({ type: FrameType.ping, packet: {} });
        return describeFrame(await device.next(ofType(FrameType.ping)));
      },
    },
    {
      operation: 'what is pushed after signing in',
      section: 3,
      expected: 'nothing',
      probe: async (lab) => describeFrame(await (await lab.person()).soon(anything)),
    },
    {
      operation: 'sign in with a token',
      section: 2,
      expected: 'ok',
      probe: async (lab) => {
        const account = await lab.account();
        await lab.signIn(account, { loginToken: await tokenOf(lab, account) });
        return 'ok';
      },
    },
    {
      operation: 'use a token twice',
      section: 2,
      expected: 'ok, then refused 4115',
      probe: async (lab) => {
        const account = await lab.account();
        const auth = { name: account.name, token: await tokenOf(lab, account) };
        const first = await lab.connect();
        const seen = await first.signInSeen(auth);
        await first.close();
        return `${seen}, then ${await (await lab.connect()).signInSeen(auth)}`;
      },
    },
    {
      operation: 'use a token without naming the account',
      section: 2,
      expected: 'refused 4115',
      probe: async (lab) => {
        const token = await tokenOf(lab, await lab.account());
        return (await lab.connect()).signInSeen({ token });
      },
    },
    {
      operation: 'send TIMLOGOUT',
      section: 12,
      expected: 'refused 4104',
      probe: async (lab) => {
        const device = await lab.person();
        return describeFrame(await device.request({ type: FrameType.logout, packet: {} }));
      },
    },
    {
      operation: 'connect and never sign in',
      section: 3,
      expected: 'closed',
      probe: async (lab) =>
        (await (await lab.connect()).closes(anonymousLifeMs)) ? 'closed' : `open after ${anonymousLifeMs} ms`,
    },
  ],
});

async function tokenOf(lab: Lab, account: Account): Promise<string> {
  const { post, address } = lab.environment;
  const answer = await requestLoginToken(post, address.httpUrl, account);
  if (answer.kind !== 'ok') throw new Error('no token');
  return answer.text;
}

async function signInTwice(lab: Lab): Promise<string> {
  const { name, password } = await lab.account();
  const connection = await lab.connect();
  const first = await connection.signInSeen({ name, pwd: password });
  const again = await connection.signIn({ name, pwd: password });
  const isBare = again !== null && isAck(again.packet) && again.packet.n === undefined;
  return `${first}, then ${describeFrame(again)}${isBare ? ' without a node' : ''}`;
}

async function connectWithoutOrigin(lab: Lab): Promise<string> {
  const { dialWithoutOrigin, address } = lab.environment;
  const listener = { received: () => undefined, closed: () => undefined };
  try {
    const { signal } = new AbortController();
    const transport = await dialWithoutOrigin(address.webSocketUrl, listener, signal);
    transport.close();
    return 'let in';
  } catch (error) {
    if (error instanceof DialError) return 'refused';
    throw error;
  }
}
