import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../main/protocol/frame';
import { FrameType, OdType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import type { PresenceChoiceName, PresenceView } from '../../../preload/contract/presence-views';
import type { SimulatedDevice } from '../../support/simulation/simulated-device';
import { World, type DeviceName } from '../../support/simulation/world';
import { valueOf } from '../../support/test-messenger';

let world: World;
/** What a device has said, beside pings, acknowledgements and sign-ins. */
let said: { readonly device: DeviceName; readonly frame: Frame }[];

beforeEach(async () => {
  world = await World.create(11);
  said = [];
  for (const name of ['a', 'a2', 'b'] as const) {
    world.devices[name].network.watch = (direction, bytes) => {
      if (direction === 'out') said.push({ device: name, frame: fromClient(bytes) });
    };
  }
});
afterEach(() => world.dispose());

const fromClient = (bytes: Uint8Array): Frame => decodeFrame(bytes, { from: 'client', encoding: 'compact' });

const person = (device: DeviceName): 'a' | 'b' => (device === 'b' ? 'b' : 'a');
const shown = (device: SimulatedDevice) => device.require().current()?.presence;

/** How a device sees the other person. */
async function seen(device: DeviceName): Promise<PresenceView | null> {
  const node = world.nodeOf(person(device) === 'a' ? 'b' : 'a');
  const { calls } = world.devices[device].require();
  return valueOf(await calls['presence.byNodes']({ nodes: [node] }))[0] ?? null;
}

const choose = async (device: DeviceName, choice: PresenceChoiceName, note = '') =>
  valueOf(await world.devices[device].require().calls['presence.choose']({ choice, note }));

/** What a device has said that reaches somebody else, or could: not what it tells its own account. */
function toldBy(device: DeviceName): readonly string[] {
  const own = world.nodeOf(person(device));
  return said.flatMap(({ device: by, frame }) => {
    if (by !== device) return [];
    if (frame.type === FrameType.broadcastPresence) return [`broadcast ${frame.packet.show}`];
    if (frame.type === FrameType.presence) {
      const to = frame.packet.toList ?? [frame.packet.toTid?.node ?? ''];
      return to.every((node) => node === own) ? [] : [`presence ${frame.packet.show} to ${to.length}`];
    }
    const isStream = frame.type === FrameType.message && frame.packet.odType === OdType.stream;
    return isStream ? [`typing${frame.packet.extend?.['off'] === '1' ? ' off' : ''}`] : [];
  });
}

describe('presence', () => {
  it('of friends who are both there is known on both sides, with the mood line, and follows each choice', async () => {
    expect([(await seen('a'))?.presence, (await seen('b'))?.presence]).toEqual(['online', 'online']);
    await choose('a', 'busy', '  在开会\n· in a meeting ');
    await world.pass(5_000);
    expect(await seen('b')).toEqual({
      node: world.nodeOf('a'),
      presence: 'busy',
      note: '在开会 · in a meeting',
      lastSeenMs: null,
    });
    expect(shown(world.devices.a)).toEqual({ choice: 'busy', note: '在开会 · in a meeting', shown: 'busy' });
  });

  it('is said once after a sign-in, and each friend who asks is answered', async () => {
    await world.devices.b.stop();
    await world.pass(5_000);
    said = [];
    await world.devices.b.start();
    await world.pass(10_000);
    expect([toldBy('b'), toldBy('a')]).toEqual([['broadcast 0'], ['presence 0 to 1']]);
  });

  it('becomes offline at once when a friend leaves, and when they were last seen is kept over a restart', async () => {
    const leftMs = world.devices.a.clock.nowMs();
    await world.devices.b.stop();
    await world.pass(200);
    expect(await seen('a')).toEqual({
      node: world.nodeOf('b'),
      presence: 'offline',
      note: '',
      lastSeenMs: leftMs,
    });
    await world.devices.a.stop();
    await world.devices.a.start();
    await world.pass(10_000);
    expect((await seen('a'))?.lastSeenMs).toBe(leftMs);
  });

  it('is not said by a message that has waited at the server: who wrote it is as far away as before', async () => {
    const leftMs = world.devices.a.clock.nowMs();
    await world.devices.a.stop();
    await world.during(world.devices.b.require().send(world.chatOn('b', 'pair'), 'before I left'));
    await world.pass(1_000);
    await world.devices.b.stop();
    await world.pass(60_000);
    await world.devices.a.start();
    await world.pass(10_000);
    expect(await seen('a')).toMatchObject({ presence: 'offline', lastSeenMs: leftMs });
  });

  it('of everybody is unknown while there is no connection, and back with it', async () => {
    world.devices.a.network.isReachable = false;
    world.devices.a.network.cut(false);
    await world.pass(1_000);
    expect((await seen('a'))?.presence).toBe('offline');
    world.devices.a.network.heal();
    await world.pass(30_000);
    expect((await seen('a'))?.presence).toBe('online');
  });

  it('is away while the user has left the computer, and back with them; whoever is busy stays busy', async () => {
    world.devices.b.require().messenger.userMoved(true);
    await world.pass(5_000);
    expect([(await seen('a'))?.presence, shown(world.devices.b)]).toEqual([
      'away',
      { choice: 'online', note: '', shown: 'away' },
    ]);
    world.devices.b.require().messenger.userMoved(false);
    await world.pass(5_000);
    expect((await seen('a'))?.presence).toBe('online');
    await choose('b', 'busy');
    world.devices.b.require().messenger.userMoved(true);
    await world.pass(5_000);
    expect((await seen('a'))?.presence).toBe('busy');
  });

  it('of somebody who comes and goes twenty times in as many seconds is the last one in the end', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      world.devices.b.require().messenger.userMoved(turn % 2 === 0);
      await world.pass(1_000);
    }
    await choose('b', 'busy');
    await world.pass(10_000);
    expect((await seen('a'))?.presence).toBe('busy');
    expect(toldBy('b').length).toBeLessThan(12);
  });

  it('that was chosen without a connection goes out with the next sign-in, also of another start', async () => {
    world.devices.b.network.isReachable = false;
    world.devices.b.network.cut(false);
    await world.pass(1_000);
    await choose('b', 'away', '火车上');
    await world.devices.b.stop();
    world.devices.b.network.heal();
    await world.devices.b.start();
    await world.pass(10_000);
    expect(await seen('a')).toMatchObject({ presence: 'away', note: '火车上' });
  });

  it('of a friend who is a friend no more is forgotten, with when they were last seen', async () => {
    const { calls } = world.devices.a.require();
    valueOf(await world.during(calls['contacts.remove']({ node: world.nodeOf('b') })));
    await world.pass(1_000);
    expect([await seen('a'), valueOf(await calls['presence.list'](null))]).toEqual([null, []]);
  });

  it('is chosen anew on one device and holds on the others, at once and at their next start', async () => {
    await choose('a', 'busy', 'from the first');
    await world.pass(3_000);
    expect(shown(world.devices.a2)).toEqual({ choice: 'busy', note: 'from the first', shown: 'busy' });
    await world.devices.a2.stop();
    await choose('a', 'away', 'later');
    await world.devices.a2.start();
    await world.pass(10_000);
    expect(shown(world.devices.a2)).toEqual({ choice: 'away', note: 'later', shown: 'away' });
  });
});

