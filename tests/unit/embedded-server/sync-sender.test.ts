import { beforeEach, describe, expect, it } from 'vitest';
import { SyncSender } from '../../../main/embedded-server/sync-sender';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
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

  beforeEach(() => {
    clock = new ManualClock();
    sender = new SyncSender(clock);
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
    sender.acknowledge(1);
    expect(await result).toBe(true);
    clock.advance(60_000);
    expect(target.syncIds).toEqual([1]);
  });

  it('ignores an acknowledgement of an older copy', async () => {
    const result = sender.send(target, frame);
    clock.advance(10_000);
    sender.acknowledge(1);
    clock.advance(10_000);
    expect(target.syncIds).toEqual([1, 2, 3]);
    sender.acknowledge(3);
    expect(await result).toBe(true);
  });

  it('counts ids over all targets and takes acknowledgements from anybody', async () => {
    const other = new Target();
    const results = [sender.send(target, frame), sender.send(other, frame)];
    expect(other.syncIds).toEqual([2]);
    sender.acknowledge(2);
    sender.acknowledge(1);
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
});
