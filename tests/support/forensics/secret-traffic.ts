import type { DomainEvent, MessageReceived } from '../../../main/domain/domain-event';
import type { MessageId } from '../../../main/domain/ids';
import type { BurnTerms, MessageContent } from '../../../main/domain/message';
import { notesId } from '../../../main/domain/notes';
import { maxTextBytes } from '../../../main/domain/text-policy';
import { burnDue, burnNow, revealMessage } from '../../../main/messaging/burn-message';
import type { KeptDraft } from '../../../main/messaging/draft-shelf';
import { deleteBatch } from '../../../main/messaging/delete-message';
import { editMessage } from '../../../main/messaging/edit-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import type { ManualClock } from '../manual-clock';
import type { SeededChance } from '../seeded-chance';
import { aDraft, chat, midOf, received, revoked, self } from '../test-core';
import type { CoreOnDisk } from './core-on-disk';
import { pieceBytes, type Needle } from './piece-search';
import { secretCaption, secretLength, secretParts, secretPicture, secretText } from './secret-content';
import { SecretSigns } from './secret-signs';

/** How contents go. */
export const ways = [
  'withdrawn',
  'deletedHere',
  'ownRevoke',
  'peerRevoke',
  'vanished',
  'burnNow',
  'expiredRead',
  'expiredUnread',
  'edited',
  'peerEdited',
  'noteDeleted',
  'noteEdited',
] as const;
export type Way = (typeof ways)[number];

type SecretContent = Extract<MessageContent, { readonly kind: 'text' | 'image' }>;

/** A message whose content is still there. */
interface Secret {
  readonly messageId: MessageId;
  /** Null while the server has not confirmed it. */
  readonly mid: bigint | null;
  readonly isMine: boolean;
  readonly terms: BurnTerms | null;
  readonly content: MessageContent;
}

const longestText = 20_000;
const shortText = 300;
const longestDraft = 5_000;
const largestPicture = 256 * 1024;
const largestBatch = 12;
const sampleSize = 50;

/** What a life brings: messages of all sizes come, are written, confirmed, and go in every way, or stay. */
export class SecretTraffic {
  /** Everything that has been erased. */
  readonly erased: Needle[] = [];
  readonly counts = new Map<Way, number>(ways.map((way) => [way, 0]));
  erasedPictures = 0;
  erasedDrafts = 0;
  keptCount = 0;
  /** Some of what stays and is long enough to be found. */
  readonly keptSample: Needle[] = [];
  /** Signs with which messages were answered and that were taken back, changed, or went with their message. */
  erasedSigns = 0;
  private secrets: Secret[] = [];
  private notes: Secret[] = [];
  private readonly signs: SecretSigns;
  private nextMid = 1n;

  constructor(
    private readonly core: CoreOnDisk,
    private readonly clock: ManualClock,
    private readonly chance: SeededChance,
  ) {
    this.signs = new SecretSigns(core, clock, chance);
  }

  /** Erases what is over by now, as the app's timer does. */
  sweep(): void {
    this.noteErased(
      'expiredUnread',
      this.expire([], () => 0),
    );
  }

  /** Does one thing. Whatever it erases is erased for good when the log is emptied for the last time. */
  step(): void {
    const die = this.chance.below(13);
    if (die === 10) this.abandonDraft();
    else if (die === 11) this.react();
    else if (die === 12) this.writeNote();
    else if (die < 3) this.receive();
    else if (die < 6) this.write();
    else if (die < 7) this.confirm();
    else this.eraseSome(ways[this.chance.below(ways.length)] ?? 'burnNow');
    this.clock.advance(this.chance.below(900));
  }

  private receive(): void {
    const events = this.times(() => {
      const mid = this.takeMid();
      return received(mid, { content: this.content(longestText), burnTerms: this.terms() });
    });
    this.core.pipeline.apply(events);
    for (const event of events) this.noteReceived(event);
  }

  private noteReceived({ mid, content, burnTerms }: MessageReceived): void {
    const message = this.core.store.messages.byMid(chat, mid);
    if (message === null) throw new Error('a message did not arrive');
    this.note({ messageId: message.messageId, mid, isMine: false, terms: burnTerms, content });
  }

  private write(): void {
    const content = this.content(Math.floor(maxTextBytes / 4));
    const terms = this.terms();
    const request = {
      conversationId: chat,
      content,
      ...(content.kind === 'text' ? { draftId: this.type(content.text).draftId } : {}),
      burnSeconds: terms?.seconds ?? null,
      replyToId: null,
      mentions: [],
    };
    const outcome = sendMessage(request, this.core.messaging);
    if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
    this.note({ messageId: outcome.value, mid: null, isMine: true, terms, content });
  }

  /** Writes a text bit by bit, as long as it is an ordinary draft, and answers the draft as it then lies on the disk. */
  private type(text: string): KeptDraft {
    const { drafts } = this.core.messaging;
    const draft = { ...aDraft(text), draftId: this.draftId() };
    const letters = [...text];
    for (let rest = this.chance.below(3); rest > 0; rest -= 1) {
      drafts.keep({ ...draft, text: letters.slice(0, Math.ceil(letters.length / (rest + 1))).join('') });
      drafts.flush();
    }
    drafts.keep(draft);
    drafts.flush();
    return draft;
  }

