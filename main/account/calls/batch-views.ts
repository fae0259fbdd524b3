import type { ConcealedFileView, FileStateView } from '../../../preload/contract/file-views';
import type { MessageView, QuoteView } from '../../../preload/contract/message-views';
import type { ConversationView, MemberView } from '../../../preload/contract/views';
import { conversationIdOf, type ListedConversation } from '../../domain/conversation';
import type { FileInfo } from '../../domain/file';
import type { MessageId, NodeId } from '../../domain/ids';
import type { Message } from '../../domain/message';
import type { Reaction } from '../../domain/reaction';
import type { MessageNumber } from '../../storage/view-reader';
import { peopleInRow, toConversationView } from '../../views/conversation-view';
import { toFileStateView } from '../../views/file-state';
import { mayShowBurn, peopleIn, toMessageView } from '../../views/message-view';
import { ownNamesOf } from '../../views/name-of';
import { toQuoteView } from '../../views/quote-view';
import { toReactionViews } from '../../views/reaction-view';
import type { ActiveAccount } from '../active-account';

/** What views of stored things are made with. */
export type ViewingAccount = Pick<ActiveAccount, 'store' | 'messaging' | 'self' | 'namesOf'> & {
  readonly burnScheduler: Pick<ActiveAccount['burnScheduler'], 'failure'>;
  readonly files: Pick<ActiveAccount['files'], 'stateOf' | 'givingOf'>;
};

// Both clocks are read in whole milliseconds, one after the other, and the end of a clock must not move with every look.
const readingErrorMs = 2;

/**
 * The views of messages in their order, with what they answer, what is said to them and all names: three questions to the database,
 * however many messages, a fourth when some or what they answer were taken back, and another when burn messages among them are shown. `nowMs` is this computer's clock.
 */
export function viewMessages(
  messages: readonly Message[],
  account: ViewingAccount,
  nowMs: number,
): readonly MessageView[] {
  const { clock, openMessages, burnWishes, reedits } = account.messaging;
  const quoted = account.store.views.messagesByNumbers(messages.flatMap(numberOfAnswered));
  const answeredBy = (message: Message): Message | null => numberOfAnswered(message).map(quoted)[0] ?? null;
  const answered = messages.flatMap((message) => answeredBy(message) ?? []);
  const replacements = account.store.views.replacements([...messages, ...answered].flatMap(numberOfReplaced));
  const replacementOf = (message: Message): Message | null =>
    numberOfReplaced(message).map(replacements)[0] ?? null;
  const authorsOfQuotes = answered.map(({ author }) => author);
  const reactions = account.store.reactions.of(messages.map(({ messageId }) => messageId));
  const reactors = reactions.map(({ author }) => author);
  const nameOf = account.namesOf([...messages.flatMap(peopleIn), ...authorsOfQuotes, ...reactors]);
  const reactionsTo = groupByMessage(reactions);
  const burnNowMs = clock.nowMs();
  const roomNameOf = roomNames(account);
  const fileStateOf = (message: Message, file: FileInfo | null): FileStateView => {
    if (file === null) return { kind: 'offered' };
    const giving = file.isCarried ? null : account.files.givingOf(message);
    // Names of the few who fetch an own file, each looked up on its own.
    const fetcherNameOf =
      giving === null || giving.fetchers.length === 0
        ? nameOf
        : account.namesOf(giving.fetchers.map(({ node }) => node));
    return toFileStateView(account.files.stateOf(message, file), giving, fetcherNameOf);
  };
  const isOpen = (message: Message): boolean => openMessages.has(message.messageId);
  const shownBurns = messages.filter((message) => mayShowBurn(message, isOpen(message)));
  const burnContents = account.store.messages.burnContents(shownBurns.map(({ messageId }) => messageId));
  const concealedFiles = filesOfConcealed(
    messages.filter((message) => !mayShowBurn(message, isOpen(message))),
    account,
  );
  const quoteOf = (message: Message): QuoteView => {
    const quote = answeredBy(message);
    return toQuoteView(quote, nameOf, quote === null ? null : replacementOf(quote));
  };
  return messages.map((message) =>
    toMessageView(message, {
      self: account.self(),
      nowMs: burnNowMs,
      clockLagMs: clockLagMs(burnNowMs, nowMs),
      nameOf,
      roomNameOf,
      isOpen: isOpen(message),
      burnWords: burnContents.get(message.messageId) ?? null,
      isToBurn: burnWishes.has(message.messageId),
      erasureFailure: account.burnScheduler.failure,
      reeditUntilMs: reedits.untilMs(message.messageId),
      quote: message.replyTo === null ? null : quoteOf(message),
      fileState: fileStateOf(message, (burnContents.get(message.messageId) ?? message).file),
      concealedFile: concealedFiles.get(message.messageId) ?? null,
      replacement: replacementOf(message),
      reactions: toReactionViews(reactionsTo.get(message.messageId) ?? [], { self: account.self(), nameOf }),
    }),
  );
}

