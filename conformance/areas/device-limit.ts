import { defineArea } from '../check';
import { describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { ofType } from '../matching';
import { FrameType } from '../../main/protocol/packet-types';
import { wait } from '../wait';

/** An over-limit login is refused for 10 s after the account's last one. */
const refusalLifeMs = 11_000;

interface Context {
  readonly lab: Lab;
  readonly first: Device;
}

/** A second device of an account. */
export const deviceLimit = defineArea<Context>({
  name: 'device limit',
  prepare: async (lab) => ({ lab, first: await lab.person() }),
  checks: [
    {
      operation: 'a second device within 10 s',
      section: 3,
      expected: 'refused 4111',
      requires: 'one device',
      probe: async ({ lab, first }) => {
        const { name, password } = first.account;
        return (await lab.connect()).signInSeen({ name, pwd: password });
      },
    },
    {
      operation: 'a second device after 10 s',
      section: 3,
      expected: ['let in; the first closed with 1000; nothing', 'refused 4111; the first open; nothing'],
      defect: 'let in; the first closed with 1000; presence offline',
      requires: 'one device',
      probe: async ({ lab, first }) => {
        await wait(lab.environment.clock, refusalLifeMs);
        const { name, password } = first.account;
        const second = await lab.connect();
        const seen = await second.signInSeen({ name, pwd: password });
        const reason = await first.ended(lab.environment.patienceMs);
        const presence = await second.journal.take(ofType(FrameType.presence), lab.environment.quietMs);
        const firstSeen = reason === null ? 'open' : `closed with ${reason.code}`;
        return `${seen === 'ok' ? 'let in' : seen}; the first ${firstSeen}; ${describeFrame(presence)}`;
      },
    },
    {
      operation: 'a second device beside the first',
      section: 3,
      expected: 'both open',
      requires: 'several devices',
      probe: async ({ lab, first }) => {
        await lab.signIn(first.account, { resource: 'second' });
        return (await first.ended(lab.environment.quietMs)) === null ? 'both open' : 'the first closed';
      },
    },
  ],
});
