import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { padded, png } from '../../support/pictures';
import { serverHistory } from '../../support/simulation/truth';
import { World } from '../../support/simulation/world';

describe('a room on a server that drops large messages without a word', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create(5, { like: 'mysql' });
    await say('before');
    await world.pass(1_000);
  });
  afterEach(() => world.dispose());

  const show = (byteCount: number) =>
    world.devices.a.require().sendImage(world.chatOn('a', 'room'), padded(png(), byteCount));
  const say = (text: string) => world.devices.a.require().send(world.chatOn('a', 'room'), text);
  const outcomes = async (): Promise<readonly string[]> =>
    (await world.devices.a.messages(world.chatOn('a', 'room'))).map(({ delivery }) =>
      delivery.state === 'failed' ? delivery.reason : delivery.state,
    );

  it('T15: a large picture fails in words, and what is behind it goes out before', async () => {
    await show(100_000);
    await say('behind');
    await world.pass(60_000);
    expect((await serverHistory(world, 'room')).map(({ dataString }) => dataString)).toEqual([
      'before',
      'behind',
    ]);
    await world.pass(60_000);
    expect([...(await outcomes())].sort()).toEqual(['sent', 'sent', 'tooLargeForServer']);
    await world.pass(120_000);
    expect(await serverHistory(world, 'room')).toHaveLength(2);
  });

  it('other chats go on while the large picture has no answer', async () => {
    await show(100_000);
    await say('behind');
    await world.devices.a.require().send(world.chatOn('a', 'pair'), 'elsewhere');
    await world.pass(3_000);
    expect((await serverHistory(world, 'pair')).map(({ dataString }) => dataString)).toEqual(['elsewhere']);
    expect(await serverHistory(world, 'room')).toHaveLength(1);
  });

  it('T15: what was learnt is known at once the next time', async () => {
    await show(100_000);
    await say('behind');
    await world.pass(130_000);
    const { calls } = world.devices.a.require();
    const again = await calls['messages.sendImage']({
      conversationId: world.chatOn('a', 'pair'),
      bytes: padded(png(), 100_000),
      caption: '',
      mentions: [],
      burnSeconds: null,
      replyToId: null,
    });
    expect(again).toMatchObject({ ok: false, failure: { code: 'tooLargeForServer' } });
  });
});
