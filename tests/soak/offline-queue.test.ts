import { expect, it } from 'vitest';
import { startServerProcess } from '../support/embedded-server';
import { Crowd } from '../support/offline-queue/crowd';
import { AbsentMessenger, befriendRaw, drainRaw } from '../support/offline-queue/drain';
import { soakSize, writeSoakReport } from '../support/soak';

const waiting = soakSize('WAITING', { full: 5_000, quick: 200 });
const pairs = soakSize('PAIRS', { full: 3, quick: 1 });
const friends = 5;
// As the app does: sooner, the real server may notice an acknowledgement only 100 ms later.
const politenessMs = 5;

it('thousands of messages that waited come once, in order, and as fast as a client can be that also keeps them', async () => {
  const server = await startServerProcess(['--request-rate', '0']);
  const crowd = await Crowd.gather(server.url, friends);
  const measured: object[] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const absent = await AbsentMessenger.befriendAndLeave(server.url, `core-${pair}`, crowd);
    const politeNode = await befriendRaw(server.url, `polite-${pair}`, crowd);
    const hastyNode = await befriendRaw(server.url, `hasty-${pair}`, crowd);
    for (const node of [absent.node, politeNode, hastyNode]) await crowd.write(node, waiting);
    const core = await absent.comeBack();
    const polite = await drainRaw(server.url, `polite-${pair}`, politenessMs);
    const hasty = await drainRaw(server.url, `hasty-${pair}`, 0);
    measured.push({ core, polite, hasty, ratio: Number((core.durationMs / polite.durationMs).toFixed(2)) });

    expect([core.messages, core.repetitions]).toEqual([waiting, 0]);
    expect(polite.messages).toBe(waiting);
    expect(core.requests).toBe(Math.ceil(waiting / 10) + 1);
    for (const [node, texts] of await crowd.histories(absent.node)) {
      expect(await absent.texts(`u:${node}`)).toEqual(texts);
    }
    await absent.dispose();
  }
  writeSoakReport('offline-queue', { waiting, friends, pairs: measured });
  await crowd.leave();
  await server.stop();
});
