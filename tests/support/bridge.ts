import { expect, type Page } from '@playwright/test';
import type { CallAnswer, CallArgument, CallName } from '../../preload/contract/api';
import { accountCallNames } from '../../preload/contract/channels';
import type { Result } from '../../preload/contract/result';
import type { ConversationView, OpenAccountView } from '../../preload/contract/views';

/** Calls the messenger through the window's own bridge, as the page does; calls of an account for the one that is shown. */
export async function callBridge<N extends CallName>(
  page: Page,
  name: N,
  argument: CallArgument<N>,
): Promise<CallAnswer<N>> {
  const answer: unknown = await page.evaluate(
    async ([callName, callArgument, isOfAccount]) => {
      const bridge = Reflect.get(globalThis, 'messenger') as {
        call(name: string, argument: unknown): Promise<unknown>;
        callAccount(accountId: string, name: string, argument: unknown): Promise<unknown>;
      };
      if (!isOfAccount) return bridge.call(callName, callArgument);
      const snapshot = (await bridge.call('app.snapshot', null)) as {
        readonly currentAccountId: string | null;
      };
      return bridge.callAccount(snapshot.currentAccountId ?? 'nobody', callName, callArgument);
    },
    [name, argument, (accountCallNames as readonly string[]).includes(name)] as const,
  );
  // The contract's own typing: main answers each name with its answer.
  return answer as CallAnswer<N>;
}

/** The account that the window shows; null for the sign-in. */
export async function shownAccount(page: Page): Promise<OpenAccountView | null> {
  const { accounts, currentAccountId } = await callBridge(page, 'app.snapshot', null);
  return accounts.find(({ account }) => account.accountId === currentAccountId) ?? null;
}

/** The value of a result that must be a success. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`the call failed: ${result.failure.code}`);
  return result.value;
}

/** Signs a new account up on a server and answers its tim node. */
export async function signUp(page: Page, serverAddress: string, name: string): Promise<string> {
  const credentials = {
    serverAddress,
    name,
    password: 'correct horse 9',
    encoding: 'compact',
    allowInsecure: true,
  } as const;
  return valueOf(await callBridge(page, 'account.signUp', credentials)).node;
}

/** Makes the accounts of two windows friends. */
export async function befriend(asking: Page, accepting: Page): Promise<void> {
  const [asker, accepter] = [await ownNode(asking), await ownNode(accepting)];
  valueOf(await callBridge(asking, 'contacts.add', { node: accepter, greeting: '你好' }));
  await expect
    .poll(async () =>
      valueOf(await callBridge(accepting, 'contacts.list', { after: null, limit: 500 })).map(
        ({ node }) => node,
      ),
    )
    .toContain(asker);
  valueOf(await callBridge(accepting, 'contacts.accept', { node: asker }));
  for (const [page, friend] of [
    [asking, accepter],
    [accepting, asker],
  ] as const) {
    await expect.poll(async () => (await findConversation(page, friend)) !== null).toBe(true);
  }
}

/** The chat with a node; null while there is none. */
export async function findConversation(page: Page, node: string): Promise<ConversationView | null> {
  const conversations = valueOf(await callBridge(page, 'conversations.list', { after: null, limit: 500 }));
  return conversations.find((conversation) => conversation.node === node) ?? null;
}

/** Writes a message into the chat with a friend and answers its id. */
export async function say(page: Page, friend: string, text: string): Promise<string> {
  const conversation = await findConversation(page, friend);
  if (conversation === null) throw new Error('there is no such chat');
  const draft = {
    conversationId: conversation.conversationId,
    text,
    burnSeconds: null,
    replyToId: null,
    mentions: [],
  };
  return valueOf(await callBridge(page, 'messages.send', draft)).messageId;
}

async function ownNode(page: Page): Promise<string> {
  const shown = await shownAccount(page);
  if (shown === null) throw new Error('nobody is signed in');
  return shown.account.node;
}
