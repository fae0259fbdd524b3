import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BodyView } from '../../../preload/contract/message-views';
import { leftoversOf } from '../../e2e/support/leftovers';
import { fillDiskUnder } from '../../support/full-disk';
import { World } from '../../support/simulation/world';
import { valueOf } from '../../support/test-messenger';

const secret = 'keeper-secret-4711-0815';
let world: World;
let folder: string;
beforeEach(async () => {
  world = await World.create(20);
  folder = world.devices.b.require().dataDirectory;
});
afterEach(() => world.dispose());

const reader = () => world.devices.b.require();
const bodyOn = async (device: 'a' | 'b'): Promise<BodyView | undefined> =>
  (await world.devices[device].messages(world.chatOn(device, 'pair'))).at(-1)?.body;
const signOut = async (): Promise<void> => {
  valueOf(await world.during(reader().calls['account.signOut']({ data: 'keep' })));
};
const signInAgain = async (): Promise<void> => {
  valueOf(await world.during(reader().calls['account.signIn'](world.devices.b.credentials())));
  await world.pass(2_000);
};

/** The reader opens a message that burns after `seconds`. */
async function openSecret(seconds: number): Promise<void> {
  await world.devices.a.require().send(world.chatOn('a', 'pair'), secret, seconds);
  await world.pass(1_000);
  const messageId = (await world.devices.b.messages(world.chatOn('b', 'pair'))).at(-1)?.messageId ?? '';
  expect(valueOf(await reader().calls['messages.reveal']({ messageId })).body.kind).toBe('burnRevealed');
  await world.pass(500);
  expect(leftoversOf(secret, folder)).not.toEqual([]);
}

describe('the burn clocks of an account that was left', () => {
  it('T20: run on after signing out, and the text is nowhere when they end', async () => {
    await openSecret(5);
    await signOut();
    await world.pass(4_000);
    expect(leftoversOf(secret, folder)).not.toEqual([]);
    await world.pass(1_000);
    expect(leftoversOf(secret, folder)).toEqual([]);
    await world.devices.b.stop();
    expect(leftoversOf(secret, folder)).toEqual([]);
  });

  it('T20: run on while another account is signed in, and the command waits for the next sign-in', async () => {
    await openSecret(5);
    await signOut();
    const other = { ...world.devices.b.credentials(), name: 'another' };
    valueOf(await world.during(reader().calls['account.signUp'](other)));
    await world.pass(6_000);
    expect(reader().current()?.account.name).toBe('another');
    expect(leftoversOf(secret, folder)).toEqual([]);
    await signInAgain();
    await world.pass(2_000);
    expect([(await bodyOn('b'))?.kind, (await bodyOn('a'))?.kind]).toEqual(['burned', 'burned']);
  });

  it('T20: are looked at by every start, whoever was signed in when the program ended', async () => {
    await openSecret(5);
    await signOut();
    await world.devices.b.stop();
    await world.pass(20_000);
    expect(leftoversOf(secret, folder)).not.toEqual([]);
    await world.during(world.devices.b.start());
    expect(reader().current()).toBeNull();
    await world.pass(1);
    expect(leftoversOf(secret, folder)).toEqual([]);
  });

  it('T20: are not lengthened by a clock that is set back, nor by a restart after it', async () => {
    await openSecret(60);
    await signOut();
    await world.pass(40_000);
    await world.devices.b.stop();
    world.clock.jump(-3_600_000);
    await world.during(world.devices.b.start());
    await world.pass(21_000);
    expect(leftoversOf(secret, folder)).toEqual([]);
  });

  it('T20: burn what expires on a full disk within seconds after there is room', async () => {
    await openSecret(5);
    await signOut();
    const makeRoom = fillDiskUnder(folder);
    try {
      await world.pass(60_000);
      expect(leftoversOf(secret, folder)).not.toEqual([]);
    } finally {
      makeRoom();
    }
    await world.pass(4_000);
    expect(leftoversOf(secret, folder)).toEqual([]);
  });

  it('T20: run once and not twice when the account is signed in again before they end', async () => {
    await openSecret(30);
    await signOut();
    await world.pass(5_000);
    await signInAgain();
    expect((await bodyOn('b'))?.kind).toBe('burnConcealed');
    await world.pass(25_000);
    expect([(await bodyOn('b'))?.kind, (await bodyOn('a'))?.kind]).toEqual(['burned', 'burned']);
    expect(leftoversOf(secret, folder)).toEqual([]);
  });

  it('T20: end for an own message as well: what nobody opened is taken back', async () => {
    const author = world.devices.a.require();
    const makeRoom = fillDiskUnder(author.dataDirectory);
    makeRoom();
    await world.devices.b.stop();
    await author.send(world.chatOn('a', 'pair'), secret, 5);
    await world.pass(1_000);
    valueOf(await world.during(author.calls['account.signOut']({ data: 'keep' })));
    await world.pass(8 * 24 * 3_600_000);
    expect(leftoversOf(secret, author.dataDirectory)).toEqual([]);
  });
});
