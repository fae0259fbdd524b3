import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccountFiles } from '../../../main/account/account-files';
import { AppLock } from '../../../main/account/lock/app-lock';
import { OpenAccounts } from '../../../main/account/open-accounts';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { PieceSearch } from '../../support/forensics/piece-search';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const pin = '7392';
const account = 'somebody with a long name';
let server: RunningServer;
let one: TestMessenger;
let other: TestMessenger;
let chat: string;
let chatOfOther: string;
const started: TestMessenger[] = [];

beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2 });
  one = new TestMessenger({ name: account });
  other = new TestMessenger({ name: 'a friend of theirs' });
  await one.messenger.start();
  const nodes = [await one.signUp(server.url), await other.signUp(server.url)] as const;
  await befriend(one, other, nodes);
  [chatOfOther, chat] = [`u:${nodes[0]}`, `u:${nodes[1]}`];
  await other.send(chatOfOther, 'what was said before');
  await eventually(async () => (await one.messages(chat)).length > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([one, other, ...started.splice(0)].map((messenger) => messenger.dispose()));
  await server.stop();
});

const failed = (code: string) => ({ ok: false, failure: { code } });
const snapshot = () => one.messenger.snapshot();
const texts = async (): Promise<readonly string[]> =>
  (await one.messages(chat)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
const keyText = (): string => {
  const folder = join(one.dataDirectory, 'accounts');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name, 'key.json'), 'utf8'))
    .join('');
};
const nothingShown = {
  startState: 'locked',
  accounts: [],
  currentAccountId: null,
  knownAccounts: [],
  startFailures: [],
};

/** A start on the same folder. */
async function startAgain(): Promise<void> {
  await one.stop();
  one = new TestMessenger({ name: account, dataDirectory: one.dataDirectory });
  await one.messenger.start();
}

