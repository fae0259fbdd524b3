import { describe, expect, it } from 'vitest';
import { FrameType } from '../../../../main/protocol/packet-types';
import { TimClient } from '../../../../main/session/tim-client';
import { confirmation, messageFrame, nodes, refused, ScriptedLink } from '../../../support/scripted-link';

const start = () => {
  const link = new ScriptedLink();
  return { link, rooms: new TimClient(link).rooms };
};
const { business } = FrameType;
const admission = messageFrame({ msType: 2, odType: 4, bnType: 10, roomTid: { node: 'r' } });

describe('rooms', () => {
  it.each([
    ['private', 1n],
    ['open', 2n],
  ] as const)('creates a room that is %s and answers its node', async (kind, reqInt) => {
    const { link, rooms } = start();
    link.says(confirmation(business, 8, { n: 'r' }));
    expect(await link.outcome(rooms.create('title', kind))).toEqual({ kind: 'ok', value: 'r' });
    expect(link.sent).toEqual([{ type: business, packet: { rtype: 8, node: 'title', reqInt } }]);
  });

  it('joins an open room by the message that says so', async () => {
    const { link, rooms } = start();
    link.says(admission);
    expect(await link.outcome(rooms.join('r', 'hi'))).toEqual({ kind: 'ok', value: 'joined' });
  });

  it('has applied to a private room when nothing comes', async () => {
    const { link, rooms } = start();
    expect(await link.outcome(rooms.join('r', 'hi'))).toEqual({ kind: 'ok', value: 'applied' });
  });

  it('takes only the first half of a refusal that comes twice', async () => {
    const { link, rooms } = start();
    link
      .says(refused(business, 4110, { t: 9n, n: 'r' }), refused(business, 4110))
      .says(confirmation(business, 16, { n: 'r' }));
    const joined = rooms.join('r', 'hi');
    const left = rooms.leave('r');
    expect(await link.outcome(joined)).toEqual({ kind: 'refused', code: 4110 });
    expect(await link.outcome(left)).toEqual({ kind: 'ok', value: null });
  });

  it.each([
    ['pass', 10],
    ['pull', 12],
    ['kick', 13],
    ['blockMember', 15],
  ] as const)('%s names the room and the member', async (name, rtype) => {
    const { link, rooms } = start();
    link.says(confirmation(business, rtype, { n: 'r', n2: 'b' }));
    expect(await link.outcome(rooms[name]({ room: 'r', node: 'b' }))).toEqual({ kind: 'ok', value: null });
    expect(link.sent).toEqual([{ type: business, packet: { rtype, node: 'r', node2: 'b' } }]);
  });

  it('declines with a reason', async () => {
    const { link, rooms } = start();
    link.says(confirmation(business, 11, { n: 'r', n2: 'b' }));
    await link.outcome(rooms.reject({ room: 'r', node: 'b' }, 'full'));
    expect(link.sent[0]?.packet).toEqual({ rtype: 11, node: 'r', node2: 'b', reqStr: 'full' });
  });

  it.each([
    ['block', 14],
    ['leave', 16],
    ['cancel', 17],
  ] as const)('%s is unanswered when the server stays silent', async (name, rtype) => {
    const { link, rooms } = start();
    expect(await link.outcome(rooms[name]('r'))).toEqual({ kind: 'unanswered' });
    expect(link.sent).toEqual([{ type: business, packet: { rtype, node: 'r' } }]);
  });

  it('reads members and is refused from outside', async () => {
    const { link, rooms } = start();
    link.says(nodes({ ntype: 3, nodelist: ['a'], node: 'r' })).says(refused(business, 4104));
    expect(await link.outcome(rooms.members('r'))).toEqual({ kind: 'ok', value: ['a'] });
    expect(await link.outcome(rooms.members('r'))).toEqual({ kind: 'refused', code: 4104 });
  });

  it('reads the three lists about rooms', async () => {
    const { link, rooms } = start();
    link
      .says(nodes({ ntype: 2, nodelist: ['r'] }))
      .says(nodes({ ntype: 9, nodelist: ['s'] }))
      .says(nodes({ ntype: 10, nodelist: ['b'] }));
    expect(await link.outcome(rooms.mine())).toEqual({ kind: 'ok', value: ['r'] });
    expect(await link.outcome(rooms.blocked())).toEqual({ kind: 'ok', value: ['s'] });
    expect(await link.outcome(rooms.blockedMembers('r'))).toEqual({ kind: 'ok', value: ['b'] });
  });
});
