import type {
  BodyView,
  ContentView,
  MentionView,
  MessageView,
} from '../../../preload/contract/message-views';

type TextContent = Extract<ContentView, { kind: 'text' }>;

/** One more step of a text, as main answers it. */
export interface TextStep {
  readonly text: string;
  readonly nextFrom?: number;
  readonly isRestShort?: boolean;
  readonly isCut?: boolean;
  readonly mentions: readonly MentionView[];
}

/** The text of a message that is shown openly; null for everything else. */
export function shownText({ body }: MessageView): TextContent | null {
  const content = body.kind === 'burnOwn' || body.kind === 'burnRevealed' ? body.content : body;
  return content.kind === 'text' ? content : null;
}

/** The message with one more step of its text, if that is the step that comes next. */
export function withStep(message: MessageView, from: number, step: TextStep): MessageView {
  const shown = shownText(message);
  if (shown?.nextFrom !== from) return message;
  const { mentions, text, ...rest } = step;
  const moved = mentions.map((mention) => ({ ...mention, start: mention.start + shown.text.length }));
  return {
    ...withText(message, { kind: 'text', text: shown.text + text, ...rest }),
    mentions: [...message.mentions, ...moved],
  };
}

/** Where the first step of a text ends, to be folded there again; places alone, no words. */
export interface TextFold {
  /** UTF-16 units that were shown. */
  readonly length: number;
  /** Where the rest begins, as main counts. */
  readonly nextFrom: number;
  readonly isRestShort: boolean;
}

/** Where the text of a message ends that shows its first step; null for one that has no rest. */
export function foldOf(message: MessageView): TextFold | null {
  const shown = shownText(message);
  if (shown?.nextFrom === undefined) return null;
  return { length: shown.text.length, nextFrom: shown.nextFrom, isRestShort: shown.isRestShort === true };
}

/** The message with no more of its text than its first step. */
export function folded(message: MessageView, { length, nextFrom, isRestShort }: TextFold): MessageView {
  const shown = shownText(message);
  if (shown === null || shown.text.length <= length) return message;
  return {
    ...withText(message, {
      kind: 'text',
      text: shown.text.slice(0, length),
      nextFrom,
      ...(isRestShort ? { isRestShort } : {}),
      ...(shown.isCut === true ? { isCut: true } : {}),
    }),
    mentions: message.mentions.filter((mention) => mention.start + mention.length <= length),
  };
}

/** Main tells the beginning of a text anew: what was shown of it stays shown, as long as it is the same text. */
export function keepShown(before: MessageView | undefined, fresh: MessageView): MessageView {
  if (before?.body.kind !== fresh.body.kind) return fresh;
  const [old, now] = [shownText(before), shownText(fresh)];
  const isMore = old !== null && now !== null && old.text.length > now.text.length;
  if (!isMore || !old.text.startsWith(now.text)) return fresh;
  return { ...withText(fresh, old), mentions: before.mentions };
}

function withText(message: MessageView, content: TextContent): MessageView {
  const { body } = message;
  const next: BodyView =
    body.kind === 'burnOwn' || body.kind === 'burnRevealed' ? { ...body, content } : content;
  return { ...message, body: next };
}