describe('what an account tells about itself', () => {
  it('reaches its other devices while they are there, which nobody else tells', async () => {
    const change = { nickname: '小满', status: '在路上' };
    valueOf(await world.during(world.devices.a.require().calls['profile.change'](change)));
    await world.pass(5_000);
    const { calls } = world.devices.a2.require();
    const own = valueOf(await calls['people.profile']({ node: world.nodeOf('a') }));
    expect([own.shownName, own.profile.status]).toEqual(['小满', '在路上']);
    expect(world.devices.a2.require().current()?.account.name).toBe('小满');
    // Each of the two has told the other once at most.
    const toDevices = said.filter(
      ({ device, frame }) =>
        device !== 'b' &&
        frame.type === FrameType.presence &&
        (frame.packet.toList ?? [frame.packet.toTid?.node]).includes(world.nodeOf('a')),
    );
    expect(toDevices.length).toBeLessThanOrEqual(2);
  });

  it('is away for friends from the first word of a new connection on, when nobody came back meanwhile', async () => {
    await world.devices.a2.stop();
    await world.pass(5_000);
    world.devices.a.require().messenger.userMoved(true);
    await world.pass(5_000);
    said.length = 0;
    world.devices.a.network.cut(false);
    await world.pass(30_000);
    expect([toldBy('a').filter((told) => told.startsWith('broadcast')), (await seen('b'))?.presence]).toEqual(
      [['broadcast 1'], 'away'],
    );
  });
});

