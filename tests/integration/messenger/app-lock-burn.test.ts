import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BodyView } from '../../../preload/contract/message-views';
import { leftoversOf } from '../../e2e/support/leftovers';
import { World } from '../../support/simulation/world';
import { valueOf } from '../../support/test-messenger';

const secret = 'behind-the-lock-4711-0815';
const pin = '7392';
let world: World;
beforeEach(async () => {
  world = await World.create(21);
  // The gate opens with the start.
  await world.during(reader().messenger.start());
});
afterEach(() => world.dispose());

const reader = () => world.devices.b.require();
const bodyOn = async (device: 'a' | 'b'): Promise<BodyView | undefined> =>
  (await world.devices[device].messages(world.chatOn(device, 'pair'))).at(-1)?.body;

/** The reader opens a message that burns after `seconds`, and locks the app. */
async function lockOver(seconds: number): Promise<void> {
  await world.devices.a.require().send(world.chatOn('a', 'pair'), secret, seconds);
  await world.pass(1_000);
  const messageId = (await world.devices.b.messages(world.chatOn('b', 'pair'))).at(-1)?.messageId ?? '';
  expect(valueOf(await reader().calls['messages.reveal']({ messageId })).body.kind).toBe('burnRevealed');
  await world.pass(500);
  valueOf(await world.during(reader().calls['lock.turnOn']({ pin })));
  valueOf(await world.during(reader().calls['lock.now'](null)));
}

describe('a burn message that was opened before the app was locked', () => {
  it('is erased before anything of it is read when its time ended behind the lock', async () => {
    await lockOver(5);
    await world.pass(20_000);
    reader().changes.length = 0;
    valueOf(await world.during(reader().calls['lock.unlock']({ pin })));
    expect((await bodyOn('b'))?.kind).toBe('burned');
    valueOf(await world.during(reader().calls['lock.turnOff']({ pin })));
    expect(leftoversOf(secret, reader().dataDirectory)).toEqual([]);
    await world.pass(3_000);
    expect((await bodyOn('a'))?.kind).toBe('burned');
  });

  it('is erased in its second where messages arrive behind the lock, and its author sees that', async () => {
    valueOf(await reader().calls['app.changeSettings']({ whileLocked: 'receive' }));
    await lockOver(5);
    await world.pass(6_000);
    expect(reader().messenger.snapshot().startState).toBe('locked');
    expect((await bodyOn('a'))?.kind).toBe('burned');
    valueOf(await world.during(reader().calls['lock.unlock']({ pin })));
    expect((await bodyOn('b'))?.kind).toBe('burned');
    valueOf(await world.during(reader().calls['lock.turnOff']({ pin })));
    expect(leftoversOf(secret, reader().dataDirectory)).toEqual([]);
  });

  it('is covered after unlocking while its time still runs, and burns when it ends', async () => {
    await lockOver(60);
    await world.pass(20_000);
    valueOf(await world.during(reader().calls['lock.unlock']({ pin })));
    expect((await bodyOn('b'))?.kind).toBe('burnConcealed');
    await world.pass(41_000);
    expect((await bodyOn('b'))?.kind).toBe('burned');
  });
});
