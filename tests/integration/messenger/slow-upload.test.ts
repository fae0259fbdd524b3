import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageView } from '../../../preload/contract/message-views';
import { FrameType } from '../../../main/protocol/packet-types';
import { padded, png } from '../../support/pictures';
import { serverHistory } from '../../support/simulation/truth';
import { World } from '../../support/simulation/world';

const picture = (byteCount: number): Uint8Array => padded(png(), byteCount);

/** What a message shows, and how its delivery went. */
const sightOf = ({ body, delivery }: MessageView): string =>
  `${body.kind === 'text' ? body.text.slice(0, 8) : body.kind} ${delivery.state}`;

describe('on a slow line', () => {
  let world: World;
  /** Everything that the sender ever saw. */
  let seen: Set<string>;
  let states: Set<string>;

  beforeEach(async () => {
    world = await World.create(1);
    seen = new Set();
    states = new Set();
  });
  afterEach(() => world.dispose());

  const messagesOn = async (device: 'a' | 'b'): Promise<readonly string[]> =>
    (await world.devices[device].messages(world.chatOn(device, 'pair'))).map(sightOf);
  /** Lets time go by and looks at the sender's chat every second. */
  const watch = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await world.pass(1_000);
      for (const sight of await messagesOn('a')) seen.add(sight);
      states.add(world.devices.a.require().connection().state);
    }
  };
  /** The texts and sizes of pictures on the server, copies included, oldest first. */
  const stored = async (): Promise<readonly (string | number | undefined)[]> =>
    (await serverHistory(world, 'pair')).map(
      ({ dataString, dataBinary }) => dataBinary?.length ?? dataString?.slice(0, 8),
    );
  const show = (byteCount: number) =>
    world.devices.a.require().sendImage(world.chatOn('a', 'pair'), picture(byteCount));
  const say = (text: string) => world.devices.a.require().send(world.chatOn('a', 'pair'), text);

  it('T3: a picture and the text behind it arrive once each and in order, and nothing is called revoked', async () => {
    world.devices.a.network.bytesPerSecond = 10_000;
    await show(240_000);
    await say('behind');
    // 24 s up, and as long for the echo, which is the whole picture.
    await watch(55);
    expect(await messagesOn('b')).toEqual(['image sent', 'behind sent']);
    await watch(65);
    expect(await stored()).toEqual([240_000, 'behind']);
    expect(await messagesOn('a')).toEqual(['image sent', 'behind sent']);
    expect([...seen].sort()).toEqual(['behind pending', 'behind sent', 'image pending', 'image sent']);
    expect([...states]).toEqual(['online']);
  });

  it('T4: an upload that takes a minute is made once', async () => {
    world.devices.a.network.bytesPerSecond = 4_000;
    await show(240_000);
    await say('behind');
    await watch(240);
    expect(await stored()).toEqual([240_000, 'behind']);
    expect(await messagesOn('a')).toEqual(['image sent', 'behind sent']);
    expect([...states]).toEqual(['online']);
  });

  it('T4: a picture whose echo is lost is looked for and not sent again', async () => {
    world.devices.a.network.bytesPerSecond = 10_000;
    world.devices.a.network.spoilNext('in', 'drop', FrameType.message);
    await show(100_000);
    await say('behind');
    await watch(120);
    expect(await stored()).toEqual([100_000, 'behind']);
    expect(await messagesOn('a')).toEqual(['image sent', 'behind sent']);
    expect([...states]).toEqual(['online']);
  });

  it('T4: a long text whose echo is lost on a line of 1 kB/s is not sent again, and the next one does not wait long', async () => {
    world.devices.a.network.bytesPerSecond = 1_000;
    world.devices.a.network.spoilNext('in', 'drop', FrameType.message);
    await say(`first   ${'x'.repeat(8_000)}`);
    await say('behind');
    await watch(60);
    expect(await messagesOn('b')).toEqual(['first    sent', 'behind sent']);
    expect(await stored()).toEqual(['first   ', 'behind']);
    expect([...states]).toEqual(['online']);
  });

  it('T4: a picture whose echo is on its way when the connection breaks is not sent again', async () => {
    world.devices.a.network.bytesPerSecond = 10_000;
    await show(240_000);
    await say('behind');
    await watch(35);
    world.devices.a.network.cut(false);
    await watch(120);
    expect(await stored()).toEqual([240_000, 'behind']);
    expect(await messagesOn('a')).toEqual(['image sent', 'behind sent']);
    expect([...seen].sort()).toEqual(['behind pending', 'behind sent', 'image pending', 'image sent']);
  });
});
