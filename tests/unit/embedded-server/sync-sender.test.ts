import { beforeEach, describe, expect, it } from 'vitest';
import { realBehaviour, type ServerBehaviour } from '../../../main/embedded-server/server-behaviour';
import { SyncSender } from '../../../main/embedded-server/sync-sender';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { CountingRandom } from '../../support/counting-random';
import { ManualClock } from '../../support/manual-clock';

const frame: Frame = { type: FrameType.message, packet: { msType: 2, odType: 1, dataString: 'x' } };

class Target {
  isOpen = true;
  readonly syncIds: (number | undefined)[] = [];

  send(sent: Frame): void {
    this.syncIds.push(sent.syncId);
  }
}

describe('the sync sender', () => {
  let clock: ManualClock;
  let sender: SyncSender;
  let target: Target;
  let random: CountingRandom;

  const senderWith = (behaviour: Partial<ServerBehaviour>): SyncSender =>
    new SyncSender({ clock, random, behaviour: { ...realBehaviour, ...behaviour } });

  beforeEach(() => {
    clock = new ManualClock();
    random = new CountingRandom();
    sender = senderWith({});
    target = new Target();
  });

  it('sends again after 10 and 20 seconds with new ids, and gives up after 30', async () => {
    const result = sender.send(target, frame);
    expect(target.syncIds).toEqual([1]);
    clock.advance(9_999);
    expect(target.syncIds).toEqual([1]);
    clock.advance(1);
    clock.advance(10_000);
    expect(target.syncIds).toEqual([1, 2, 3]);
    clock.advance(10_000);
    expect(await result).toBe(false);
    expect(target.syncIds).toEqual([1, 2, 3]);
    expect(clock.waitingTimers).toBe(0);
  });

  it('is content with an acknowledgement of the latest copy', async () => {
    const result = sender.send(target, frame);
    clock.advance(3_000);
    sender.acknowledge(1, target);
    expect(await result).toBe(true);
    clock.advance(60_000);
    expect(target.syncIds).toEqual([1]);
  });

  it('ignores an acknowledgement of an older copy', async () => {
    const result = sender.send(target, frame);
    clock.advance(10_000);
    sender.acknowledge(1, target);
    clock.advance(10_000);
    expect(target.syncIds).toEqual([1, 2, 3]);
    sender.acknowledge(3, target);
    expect(await result).toBe(true);
  });

  it('counts ids over all targets and takes acknowledgements from anybody', async () => {
    const other = new Target();
    const results = [sender.send(target, frame), sender.send(other, frame)];
    expect(other.syncIds).toEqual([2]);
    sender.acknowledge(2, target);
    sender.acknowledge(1, target);
    expect(await Promise.all(results)).toEqual([true, true]);
  });

  it('notices a dead socket only when the wait is over', async () => {
    const result = sender.send(target, frame);
    let isSettled = false;
    void result.then(() => (isSettled = true));
    target.isOpen = false;
    clock.advance(9_999);
    await Promise.resolve();
    expect(isSettled).toBe(false);
    clock.advance(1);
    expect(await result).toBe(false);
    expect(target.syncIds).toEqual([1]);
  });

  it('can be told to abandon a socket at once', async () => {
    const result = sender.send(target, frame);
    sender.abandon(target);
    expect(await result).toBe(false);
    expect(clock.waitingTimers).toBe(0);
  });

  it('does not send to a closed socket', async () => {
    target.isOpen = false;
    expect(await sender.send(target, frame)).toBe(false);
    expect(target.syncIds).toEqual([]);
  });

  it('keeps the id of a copy when new ids are switched off', async () => {
    const result = senderWith({ newIdPerCopy: false }).send(target, frame);
    clock.advance(20_000);
    expect(target.syncIds).toEqual([1, 1, 1]);
    clock.advance(10_000);
    expect(await result).toBe(false);
  });

  it('asks whose acknowledgement it is when that is switched on', async () => {
    sender = senderWith({ anyoneMayAcknowledge: false });
    const result = sender.send(target, frame);
    sender.acknowledge(1, new Target());
    clock.advance(10_000);
    expect(target.syncIds).toEqual([1, 2]);
    sender.acknowledge(2, target);
    expect(await result).toBe(true);
  });

  it('may notice an acknowledgement within a millisecond 100 ms late, once', async () => {
    random.nextFraction = 0.1;
    let isSettled = false;
    const result = sender.send(target, frame).then((isAcknowledged) => {
      isSettled = true;
      return isAcknowledged;
    });
    sender.acknowledge(1, target);
    clock.advance(99);
    sender.acknowledge(1, target);
    await Promise.resolve();
    expect(isSettled).toBe(false);
    clock.advance(1);
    expect(await result).toBe(true);
    expect(clock.waitingTimers).toBe(0);
  });

  it('notices an acknowledgement after a millisecond, or without the race, at once', async () => {
    random.nextFraction = 0;
    const late = sender.send(target, frame);
    clock.advance(1);
    sender.acknowledge(1, target);
    expect(await late).toBe(true);
    sender = senderWith({ acknowledgementRace: false });
    const fast = sender.send(target, frame);
    sender.acknowledge(1, target);
    expect(await fast).toBe(true);
  });

  it('leaves everything undecided after a crash', async () => {
    let isSettled = false;
    void sender.send(target, frame).then(() => (isSettled = true));
    sender.forget();
    clock.advance(60_000);
    await Promise.resolve();
    expect(isSettled).toBe(false);
    expect(clock.waitingTimers).toBe(0);
  });
});
