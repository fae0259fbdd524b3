import { afterEach, beforeEach, expect, it } from 'vitest';
import { Crowd } from '../../support/offline-queue/crowd';
import { AbsentMessenger } from '../../support/offline-queue/drain';
import { startServerProcess, type ServerProcess } from '../../support/embedded-server';

// Five thousand, with times, in `npm run test:soak -- --only offline-queue`.
const waiting = 500;
/** What the server puts into one page of its queue. */
const perPage = 10;

let server: ServerProcess;
let crowd: Crowd;
beforeEach(async () => {
  server = await startServerProcess(['--request-rate', '0']);
  crowd = await Crowd.gather(server.url, 2);
});
afterEach(async () => {
  await crowd.leave();
  await server.stop();
});

it('five hundred messages that waited come in order, each once, page after page, and are counted meanwhile', async () => {
  const absent = await AbsentMessenger.befriendAndLeave(server.url, 'absent', crowd);
  await crowd.write(absent.node, waiting);
  const { requests, messages, repetitions } = await absent.comeBack();
  // A page that a busy computer acknowledges late comes once more, and is acknowledged once more: nothing else is asked for.
  expect(repetitions % perPage).toBe(0);
  expect({ requests, messages }).toEqual({
    requests: (waiting + repetitions) / perPage + 1,
    messages: waiting + repetitions,
  });
  for (const [node, texts] of await crowd.histories(absent.node)) {
    expect(texts).toHaveLength(waiting / 2);
    expect(await absent.texts(`u:${node}`)).toEqual(texts);
  }
  expect([absent.progress.at(-1), absent.progress.length]).toEqual([waiting, expect.any(Number)]);
  expect(absent.progress).toEqual([...absent.progress].sort((a, b) => a - b));
  await absent.dispose();
});