  /** A draft that is never sent: emptied, or it was made to burn first. */
  private abandonDraft(): void {
    const { drafts } = this.core.messaging;
    const text = secretText(this.chance, secretLength(this.chance, longestDraft));
    const draft = this.type(text);
    if (this.chance.below(2) === 0) drafts.keep({ ...draft, mode: 'burn' });
    drafts.keep({ ...aDraft(''), draftId: draft.draftId });
    drafts.flush();
    this.erased.push({ label: `draft ${draft.draftId}`, bytes: Buffer.from(text) });
    this.erasedDrafts += 1;
  }

  /** A note of the user's own; it stays until it is edited or deleted. */
  private writeNote(): void {
    const content = this.content(longestText);
    const draft = { burnSeconds: null, replyToId: null, mentions: [] };
    const outcome = sendMessage({ ...draft, conversationId: notesId, content }, this.core.messaging);
    if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
    this.notes.push({ messageId: outcome.value, mid: null, isMine: true, terms: null, content });
  }

  /** Messages are answered in one sign, or no more. */
  private react(): void {
    const secret = this.chance.pick(this.secrets.filter(({ mid, terms }) => mid !== null && terms === null));
    if (secret === undefined || secret.mid === null) return;
    this.noteSigns(this.signs.react(secret.messageId, midOf(secret.mid)));
  }

  private noteSigns(gone: readonly Needle[]): void {
    this.erased.push(...gone);
    this.erasedSigns += gone.length;
  }

  private draftId(): string {
    const digits = Array.from({ length: 32 }, () => this.chance.below(16).toString(16)).join('');
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
  }

  /** The echoes of what was written come, several at once. */
  private confirm(): void {
    const waiting = this.take((secret) => secret.mid === null);
    const confirmed = waiting.map((secret) => ({ ...secret, mid: this.takeMid() }));
    const echoes = confirmed.map(({ messageId, mid, content }) =>
      received(mid, { author: self, isMine: true, cid: messageId, content }),
    );
    this.core.pipeline.apply(echoes);
    this.secrets.push(...confirmed);
  }

  private eraseSome(way: Way): void {
    this.noteErased(way, this.eraseBy[way]());
  }

  private noteErased(way: Way, gone: readonly Secret[]): void {
    for (const { messageId, content } of gone) {
      const message = this.core.store.messages.byId(messageId);
      if (message === null || message.contentState === 'present') throw new Error(`${way} erased nothing`);
      this.noteSigns(this.signs.gone(messageId));
      const label = `${way} ${content.kind} ${messageId}`;
      this.erased.push(...secretParts(content).map((bytes) => ({ label, bytes })));
      this.counts.set(way, (this.counts.get(way) ?? 0) + 1);
      if (content.kind === 'image') this.erasedPictures += 1;
    }
  }

  /** Each takes some messages that can go in this way, lets them go, and answers which these were. */
  private readonly eraseBy: Readonly<Record<Way, () => readonly Secret[]>> = {
    withdrawn: () => this.revokeOwn((secret) => secret.mid === null),
    deletedHere: () => {
      const gone = this.take(({ isMine, mid, terms }) => terms === null && (!isMine || mid !== null));
      deleteBatch(
        gone.map(({ messageId }) => messageId),
        this.core.messaging,
      );
      return gone;
    },
    ownRevoke: () => {
      const gone = this.revokeOwn((secret) => secret.mid !== null);
      this.core.pipeline.apply(gone.map(({ mid }) => revoked(mid ?? 0n, { by: self, isMine: true })));
      return gone;
    },
    peerRevoke: () => {
      const gone = this.take(({ isMine }) => !isMine);
      this.core.pipeline.apply(gone.map(({ mid }) => revoked(mid ?? 0n)));
      return gone;
    },
    vanished: () => {
      const gone = this.take(({ mid }) => mid !== null);
      this.core.pipeline.apply(
        gone.map(({ messageId }): DomainEvent => ({ kind: 'messageVanished', messageId })),
      );
      return gone;
    },
    burnNow: () => {
      const gone = this.take(({ isMine, terms }) => !isMine && terms !== null);
      for (const { messageId } of gone) burnNow(messageId, this.core.messaging);
      return gone;
    },
    expiredRead: () => {
      const gone = this.take(({ isMine, terms }) => !isMine && terms !== null);
      for (const { messageId } of gone) revealMessage(messageId, this.core.messaging);
      return this.expire(gone, ({ seconds }) => seconds);
    },
    expiredUnread: () => {
      const gone = this.take(({ isMine, terms }) => !isMine && terms !== null);
      return this.expire(gone, ({ maxUnreadSeconds }) => maxUnreadSeconds);
    },
    edited: () => {
      const gone = this.take(({ isMine, terms }) => isMine && terms === null);
      for (const secret of gone) {
        const said = this.sayAnew(secret);
        // The server has taken the old one back.
        if (secret.mid !== null) this.core.pipeline.apply([revoked(secret.mid, { by: self, isMine: true })]);
        this.note({ ...said, mid: null });
      }
      return gone.map(wordsAlone);
    },
    peerEdited: () => {
      const gone = this.take(({ isMine, mid, terms }) => !isMine && mid !== null && terms === null);
      for (const { mid } of gone) {
        const content = this.content(longestText);
        const event = received(this.takeMid(), { content, replaces: midOf(mid ?? 0n) });
        this.core.pipeline.apply([event]);
        this.noteReceived(event);
      }
      return gone;
    },
    noteDeleted: () => {
      const gone = this.takeNotes();
      deleteBatch(
        gone.map(({ messageId }) => messageId),
        this.core.messaging,
      );
      return gone;
    },
    noteEdited: () => {
      const gone = this.takeNotes();
      this.notes.push(...gone.map((note) => this.sayAnew(note)));
      return gone.map(wordsAlone);
    },
  };

