import { BusinessType, FrameType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeAnswer } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { ack } from '../matching';

interface Context {
  readonly lab: Lab;
  readonly device: Device;
}

const newPassword = 'another one';

/** Changing the password, and what it opens afterwards. */
export const password = defineArea<Context>({
  name: 'password',
  prepare: async (lab) => ({ lab, device: await lab.person() }),
  checks: [
    {
      operation: 'change with a wrong old password',
      section: 12,
      expected: 'refused 4112',
      probe: async ({ device }) => describeAnswer(await device.client.password.change('wrong', newPassword)),
    },
    {
      operation: 'refusal of a password change',
      section: 10,
      expected: 'once',
      defect: 'twice, then 4105',
      probe: async ({ device }) => {
        const packet = { rtype: BusinessType.modifyAuth, reqStr: 'wrong', reqStr2: newPassword };
        device.journal.clear();
        await device.request({ type: FrameType.business, packet });
        const again = await device.soon(ack(({ ok, error }) => !ok && error?.code === 4105));
        return again === null ? 'once' : 'twice, then 4105';
      },
    },
    {
      operation: 'change the password',
      section: 12,
      expected: 'ok',
      probe: async ({ device }) =>
        describeAnswer(await device.client.password.change(device.account.password, newPassword)),
    },
    {
      operation: 'sign in with the old password, then with the new one',
      section: 3,
      expected: 'refused 4105, then ok',
      probe: async ({ lab, device }) => {
        await device.leave();
        const { name, password: oldPassword } = device.account;
        const connection = await lab.connect();
        const first = await connection.signInSeen({ name, pwd: oldPassword });
        return `${first}, then ${await connection.signInSeen({ name, pwd: newPassword })}`;
      },
    },
    {
      operation: 'an empty new password',
      section: 12,
      expected: 'refused 4112',
      defect: 'ok, and nobody can sign in',
      probe: async ({ lab }) => {
        const device = await lab.person();
        const { name, password: oldPassword } = device.account;
        const answer = describeAnswer(await device.client.password.changeUnchecked(oldPassword, ''));
        if (answer !== 'ok') return answer;
        await device.leave();
        const connection = await lab.connect();
        const seen = [
          await connection.signInSeen({ name, pwd: '' }),
          await connection.signInSeen({ name, pwd: oldPassword }),
        ];
        return seen.includes('ok') ? 'ok, and one can sign in' : 'ok, and nobody can sign in';
      },
    },
  ],
});
