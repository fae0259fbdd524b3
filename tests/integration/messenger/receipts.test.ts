import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../main/protocol/frame';
import { FrameType, OdType } from '../../../main/protocol/packet-types';
import type { TimMessage } from '../../../main/protocol/packets';
import type { MessageView } from '../../../preload/contract/message-views';
import { World, type DeviceName } from '../../support/simulation/world';
import { valueOf } from '../../support/test-messenger';

let world: World;
/** Every receipt that a device has sent. */
let said: { readonly device: DeviceName; readonly extend: TimMessage['extend'] }[];

beforeEach(async () => {
  world = await World.create(41);
  said = [];
  for (const name of ['a', 'a2', 'b'] as const) {
    world.devices[name].network.watch = (direction, bytes) => {
      if (direction !== 'out') return;
      const frame = decodeFrame(bytes, { from: 'client', encoding: 'compact' });
      if (frame.type === FrameType.message && frame.packet.odType === OdType.receipt)
        said.push({ device: name, extend: frame.packet.extend });
    };
  }
  await share('a', 'b');
  await world.pass(5_000);
});
afterEach(() => world.dispose());

async function share(...devices: readonly DeviceName[]): Promise<void> {
  for (const device of devices) await setShared(device, true);
}

const setShared = async (device: DeviceName, sharesReceipts: boolean) =>
  valueOf(await world.devices[device].require().calls['app.changeSettings']({ sharesReceipts }));

const send = (device: DeviceName, text: string) =>
  world.during(world.devices[device].require().send(world.chatOn(device, 'pair'), text));

const shown = (device: DeviceName) => world.devices[device].messages(world.chatOn(device, 'pair'));

/** Somebody looks at the chat, down to its newest message. */
async function look(device: DeviceName): Promise<void> {
  const newest = (await shown(device)).at(-1);
  const conversationId = world.chatOn(device, 'pair');
  const until = newest?.sortKey ?? '';
  valueOf(await world.devices[device].require().calls['conversations.markRead']({ conversationId, until }));
}

/** What an author sees of their messages: their texts with how far they have come. */
async function stand(device: DeviceName): Promise<readonly string[]> {
  const conversationIds = [world.chatOn(device, 'pair')];
  const { calls } = world.devices[device].require();
  const [row] = valueOf(await calls['conversations.byIds']({ conversationIds }));
  const { deliveredUntil = '', readUntil = '' } = row?.receipts ?? {};
  const come = ({ sortKey }: MessageView) =>
    sortKey <= readUntil ? 'read' : sortKey <= deliveredUntil ? 'delivered' : 'sent';
  return (await shown(device)).flatMap((message) =>
    message.isMine && message.body.kind === 'text' ? [`${message.body.text} ${come(message)}`] : [],
  );
}

