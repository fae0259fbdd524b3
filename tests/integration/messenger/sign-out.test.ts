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
});
