import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '../../../main/account/messenger-options';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { systemClock } from '../../../main/platform/clock';
import { DialError } from '../../../main/transport/transport';
import { ComputerClock } from '../../support/simulation/computer-clock';
import { registerAccount } from '../../support/simulation/register-account';
import { SimulatedNetwork } from '../../support/simulation/simulated-network';
import { TestMessenger } from '../../support/test-messenger';

let server: RunningServer;
let messenger: TestMessenger;
/** What happens to answers about accounts, and to connections, one after the other; then nothing. */
let misfortunes: ('answer lost' | 'no connection')[];

beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, listens: false });
  misfortunes = [];
  const { network } = new SimulatedNetwork(() => server, new ComputerClock(systemClock));
  const lossy: Network = {
    dial: (...dialling) => {
      if (misfortunes[0] !== 'no connection') return network.dial(...dialling);
      misfortunes.shift();
      return Promise.reject(new DialError('refused'));
    },
    post: async (...posting) => {
      const answer = await network.post(...posting);
      if (misfortunes[0] !== 'answer lost') return answer;
      misfortunes.shift();
      throw new DialError('timeout');
    },
  };
  messenger = new TestMessenger({ name: '林小满', network: lossy });
});
afterEach(async () => {
  await messenger.dispose();
  await server.stop();
});

async function signUp(password = 'correct horse'): Promise<string> {
  const credentials = { ...messenger.credentials('ws://127.0.0.1:1/tim'), password };
  const answer = await messenger.calls['account.signUp'](credentials);
  return answer.ok ? 'ok' : answer.failure.code;
}

describe('a sign-up that the server did and of which nobody heard', () => {
  it.each(['answer lost', 'no connection'] as const)(
    'is one when it is tried again (%s), and not somebody else’s account',
    async (misfortune) => {
      misfortunes = [misfortune];
      expect(await signUp()).not.toBe('ok');
      expect(await signUp()).toBe('ok');
      expect(messenger.current()?.account.name).toBe('林小满');
    },
  );

  it('is somebody else’s when the password is another one', async () => {
    misfortunes = ['answer lost'];
    await signUp();
    expect(await signUp('battery staple')).toBe('accountExists');
    expect(await signUp()).toBe('ok');
  });

  it('is not thought of where the account was there before, whatever the password', async () => {
    await registerAccount(server, '林小满');
    expect([await signUp(), await signUp()]).toEqual(['accountExists', 'accountExists']);
  });
});