describe('receipts', () => {
  it('tell the author first that a message arrived, and then that it was read', async () => {
    await send('a', 'hello');
    expect(await stand('a')).toEqual(['hello sent']);
    await world.pass(4_000);
    expect(await stand('a')).toEqual(['hello delivered']);
    await look('b');
    await world.pass(8_000);
    expect(await stand('a')).toEqual(['hello read']);
    expect(said.filter(({ device }) => device === 'b')).toHaveLength(2);
  });

  it('of many messages are one, and so they are of many that are read together', async () => {
    for (let number = 1; number <= 30; number += 1) await send('a', `text ${number}`);
    await world.pass(8_000);
    expect(await shown('b')).toHaveLength(30);
    await look('b');
    await world.pass(8_000);
    expect(new Set((await stand('a')).map((text) => text.split(' ').at(-1)))).toEqual(new Set(['read']));
    expect(said.length).toBeLessThanOrEqual(4);
  });

  it('are off until somebody wants them, on either side, and then nothing is sent or shown', async () => {
    await setShared('b', false);
    await send('a', 'to who shares none');
    await send('b', 'from who shares none');
    await world.pass(4_000);
    await look('b');
    await look('a');
    await world.pass(10_000);
    expect(said.map(({ device }) => device)).not.toContain('b');
    // What the other side tells is not taken by who tells nothing.
    expect([await stand('a'), await stand('b')]).toEqual([
      ['to who shares none sent'],
      ['from who shares none sent'],
    ]);
    await setShared('b', true);
    await world.pass(30_000);
    expect(said.map(({ device }) => device)).not.toContain('b');
  });

  it('wait for an author who is away, and are known after a restart on both sides', async () => {
    await send('a', 'before I go');
    await world.devices.a.stop();
    await world.devices.a2.stop();
    await look('b');
    await world.pass(8_000);
    await world.devices.a.start();
    await world.pass(15_000);
    expect(await stand('a')).toEqual(['before I go read']);
    await world.devices.a.kill();
    await world.devices.a.start();
    await world.pass(5_000);
    expect(await stand('a')).toEqual(['before I go read']);
  });

  it('that could not go out are told by the next connection, also when the program was killed meanwhile', async () => {
    await send('a', 'read on the train');
    await world.pass(100);
    world.devices.b.network.isReachable = false;
    world.devices.b.network.cut(false);
    await look('b');
    await world.pass(20_000);
    await world.devices.b.kill();
    world.devices.b.network.heal();
    await world.devices.b.start();
    await world.pass(20_000);
    expect(await stand('a')).toEqual(['read on the train read']);
  });

  it('are not sent by somebody who is not to be seen, and are when they are seen again', async () => {
    const choose = async (choice: 'invisible' | 'online') =>
      valueOf(await world.devices.b.require().calls['presence.choose']({ choice, note: '' }));
    await choose('invisible');
    await world.pass(20_000);
    await send('a', 'are you there?');
    await world.pass(2_000);
    await look('b');
    await world.pass(20_000);
    expect([await stand('a'), said]).toEqual([['are you there? sent'], []]);
    await choose('online');
    await world.pass(20_000);
    expect(await stand('a')).toEqual(['are you there? read']);
  });

  it('of a covered burn message say that it arrived, and never that it was read', async () => {
    await world.during(world.devices.a.require().send(world.chatOn('a', 'pair'), 'secret', 10));
    await world.pass(4_000);
    await look('b');
    await world.pass(10_000);
    expect(said.at(-1)?.extend).not.toHaveProperty('rd');
  });

  it('are not moved by clocks that jump, whatever they jump by', async () => {
    world.devices.b.clock.jump(-86_400_000);
    await send('a', 'yesterday');
    await world.pass(4_000);
    world.devices.b.clock.jump(2 * 86_400_000);
    await look('b');
    await world.pass(8_000);
    world.devices.a.clock.jump(-3_600_000);
    await send('a', 'today');
    await world.pass(1_000);
    expect((await stand('a'))[0]).toBe('yesterday read');
    expect(said.length).toBeLessThanOrEqual(3);
  });

  it('that somebody marked a chat as read in the list tells nobody: nobody has read it', async () => {
    await send('a', 'put off');
    await world.pass(5_000);
    const { calls } = world.devices.b.require();
    valueOf(
      await calls['conversations.markUnread']({ conversationId: world.chatOn('b', 'pair'), isUnread: false }),
    );
    await world.pass(10_000);
    expect(await stand('a')).toEqual(['put off delivered']);
  });

  it('of rooms are not sent', async () => {
    await world.during(world.devices.a.require().send(world.chatOn('a', 'room'), 'all of you'));
    await world.pass(2_000);
    const conversationId = world.chatOn('b', 'room');
    const newest = (await world.devices.b.messages(conversationId)).at(-1);
    const { calls } = world.devices.b.require();
    valueOf(await calls['conversations.markRead']({ conversationId, until: newest?.sortKey ?? '' }));
    await world.pass(10_000);
    expect(said).toEqual([]);
  });
});
