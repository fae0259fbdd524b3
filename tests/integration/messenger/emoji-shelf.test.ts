import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let a: TestMessenger;
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  a = new TestMessenger({ name: 'a' });
  await a.signUp(server.url);
});
afterEach(async () => {
  await a.dispose();
  await server.stop();
});

it('the last 32 emoji of an account are kept, each once and the last one first, with the colour of their skin', async () => {
  expect(valueOf(await a.calls['emoji.shelf'](null))).toEqual({ recent: [], skinTone: 0 });
  const chosen = Array.from({ length: 40 }, (_, index) => String.fromCodePoint(0x1f600 + index));
  for (const emoji of [...chosen, '👍🏾', '😀', '👍🏾']) await a.calls['emoji.noteChosen']({ emoji });
  await a.calls['emoji.chooseTone']({ skinTone: 4 });
  const { recent, skinTone } = valueOf(await a.calls['emoji.shelf'](null));
  expect(recent).toHaveLength(32);
  expect(recent.slice(0, 3)).toEqual(['👍🏾', '😀', chosen.at(-1)]);
  expect(new Set(recent).size).toBe(32);
  expect(skinTone).toBe(4);
});
