import { decodeFrame, encodeFrame } from '../../main/protocol/frame';
import { FrameType } from '../../main/protocol/packet-types';
import { requestAccount, type AccountAnswer, type AccountRequest } from '../../main/session/account-request';
import { requestLoginToken } from '../../main/session/login-token';
import { register } from '../../main/session/registrar';
import { defineArea } from '../check';
import { describeFrame } from '../describe';
import type { Account } from '../device';
import { newPassword, type Lab } from '../lab';
import type { LabEnvironment } from '../lab-environment';

interface Context {
  readonly environment: LabEnvironment;
  readonly account: Account;
}

const nodeText = /^[1-9A-HJ-NP-Za-km-z]{5,14}$/u;

/** Registering and login tokens over HTTP. */
export const accounts = defineArea<Context>({
  name: 'accounts',
  prepare: async (lab: Lab) => ({ environment: lab.environment, account: await lab.account() }),
  checks: [
    {
      operation: 'register a new account',
      section: 2,
      expected: 'a node',
      probe: ({ account }) => Promise.resolve(nodeText.test(account.node) ? 'a node' : 'no node'),
    },
    {
      operation: 'register the same name again',
      section: 2,
      expected: 'exists (4101)',
      probe: async ({ environment, account }) => {
        const { post, address } = environment;
        const answer = await register(post, address.httpUrl, account);
        return answer.kind === 'exists' ? 'exists (4101)' : answer.kind;
      },
    },
    {
      operation: 'register the same name in another domain',
      section: 2,
      expected: 'another node',
      probe: async ({ environment, account }) => {
        const packet = { name: account.name, pwd: account.password, domain: 'c.ex' };
        const answer = await ask(environment, { type: FrameType.register, packet });
        if (answer.kind !== 'ok') return describe(answer);
        return answer.text === account.node ? 'the same node' : 'another node';
      },
    },
    {
      operation: 'register a name in any script',
      section: 2,
      expected: 'ok',
      probe: async ({ environment }) => {
        const packet = { name: `会议-${environment.random.uuid()}-é☃`, pwd: '密码' };
        return describe(await ask(environment, { type: FrameType.register, packet }));
      },
    },
    {
      operation: 'register in the compact encoding',
      section: 2,
      expected: 'ok',
      defect: 'unreachable notTim',
      probe: async ({ environment }) => {
        const packet = {
          name: `conformance-${environment.random.uuid()}`,
          pwd: newPassword(environment.random),
        };
        return describe(await ask(environment, { type: FrameType.register, packet, encoding: 'compact' }));
      },
    },
    {
      operation: 'ask for a login token',
      section: 2,
      expected: 'ok',
      probe: async ({ environment, account }) => describe(await askToken(environment, account)),
    },
    {
      operation: 'ask for a token with a wrong password',
      section: 2,
      expected: 'refused 4102',
      probe: async ({ environment, account }) =>
        describe(await askToken(environment, { ...account, password: 'wrong' })),
    },
    {
      operation: 'ask for a token of an unknown account',
      section: 2,
      expected: 'refused 4102',
      probe: async ({ environment, account }) =>
        describe(await askToken(environment, { ...account, name: environment.random.uuid() })),
    },
    {
      operation: 'post a register frame without a body',
      section: 2,
      expected: 'refused 4104',
      probe: ({ environment }) => postBytes(environment, Uint8Array.of(0x8e)),
    },
    {
      operation: 'post an unreadable register frame',
      section: 2,
      expected: 'refused 4104',
      probe: ({ environment }) => postBytes(environment, Uint8Array.of(0x8e, 0x7b, 0x78)),
    },
    {
      operation: 'post a frame of another type',
      section: 2,
      expected: 'empty body',
      probe: ({ environment }) => {
        const ping = encodeFrame({ type: FrameType.ping, packet: {} }, { from: 'client', encoding: 'json' });
        return postBytes(environment, ping);
      },
    },
  ],
});

const ask = ({ post, address }: LabEnvironment, request: AccountRequest): Promise<AccountAnswer> =>
  requestAccount(post, address.httpUrl, request);

const askToken = (
  { post, address }: LabEnvironment,
  account: { readonly name: string; readonly password: string },
): Promise<AccountAnswer> => requestLoginToken(post, address.httpUrl, account);

async function postBytes({ post, address }: LabEnvironment, body: Uint8Array): Promise<string> {
  const answer = await post(address.httpUrl, body, new AbortController().signal);
  if (answer.length === 0) return 'empty body';
  return describeFrame(decodeFrame(answer, { from: 'server', encoding: 'json' }));
}

function describe(answer: AccountAnswer): string {
  switch (answer.kind) {
    case 'ok':
      return 'ok';
    case 'refused':
      return `refused ${answer.code}`;
    case 'unreachable':
      return `unreachable ${answer.failure}`;
  }
}
