import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../../support/recording-logger';
import { ComputerClock } from '../../support/simulation/computer-clock';
import { SimulatedNetwork } from '../../support/simulation/simulated-network';
import { World } from '../../support/simulation/world';
import { TestMessenger, valueOf } from '../../support/test-messenger';

/** Lines that tell of work that failed; what is told of a closed database is a `TypeError` of its driver. */
const failures = (logger: RecordingLogger): readonly string[] =>
  logger.lines.filter((line) => /failed|stumbled|TypeError|not open/u.test(line));

describe('signing out in the middle of something', () => {
  let world: World;
  let device: TestMessenger;
  let logger: RecordingLogger;
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => {
    unhandled.push(error);
  };

  beforeEach(async () => {
    unhandled.length = 0;
    process.on('unhandledRejection', note);
    world = await World.create(14);
    logger = new RecordingLogger();
    const { network } = new SimulatedNetwork(() => world.requireServer(), new ComputerClock(world.clock));
    device = new TestMessenger({ name: 'a', clock: world.clock, network, logger });
    valueOf(await world.during(device.calls['account.signIn'](world.devices.a.credentials())));
    for (const chat of ['pair', 'room'] as const) {
      for (let number = 0; number < 12; number += 1)
        await world.devices.a.require().send(world.chatOn('a', chat), `text ${number}`);
    }
    await world.pass(60_000);
  });

  afterEach(async () => {
    process.off('unhandledRejection', note);
    await device.dispose();
    await world.dispose();
  });

  const scrollBack = async (chat: 'pair' | 'room'): Promise<void> => {
    const conversationId = world.chatOn('a', chat);
    const newest = valueOf(await device.calls['messages.page']({ conversationId, before: null, limit: 4 }));
    const page = device.calls['messages.page']({ conversationId, before: newest.earlier, limit: 4 });
    expect(valueOf(await page).messages).toHaveLength(4);
  };

  it('T14: while a comparison waits for its turn: nothing touches the closed database', async () => {
    await scrollBack('pair');
    await scrollBack('room');
    valueOf(await device.calls['account.signOut']({ data: 'keep' }));
    await world.pass(5_000);
    expect([unhandled, failures(logger)]).toEqual([[], []]);
  });

  it('T14: while the whole account is compared after a sign-in: nothing touches the closed database', async () => {
    for (const waitMs of [0, 1, 50, 150, 250, 400]) {
      valueOf(await device.calls['account.signOut']({ data: 'keep' }));
      await world.during(device.calls['account.signIn'](world.devices.a.credentials()));
      await world.pass(waitMs);
    }
    valueOf(await device.calls['account.signOut']({ data: 'keep' }));
    await world.pass(5_000);
    expect([unhandled, failures(logger)]).toEqual([[], []]);
  });

  /** Everything that somebody can ask about people and rooms, all at once. */
  const askEverything = (): readonly Promise<unknown>[] => {
    const room = world.nodeOf('room');
    const [self, peer] = [world.nodeOf('a'), world.nodeOf('b')];
    const { calls } = device;
    return [
      calls['people.profile']({ node: peer }),
      calls['people.look']({ node: peer }),
      calls['rooms.look']({ node: room }),
      calls['rooms.look']({ node: 'nobody has made it' }),
      calls['rooms.refreshMembers']({ node: room, list: 'members' }),
      calls['rooms.refreshMembers']({ node: room, list: 'blocked' }),
      calls['rooms.setManager']({ node: room, member: peer, isManager: true }),
      calls['rooms.edit']({ node: room, name: 'another name' }),
      calls['rooms.create']({ title: 'one more', isOpen: false }),
      calls['rooms.join']({ node: room, greeting: '' }),
      calls['contacts.add']({ node: peer, greeting: '' }),
      calls['contacts.add']({ node: self, greeting: '' }),
      calls['contacts.block']({ node: 'nobody' }),
      calls['profile.change']({ status: 'busy with tests' }),
      calls['presence.choose']({ choice: 'busy', note: '' }),
      calls['account.changePassword']({ currentPassword: 'wrong horse', newPassword: 'a staple, 12' }),
    ].map((answer) => Promise.resolve(answer));
  };

  it.each([0, 1, 20, 200, 1_000, 6_000])(
    'T14: %d ms after everything about people and rooms was asked: every call has an answer, and nothing touches the closed database',
    async (waitMs) => {
      const answers = askEverything();
      // What others say at that moment is heard by nobody any more.
      const { b } = world.devices;
      await b.require().calls['presence.choose']({ choice: 'away', note: 'out' });
      await b.require().calls['typing.note']({ conversationId: world.chatOn('b', 'pair'), isTyping: true });
      await b.require().send(world.chatOn('b', 'room'), 'and one more');
      await world.pass(waitMs);
      valueOf(await device.calls['account.signOut']({ data: 'keep' }));
      const all = await world.during(Promise.all(answers));
      await world.pass(120_000);
      expect(all.every((answer) => typeof answer === 'object' && answer !== null && 'ok' in answer)).toBe(
        true,
      );
      expect([unhandled, failures(logger)]).toEqual([[], []]);
    },
  );
});