describe('an app with a lock', () => {
  beforeEach(async () => {
    valueOf(await one.calls['lock.turnOn']({ pin }));
  });

  it('goes on as before, with every key behind the lock, and a new account as well', async () => {
    expect(snapshot()).toMatchObject({ startState: 'signedIn', lock: { isOn: true } });
    expect(keyText()).toContain('locked-1:');
    expect(keyText()).not.toContain('plain-1:');
    valueOf(await one.calls['account.signUp']({ ...one.credentials(server.url), name: 'second' }));
    expect(keyText().match(/locked-1:/gu)).toHaveLength(2);
    expect(keyText()).not.toContain('plain-1:');
  });

  it('says nothing of any account while it is locked, and is where it was after it', async () => {
    const { messenger } = one;
    const accountId = messenger.currentAccountId();
    valueOf(await one.calls['messages.page']({ conversationId: chat, before: null, limit: 10 }));
    expect(messenger.unreadTotal()).toBe(1);
    one.changes.length = 0;
    valueOf(await one.calls['lock.now'](null));
    expect(snapshot()).toMatchObject(nothingShown);
    expect(messenger.gateRefusal()).toBe('appLocked');
    expect([messenger.currentAccountId(), messenger.unreadTotal(), messenger.isShowingSecrets()]).toEqual([
      null,
      0,
      false,
    ]);
    expect(messenger.revokeLast()).toEqual(failed('appLocked'));
    expect(one.changes.filter((change) => change.accountId !== null)).toEqual([]);

    expect(await one.calls['lock.unlock']({ pin: '0000' })).toEqual(failed('pinWrong'));
    expect(snapshot()).toMatchObject({ ...nothingShown, lock: { wrongTries: 1 } });
    valueOf(await one.calls['lock.unlock']({ pin }));
    expect(snapshot()).toMatchObject({ startState: 'signedIn', currentAccountId: accountId });
    expect(one.changes).toContainEqual({ accountId, kind: 'openConversation', conversationId: chat });
  });

  it('lets messages wait on the server while it is locked, and has them after it', async () => {
    valueOf(await one.calls['lock.now'](null));
    await other.send(chatOfOther, 'said behind the lock');
    expect(one.notices.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    valueOf(await one.calls['lock.unlock']({ pin }));
    await eventually(async () => (await texts()).includes('said behind the lock'));
  });

  it('takes messages in behind the lock where that is set, and tells the window nothing', async () => {
    valueOf(await one.calls['app.changeSettings']({ whileLocked: 'receive' }));
    valueOf(await one.calls['lock.now'](null));
    one.changes.length = 0;
    await other.send(chatOfOther, 'said behind the lock');
    await eventually(() => one.notices.filter(({ kind }) => kind === 'message').length === 2);
    expect(one.changes.filter((change) => change.accountId !== null)).toEqual([]);
    expect(snapshot()).toMatchObject(nothingShown);
    valueOf(await one.calls['lock.unlock']({ pin }));
    expect(snapshot().startState).toBe('signedIn');
    expect(await texts()).toContain('said behind the lock');
  });

  it('keeps what was being written', async () => {
    const draft = {
      draftId: '01940000-0000-7000-8000-000000000001',
      conversationId: chat,
      text: 'half a sentence',
      replyToId: null,
      mentions: [],
      mode: 'plain',
      burnSeconds: null,
      pictureCount: 0,
      isTakenBack: false,
    } as const;
    valueOf(await one.calls['drafts.keep'](draft));
    valueOf(await one.calls['lock.now'](null));
    valueOf(await one.calls['lock.unlock']({ pin }));
    expect(valueOf(await one.calls['drafts.list'](null))).toMatchObject([{ text: 'half a sentence' }]);
    // What is to burn is in memory alone: it is there again after the lock, and not after a start.
    valueOf(await one.calls['drafts.keep']({ ...draft, text: 'half a secret', mode: 'burn' }));
    valueOf(await one.calls['lock.now'](null));
    valueOf(await one.calls['lock.unlock']({ pin }));
    expect(valueOf(await one.calls['drafts.list'](null))).toMatchObject([
      { text: 'half a secret', mode: 'burn' },
    ]);
    await startAgain();
    valueOf(await one.calls['lock.unlock']({ pin }));
    expect(valueOf(await one.calls['drafts.list'](null))).toEqual([]);
  });

  it('has its key out of memory also when an account does not close in order', async () => {
    const forgetKey = vi.spyOn(AppLock.prototype, 'forgetKey');
    vi.spyOn(OpenAccounts.prototype, 'stop').mockRejectedValueOnce(new Error('a file that does not close'));
    await expect(one.messenger.lock()).rejects.toThrow('does not close');
    expect(forgetKey).toHaveBeenCalled();
    expect(one.messenger.gateRefusal()).toBe('appLocked');
  });

  it('starts locked, and counts what was wrong before', async () => {
    valueOf(await one.calls['lock.now'](null));
    await one.calls['lock.unlock']({ pin: '0000' });
    await startAgain();
    expect(snapshot()).toMatchObject({ ...nothingShown, lock: { isOn: true, wrongTries: 1 } });
    expect(await one.calls['account.resume']({ accountId: 'whatever' })).toMatchObject({ ok: false });
    valueOf(await one.calls['lock.unlock']({ pin }));
    expect(snapshot()).toMatchObject({ startState: 'signedIn', lock: { wrongTries: 0 } });
    expect(await texts()).toEqual(['what was said before']);
  });

  it('locks again and again, and at once after it was unlocked', async () => {
    for (let time = 0; time < 3; time += 1) {
      const unlocking = one.calls['lock.unlock']({ pin });
      await one.calls['lock.now'](null);
      await unlocking;
      valueOf(await one.calls['lock.now'](null));
      expect(snapshot()).toMatchObject(nothingShown);
      valueOf(await one.calls['lock.unlock']({ pin }));
      expect(snapshot().startState).toBe('signedIn');
    }
  });

  it('has every key without the lock once that is taken off', async () => {
    expect(await one.calls['lock.turnOff']({ pin: '0000' })).toEqual(failed('pinWrong'));
    valueOf(await one.calls['lock.turnOff']({ pin }));
    expect(keyText()).not.toContain('locked-1:');
    expect(await one.calls['lock.now'](null)).toEqual(failed('lockIsOff'));
    await startAgain();
    expect(snapshot()).toMatchObject({ startState: 'signedIn', lock: { isOn: false } });
  });

  it('forgets a PIN together with everything of this computer, and the account is still on the server', async () => {
    valueOf(await one.calls['account.signUp']({ ...one.credentials(server.url), name: 'second' }));
    const words = [account, 'what was said before', 'a friend of theirs', server.url];
    const keys = keyText().split('\n');
    await startAgain();
    expect(snapshot()).toMatchObject(nothingShown);
    const forgotten = one.calls['lock.forget']({ isMeant: true });
    expect(valueOf(await forgotten)).toEqual({ remains: 'nothing' });
    expect(snapshot()).toMatchObject({ startState: 'signedOut', knownAccounts: [], lock: { isOn: false } });
    expect(existsSync(join(one.dataDirectory, 'lock.json'))).toBe(false);
    const search = new PieceSearch(
      [...words, ...keys]
        .filter((text) => text.length >= 12)
        .map((text) => ({ label: text, bytes: Buffer.from(text) })),
    );
    expect(filesOf(one.dataDirectory).filter((path) => search.findIn(readFileSync(path)).length > 0)).toEqual(
      [],
    );
    await startAgain();
    expect(snapshot()).toMatchObject({ startState: 'signedOut', lock: { isOn: false } });
    valueOf(await one.calls['account.signIn'](one.credentials(server.url)));
    await eventually(async () => (await texts()).includes('what was said before'));
  });
});

describe('an app without a lock', () => {
  it('cannot be locked, and forgets nothing', async () => {
    await one.messenger.lock();
    expect(snapshot().startState).toBe('signedIn');
    expect(await one.calls['lock.now'](null)).toEqual(failed('lockIsOff'));
    expect(await one.calls['lock.forget']({ isMeant: true })).toEqual(failed('lockIsOff'));
  });

  it('has none either when a key cannot be put behind it, and says why', async () => {
    vi.spyOn(AccountFiles.prototype, 'followLock').mockReturnValueOnce('diskFull');
    expect(await one.calls['lock.turnOn']({ pin })).toEqual(failed('diskFull'));
    expect([snapshot().lock.isOn, keyText().includes('locked-1:')]).toEqual([false, false]);
    valueOf(await one.calls['lock.turnOn']({ pin }));
    expect([snapshot().lock.isOn, keyText().includes('plain-1:')]).toEqual([true, false]);
  });
});

/** Every file of a profile. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesOf(path) : [path];
  });
}
