import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Demo } from '../../../main/demo-cast/demo';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { MessageView } from '../../../preload/contract/message-views';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let app: TestMessenger;

const startApp = (dataDirectory?: string): TestMessenger =>
  new TestMessenger({
    name: 'newcomer',
    localServer: () => Promise.resolve(server.url),
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
  });

/** The chat of the person who speaks first. */
async function hostChat(): Promise<string> {
  await eventually(async () => (await app.conversations()).some(({ title }) => title === 'Alice Moreau'));
  return (await app.conversations()).find(({ title }) => title === 'Alice Moreau')?.conversationId ?? '';
}

const trial = () => app.current()?.trial ?? null;

describe('trying the app on this computer', () => {
  beforeEach(async () => {
    server = await startEmbeddedServer({
      inhabitant: (house) => new Demo(house),
      requestRate: 0,
      passwordCost: 1_024,
    });
    app = startApp();
  });
  afterEach(async () => {
    await app.dispose();
    await server.stop();
  });

  it('begins with a message, a burn message and a revoked one in one chat, in the language of the app', async () => {
    valueOf(await app.calls['account.tryHere']({ name: 'newcomer' }));
    const chat = await hostChat();
    let kinds: string[] = [];
    await eventually(async () => {
      kinds = (await app.messages(chat)).map(({ body }) => body.kind);
      return kinds.includes('revoked');
    });
    expect(kinds.slice(0, 3)).toEqual(['text', 'burnConcealed', 'revoked']);
    expect((await app.messages(chat))[0]?.body).toMatchObject({ text: expect.stringContaining('Alice') });
  });

  it('knows what was done from what became of the messages, over a restart, until it is closed', async () => {
    valueOf(await app.calls['account.tryHere']({ name: 'newcomer' }));
    const nothing = { hasRevoked: false, hasOpened: false, hasSent: false, hasInvited: false };
    expect(trial()).toEqual(nothing);
    const chat = await hostChat();
    let burning: MessageView | undefined;
    await eventually(async () => {
      burning = (await app.messages(chat)).find(({ body }) => body.kind === 'burnConcealed');
      return burning !== undefined;
    });
    // What others do counts for nothing: the host has revoked a message and sent one that burns.
    await eventually(async () => (await app.messages(chat)).some(({ body }) => body.kind === 'revoked'));
    expect(trial()).toEqual(nothing);

    const messageId = await app.send(chat, 'to be taken back');
    await eventually(async () =>
      (await app.messages(chat)).some(
        ({ messageId: id, delivery }) => id === messageId && delivery?.state === 'sent',
      ),
    );
    expect(trial()?.hasRevoked).toBe(false);
    valueOf(await app.calls['messages.revoke']({ messageId }));
    await eventually(() => trial()?.hasRevoked === true);

    valueOf(await app.calls['messages.reveal']({ messageId: burning?.messageId ?? '' }));
    await eventually(() => trial()?.hasOpened === true);
    expect(trial()).toEqual({ ...nothing, hasRevoked: true, hasOpened: true });

    const burnId = await app.send(chat, 'a secret', 5);
    await eventually(() => trial()?.hasSent === true);
    // The cast opens and burns it: its author sees both.
    await eventually(async () => {
      const [view] = valueOf(await app.calls['messages.byIds']({ messageIds: [burnId] }));
      return view?.body.kind === 'burned';
    }, 15_000);

    valueOf(await app.calls['trial.note']({ deed: 'invited' }));
    expect(trial()?.hasInvited).toBe(true);
    await app.stop();
    app = startApp(app.dataDirectory);
    await app.messenger.start();
    expect(trial()).toEqual({ hasRevoked: true, hasOpened: true, hasSent: true, hasInvited: true });
    valueOf(await app.calls['trial.note']({ deed: 'closed' }));
    expect(trial()).toBeNull();
    await app.stop();
    app = startApp(app.dataDirectory);
    await app.messenger.start();
    expect(trial()).toBeNull();
  });

  it('is not offered to an account of a real server, which meets nobody of the cast', async () => {
    const real = await startEmbeddedServer({ requestRate: 0, passwordCost: 1_024 });
    try {
      await app.signUp(real.url);
      expect(trial()).toBeNull();
      expect(await app.conversations()).toEqual([]);
      expect(await app.contacts()).toEqual([]);
      valueOf(await app.calls['trial.note']({ deed: 'closed' }));
      expect(trial()).toBeNull();
    } finally {
      await real.stop();
    }
  });
});