  /** Other words in the place of those of a text, or of those that go with a picture; answers what stands there now. */
  private sayAnew(secret: Secret): Secret {
    const { content } = secret;
    const isPicture = content.kind === 'image';
    const text = isPicture
      ? secretCaption(this.chance)
      : secretText(this.chance, secretLength(this.chance, shortText));
    const outcome = editMessage({ messageId: secret.messageId, text, mentions: [] }, this.core.messaging);
    if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
    return {
      ...secret,
      messageId: outcome.value,
      content: isPicture ? { ...content, caption: text } : { kind: 'text', text },
    };
  }

  private takeNotes(): readonly Secret[] {
    const taken = this.notes.filter(() => this.chance.below(3) === 0);
    this.notes = this.notes.filter((note) => !taken.includes(note));
    return taken;
  }

  private revokeOwn(matches: (secret: Secret) => boolean): readonly Secret[] {
    const gone = this.take((secret) => secret.isMine && matches(secret));
    for (const { messageId } of gone) {
      const outcome = revokeMessage(messageId, this.core.messaging);
      if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
    }
    return gone;
  }

  /** Lets time pass until these are over, and with them whatever else ends before. */
  private expire(first: readonly Secret[], secondsOf: (terms: BurnTerms) => number): readonly Secret[] {
    this.clock.advance(
      1000 * Math.max(0, ...first.map(({ terms }) => (terms === null ? 0 : secondsOf(terms)))),
    );
    const over = new Set(
      this.core.store.messages.expired(this.clock.nowMs()).map(({ messageId }) => messageId),
    );
    burnDue(this.core.messaging);
    const others = this.secrets.filter(({ messageId }) => over.has(messageId));
    this.secrets = this.secrets.filter(({ messageId }) => !over.has(messageId));
    return [...first, ...others];
  }

  /** Up to a batch of random messages that match; they are no longer among the secrets. */
  private take(matches: (secret: Secret) => boolean): readonly Secret[] {
    const wanted = 1 + this.chance.below(largestBatch);
    const taken = new Set<Secret>();
    const fitting = this.secrets.filter(matches);
    for (let count = 0; count < wanted; count += 1) {
      const secret = this.chance.pick(fitting);
      if (secret !== undefined) taken.add(secret);
    }
    this.secrets = this.secrets.filter((secret) => !taken.has(secret));
    return [...taken];
  }

  /** Every third message stays for ever. */
  private note(secret: Secret): void {
    if (this.chance.below(3) > 0) {
      this.secrets.push(secret);
      return;
    }
    this.keptCount += 1;
    // An own burn message goes some day, too.
    const parts = secret.terms === null ? secretParts(secret.content) : [];
    const [bytes] = parts.filter((part) => part.length >= pieceBytes);
    if (bytes !== undefined && this.keptSample.length < sampleSize) {
      this.keptSample.push({ label: secret.messageId, bytes });
    }
  }

  private content(longest: number): SecretContent {
    if (this.chance.below(12) === 0) {
      return secretPicture(this.chance, secretLength(this.chance, largestPicture));
    }
    // Many rows share a page only when they are short, and pages are rebalanced only when rows share them.
    const length = secretLength(this.chance, this.chance.below(2) === 0 ? shortText : longest);
    return { kind: 'text', text: secretText(this.chance, length) };
  }

  private terms(): BurnTerms | null {
    if (this.chance.below(2) === 0) return null;
    return { seconds: 1 + this.chance.below(300), maxUnreadSeconds: 60 + this.chance.below(3_600) };
  }

  private times<T>(make: () => T): readonly T[] {
    return Array.from({ length: 1 + this.chance.below(largestBatch) }, make);
  }

  private takeMid(): ReturnType<typeof midOf> {
    this.nextMid += 1n;
    return midOf(this.nextMid);
  }
}

/** What an edit lets go of: the bytes of a picture go on with the new words. */
const wordsAlone = (secret: Secret): Secret =>
  secret.content.kind === 'image'
    ? { ...secret, content: { kind: 'text', text: secret.content.caption ?? '' } }
    : secret;