describe('somebody invisible', () => {
  it('is gone by the word of the server, on all devices, and then tells nobody anything that tells', async () => {
    await choose('a', 'invisible', 'not here');
    await world.pass(1_500);
    expect(toldBy('a')).toEqual([]);
    await world.pass(20_000);
    expect([(await seen('b'))?.presence, shown(world.devices.a2)?.choice]).toEqual(['offline', 'invisible']);
    for (const device of ['a', 'a2'] as const) {
      expect(world.devices[device].require().connection().state).toBe('online');
    }
    said = [];
    // Everything that asks, and everything that would tell by itself.
    await world.devices.b.stop();
    await world.pass(2_000);
    await world.devices.b.start();
    await world.pass(10_000);
    const { calls, messenger } = world.devices.a.require();
    await calls['typing.note']({ conversationId: world.chatOn('a', 'pair'), isTyping: true });
    messenger.userMoved(true);
    await choose('a', 'invisible', 'another note');
    world.devices.a.network.cut(false);
    await world.pass(60_000);
    expect([toldBy('a'), toldBy('a2')]).toEqual([[], []]);
    expect((await seen('b'))?.presence).not.toBe('online');
    // They see who has come since.
    expect((await seen('a2'))?.presence).toBe('online');
    await choose('a', 'online');
    await world.pass(10_000);
    expect((await seen('b'))?.presence).toBe('away');
  });

  it('is invisible on the next start from the first frame on', async () => {
    await choose('a', 'invisible');
    await world.pass(10_000);
    await Promise.all([world.devices.a.stop(), world.devices.a2.stop()]);
    said = [];
    await world.devices.a.start();
    await world.pass(20_000);
    expect([toldBy('a'), (await seen('b'))?.presence ?? 'offline']).toEqual([[], 'offline']);
  });

  it('is not given away by the server’s word that they have left: that is no last time', async () => {
    await choose('a', 'invisible');
    await world.pass(10_000);
    const before = (await seen('b'))?.lastSeenMs;
    await world.pass(60_000);
    await Promise.all([world.devices.a.stop(), world.devices.a2.stop()]);
    await world.pass(1_000);
    expect((await seen('b'))?.lastSeenMs).toBe(before);
  });

  it('takes back what still waits to be told', async () => {
    await choose('a', 'busy');
    await choose('a', 'away');
    await choose('a', 'invisible');
    await world.pass(20_000);
    expect((await seen('b'))?.presence).toBe('offline');
    expect(toldBy('a').filter((told) => told !== 'broadcast 2')).toEqual([]);
  });
});

describe('typing', () => {
  const note = (isTyping: boolean, chat: 'pair' | 'room' = 'pair') =>
    world.devices.a.require().calls['typing.note']({ conversationId: world.chatOn('a', chat), isTyping });
  const writers = async () => valueOf(await world.devices.b.require().calls['typing.list'](null));
  const ann = () => [
    { conversationId: world.chatOn('b', 'pair'), people: [{ node: world.nodeOf('a'), name: 'a' }] },
  ];

  it('is told to a friend once in three seconds, and is over six seconds after the last time', async () => {
    for (let turn = 0; turn < 70; turn += 1) {
      await note(true);
      await world.pass(100);
    }
    expect([toldBy('a'), await writers()]).toEqual([['typing', 'typing', 'typing'], ann()]);
    await world.pass(6_000);
    expect(await writers()).toEqual([]);
  });

  it('ends with the message, and when the field is emptied', async () => {
    await note(true);
    await world.pass(500);
    expect(await writers()).toEqual(ann());
    await world.devices.a.require().send(world.chatOn('a', 'pair'), 'hello');
    await world.pass(500);
    expect(await writers()).toEqual([]);
    await world.pass(3_000);
    await note(true);
    await note(false);
    await world.pass(3_000);
    expect([toldBy('a'), await writers()]).toEqual([['typing', 'typing', 'typing off'], []]);
  });

  it.each(['contacts.block', 'contacts.remove'] as const)(
    'of somebody is shown no longer than they are a friend (%s)',
    async (call) => {
      await note(true);
      await world.pass(500);
      expect(await writers()).toEqual(ann());
      const { calls } = world.devices.b.require();
      valueOf(await world.during(calls[call]({ node: world.nodeOf('a') })));
      expect(await writers()).toEqual([]);
      await note(true);
      await world.pass(3_500);
      expect(await writers()).toEqual([]);
    },
  );

  it('is neither told nor shown in rooms unless the user wants it, nor anywhere when they do not', async () => {
    const change = (device: DeviceName, typingNotices: 'never' | 'everywhere') =>
      world.devices[device].require().calls['app.changeSettings']({ typingNotices });
    await note(true, 'room');
    await world.pass(3_000);
    expect([toldBy('a'), await writers()]).toEqual([[], []]);
    await change('a', 'everywhere');
    await note(true, 'room');
    await world.pass(1_000);
    // The other one has not asked for it.
    expect([toldBy('a'), await writers()]).toEqual([['typing'], []]);
    await change('b', 'everywhere');
    expect((await writers()).map(({ conversationId }) => conversationId)).toEqual([
      world.chatOn('b', 'room'),
    ]);
    await world.pass(6_000);
    await change('a', 'never');
    await note(true);
    await world.pass(1_000);
    expect([toldBy('a'), await writers()]).toEqual([['typing'], []]);
  });
});
