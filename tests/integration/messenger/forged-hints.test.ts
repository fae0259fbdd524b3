import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../main/protocol/frame';
import { BusinessType, FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import { World } from '../../support/simulation/world';
import { WireClient } from '../embedded-server/wire-client';

let world: World;
/** A friend's own program, which sends what it likes. */
let forger: WireClient;
/** What was asked, by the number that names the kind of list. */
const asked = new Map<number, number>();
beforeEach(async () => {
  world = await World.create(41);
  forger = WireClient.inMemory(world.requireServer());
  const { ok } = await forger.signIn({ name: 'a', pwd: 'correct horse', resource: 'forger' });
  expect(ok).toBe(true);
  await world.pass(120_000);
  asked.clear();
  world.devices.b.network.watch = (direction, bytes) => {
    if (direction !== 'out') return;
    const frame = decodeFrame(bytes, { from: 'client', encoding: 'compact' });
    if ('rtype' in frame.packet && frame.type === FrameType.business) {
      asked.set(frame.packet.rtype, (asked.get(frame.packet.rtype) ?? 0) + 1);
    }
  };
});
afterEach(() => world.dispose());

const forge = (bnType: number): void =>
  forger.send({
    type: FrameType.message,
    packet: {
      msType: MsType.user,
      odType: OdType.business,
      bnType,
      toTid: { node: world.nodeOf('b') },
      roomTid: { node: world.nodeOf('room') },
    },
  });
/** What both have said and the server has, in no order: they write at the same time. */
const saidOn = async (device: 'a' | 'b'): Promise<ReadonlySet<string>> =>
  new Set(
    (await world.devices[device].messages(world.chatOn(device, 'pair'))).map((message) =>
      message.body.kind === 'text' && message.delivery.state === 'sent' ? message.body.text : '',
    ),
  );
const questions = () => [asked.get(BusinessType.roster), asked.get(BusinessType.userRooms)];

describe('a friend who forges hints', () => {
  it('T41: three hundred of them are a few questions of each kind, and messages pass meanwhile', async () => {
    const said = new Set<string>();
    for (let round = 0; round < 30; round += 1) {
      for (let count = 0; count < 5; count += 1) {
        forge(BusinessType.removeRoster);
        forge(BusinessType.kickRoom);
      }
      for (const device of ['a', 'b'] as const) {
        said.add(`${device} ${round}`);
        await world.devices[device].require().send(world.chatOn(device, 'pair'), `${device} ${round}`);
      }
      await world.pass(100);
      // Both have it before the next hints come.
      expect([await saidOn('a'), await saidOn('b')]).toEqual([said, said]);
    }
    // One question of each kind at once, and after a pause one for all hints that came since.
    expect(questions()).toEqual([2, 2]);
    await world.pass(600_000);
    for (const count of questions()) {
      // The last hint is never lost, and a pause may have ended before it.
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThanOrEqual(3);
    }
  });
});