/** How much of the files of covered burn messages is here; of what they are called nothing is told. */
function filesOfConcealed(
  messages: readonly Message[],
  { store, files }: Pick<ViewingAccount, 'store' | 'files'>,
): ReadonlyMap<MessageId, ConcealedFileView> {
  const ids = messages.flatMap(({ messageId, contentKind, contentState, burnTerms }) =>
    contentKind === 'file' && contentState === 'present' && burnTerms !== null ? [messageId] : [],
  );
  return new Map(
    [...store.messages.burnContents(ids)].flatMap(([messageId, { file }]) =>
      file === null
        ? []
        : [
            [
              messageId,
              { sizeBytes: file.sizeBytes, state: toFileStateView(files.stateOf({ messageId }, file)) },
            ],
          ],
    ),
  );
}

function groupByMessage(reactions: readonly Reaction[]): ReadonlyMap<MessageId, readonly Reaction[]> {
  const grouped = new Map<MessageId, Reaction[]>();
  for (const reaction of reactions) {
    const known = grouped.get(reaction.messageId);
    if (known === undefined) grouped.set(reaction.messageId, [reaction]);
    else known.push(reaction);
  }
  return grouped;
}

/** How far this computer's clock is behind the one of the burn times, ms: what the reading of both makes of it is nothing. */
function clockLagMs(burnNowMs: number, nowMs: number): number {
  const lagMs = burnNowMs - nowMs;
  return Math.abs(lagMs) <= readingErrorMs ? 0 : lagMs;
}

/** What an answer to a message shows of it; null stands for one that is not here. */
export function viewQuote(message: Message | null, account: ViewingAccount): QuoteView {
  const numbers = message === null ? [] : numberOfReplaced(message);
  const replacement = numbers.map(account.store.views.replacements(numbers))[0] ?? null;
  const nameOf = account.namesOf(message === null ? [] : [message.author]);
  return toQuoteView(message, nameOf, replacement);
}

/** Rows of the chat list in their order; one question to the database for all names. */
export function viewConversations(
  listed: readonly ListedConversation[],
  account: ViewingAccount,
): readonly ConversationView[] {
  const nameOf = account.namesOf(listed.flatMap(peopleInRow));
  const context = { self: account.self(), nameOf, roomNameOf: roomNames(account) };
  return listed.map((row) => toConversationView(row, context));
}

/** Names of rooms, each looked up once; few chats go through one. */
function roomNames({ store }: ViewingAccount): (node: NodeId) => string {
  const known = new Map<NodeId, string>();
  return (node) => {
    const title =
      known.get(node) ?? store.conversations.byId(conversationIdOf({ kind: 'room', node }))?.title ?? '';
    known.set(node, title);
    return title === '' ? node : title;
  };
}

/** People with what they are called, in the order given. */
export function viewMembers(
  nodes: readonly NodeId[],
  account: Pick<ViewingAccount, 'namesOf'>,
): readonly MemberView[] {
  const nameOf = account.namesOf(nodes);
  const ownNameOf = ownNamesOf(nameOf);
  return nodes.map((node) => {
    const [name, ownName] = [nameOf(node), ownNameOf(node)];
    return name === ownName ? { node, name } : { node, name, ownName };
  });
}

/** By which what replaces it is found; of what stands as it was said nothing is asked. */
const numberOfReplaced = ({
  conversationId,
  mid,
  contentState,
  pendingOperation,
}: Message): readonly MessageNumber[] =>
  mid !== null && (contentState === 'revoked' || pendingOperation === 'revoke')
    ? [{ conversationId, mid }]
    : [];

const numberOfAnswered = ({ conversationId, replyTo }: Message): readonly MessageNumber[] =>
  replyTo === null ? [] : [{ conversationId, mid: replyTo }];
