import { describe, expect, it } from 'vitest';
import { FrameType } from '../../../../main/protocol/packet-types';
import { TimClient } from '../../../../main/session/tim-client';
import { confirmation, nodes, refused, ScriptedLink } from '../../../support/scripted-link';

const start = () => {
  const link = new ScriptedLink();
  return { link, client: new TimClient(link) };
};

describe('cards', () => {
  it('answers the cards that came; unknown nodes are missing', async () => {
    const { link, client } = start();
    link.says(nodes({ ntype: 4, usermap: { b: { name: 'B' } } }));
    const answer = await link.outcome(client.cards.people(['b', 'x']));
    expect(answer).toEqual({ kind: 'ok', value: { b: { name: 'B' } } });
  });

  it('T2: does not take silence for nobody known, and asks nothing about nobody', async () => {
    const { link, client } = start();
    expect(await link.outcome(client.cards.rooms(['x']))).toEqual({ kind: 'unanswered' });
    expect(await link.outcome(client.cards.people([]))).toEqual({ kind: 'ok', value: {} });
    expect(link.sent).toHaveLength(1);
  });

  it('changes the own card and is refused for a room of others', async () => {
    const { link, client } = start();
    link.says(confirmation(FrameType.nodes, 6)).says(refused(FrameType.nodes, 4105));
    expect(await link.outcome(client.cards.changeOwn({ name: 'A' }))).toEqual({ kind: 'ok', value: null });
    const answer = await link.outcome(client.cards.changeRoom('r', { topic: 't' }));
    expect(answer).toEqual({ kind: 'refused', code: 4105 });
    expect(link.sent.map(({ packet }) => packet)).toEqual([
      { ntype: 6, usermap: { '': { name: 'A' } } },
      { ntype: 7, roommap: { r: { topic: 't' } } },
    ]);
  });
});

describe('history', () => {
  const message = { msType: 3, odType: 1, mid: 5n, roomTid: { node: 'r' } };

  it('asks for a page by mid, limit and time', async () => {
    const { link, client } = start();
    const stored = { ...message, roomTid: { node: 'r' } };
    link.says({ type: FrameType.pullMessages, packet: { messageList: [stored] } });
    const query = { kind: 'room', node: 'r', fromMid: 0n, limit: 10, untilNs: 99n } as const;
    expect(await link.outcome(client.history.pull(query))).toEqual({ kind: 'ok', value: [stored] });
    const packet = { rtype: 2, node: 'r', reqInt: 0n, reqInt2: 10n, node2: '99' };
    expect(link.sent).toEqual([{ type: FrameType.pullMessages, packet }]);
  });

  it('T1: does not take silence for an empty chat', async () => {
    const { link, client } = start();
    const query = { kind: 'user', node: 'b', fromMid: 7n, limit: 10 } as const;
    expect(await link.outcome(client.history.pull(query))).toEqual({ kind: 'unanswered' });
    expect(link.sent[0]?.packet).toEqual({ rtype: 1, node: 'b', reqInt: 7n, reqInt2: 10n });
  });

  it('is refused for a room of others', async () => {
    const { link, client } = start();
    link.says(refused(FrameType.pullMessages, 4105));
    const query = { kind: 'room', node: 'r', fromMid: 0n, limit: 10 } as const;
    expect(await link.outcome(client.history.pull(query))).toEqual({ kind: 'refused', code: 4105 });
  });
});

describe('virtual rooms', () => {
  const { virtualRoom } = FrameType;

  it('creates one and answers its node', async () => {
    const { link, client } = start();
    link.says(confirmation(virtualRoom, 1, { n: 'v' }));
    expect(await link.outcome(client.virtualRooms.create())).toEqual({ kind: 'ok', value: 'v' });
  });

  it.each([
    ['remove', 2, {}],
    ['subscribe', 5, {}],
    ['unsubscribe', 6, {}],
  ] as const)('%s is confirmed', async (name, rtype, fields) => {
    const { link, client } = start();
    link.says(confirmation(virtualRoom, rtype, { n: 'v' }));
    expect(await link.outcome(client.virtualRooms[name]('v'))).toEqual({ kind: 'ok', value: null });
    expect(link.sent).toEqual([{ type: virtualRoom, packet: { rtype, node: 'v', ...fields } }]);
  });

  it('subscribes to bytes', async () => {
    const { link, client } = start();
    link.says(confirmation(virtualRoom, 5, { n: 'v' }));
    await link.outcome(client.virtualRooms.subscribe('v', 'bytes'));
    expect(link.sent[0]?.packet).toEqual({ rtype: 5, node: 'v', reqInt: 1n });
  });

  it('reads a refusal without a reason as code 0', async () => {
    const { link, client } = start();
    const answer = { ok: false, timType: virtualRoom, t: 3n, n: 'b' };
    link.says({ type: FrameType.ack, packet: answer });
    expect(await link.outcome(client.virtualRooms.allow('v', 'b'))).toEqual({ kind: 'refused', code: 0 });
  });
});

describe('the password', () => {
  it('is changed when the server confirms', async () => {
    const { link, client } = start();
    link.says(confirmation(FrameType.business, 21));
    expect(await link.outcome(client.password.change('old', 'new'))).toEqual({ kind: 'ok', value: null });
    expect(link.sent[0]?.packet).toEqual({ rtype: 21, reqStr: 'old', reqStr2: 'new' });
  });

  it('is not changed to nothing, which would lock the account out', async () => {
    const { link, client } = start();
    expect(await client.password.change('old', '')).toEqual({ kind: 'refused', code: 4112 });
    expect(link.sent).toEqual([]);
  });
});
