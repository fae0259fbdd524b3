import { BusinessType, FrameType, NodesType } from '../../main/protocol/packet-types';
import { isMessageFrame } from '../matching';
import { defineArea } from '../check';
import { describeAnswer, describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { fetchOffline } from '../offline-pages';
import { roomMessage, toUser } from '../scene';

interface Context {
  readonly lab: Lab;
  readonly a: Device;
  readonly b: Device;
  readonly room: string;
}

const kilobytes = 256;
const largeText = 'x'.repeat(kilobytes * 1_024);
/** One byte more than tim takes on its default configuration. */
const longPassword = 'x'.repeat(22);

/** What the server's database and configuration leave of tim. */
export const storage = defineArea<Context>({
  name: 'storage',
  prepare: async (lab) => {
    const [a, b] = await lab.friends();
    return { lab, a, b, room: await lab.room('open', a, b) };
  },
  checks: [
    {
      operation: `a message of ${kilobytes} kB to a friend`,
      section: 7,
      expected: 'stored',
      rareDefect: 'refused 5103',
      probe: async ({ a, b }) => {
        const answer = await a.ask(toUser(b), { dataString: largeText });
        return answer !== null && isMessageFrame(answer) ? 'stored' : describeFrame(answer);
      },
    },
    {
      operation: `a message of ${kilobytes} kB in a room`,
      section: 7,
      expected: 'message with sync',
      rareDefect: ['nothing', 'refused 5103'],
      probe: ({ a, room }) => a.attempt(roomMessage(room, largeText)),
    },
    {
      operation: `a profile of ${kilobytes} kB`,
      section: 12,
      expected: 'ok, kept',
      rareDefect: ['ok, not kept', 'refused 5103, not kept'],
      probe: async ({ a }) => {
        const packet = { ntype: NodesType.modifyUser, usermap: { [a.node]: { cover: largeText } } };
        const frame = { type: FrameType.nodes, packet } as const;
        const seen = describeFrame(await a.request(frame, ({ type }) => type === FrameType.ack));
        const answer = await a.client.cards.people([a.node]);
        const cover = answer.kind === 'ok' ? answer.value[a.node]?.cover : undefined;
        return `${seen}, ${cover === largeText ? 'kept' : 'not kept'}`;
      },
    },
    {
      operation: 'a message for a friend who is away',
      section: 7,
      expected: 'in the offline queue',
      rareDefect: 'only in the history',
      probe: async ({ lab, a }) => {
        const away = await lab.person();
        await lab.befriend(a, away);
        await away.leave();
        await a.tell(toUser(away), { dataString: 'waiting' });
        const back = await lab.signIn(away.account);
        if ((await fetchOffline(back)).flat().length > 0) return 'in the offline queue';
        const query = { kind: 'user', node: a.node, fromMid: 0n, limit: 5 } as const;
        return describeAnswer(await back.client.history.pull(query), (list) =>
          list.length > 0 ? 'only in the history' : 'lost',
        );
      },
    },
    {
      operation: `register with a password of ${longPassword.length} bytes`,
      section: 2,
      expected: 'ok',
      rareDefect: 'refused 5103',
      probe: ({ lab }) => lab.register(longPassword),
    },
    {
      operation: `change to a password of ${longPassword.length} bytes`,
      section: 2,
      expected: 'ok',
      rareDefect: ['refused 4112', 'nothing'],
      probe: async ({ lab }) => {
        const device = await lab.person();
        const reqStr = device.account.password;
        const packet = { rtype: BusinessType.modifyAuth, reqStr, reqStr2: longPassword };
        device.journal.clear();
        device.wire.send({ type: FrameType.business, packet });
        // A hash takes a second and more on a busy server.
        const answer = await device.next(({ type }) => type === FrameType.ack);
        return describeFrame(answer);
      },
    },
  ],
});
