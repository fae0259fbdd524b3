import { startServerProcess } from '../embedded-server';
import { eventually } from '../eventually';
import { paintedPng } from './painted-png';
import { SearchedApp } from './searched-app';
import { conspicuousColour, conspicuousText, recordWindow, takeRecord } from './window-recorder';

/** Figures of a run. */
export interface KillTimingReport {
  /** Runs in which the content was on the screen at the kill, seen by the same recorder. */
  readonly runs: number;
  readonly texts: number;
  readonly pictures: number;
  /** Frames and changes of the document after the starts, from the first one on. */
  readonly frames: number;
  readonly mutations: number;
  readonly framesWithContent: number;
  readonly mutationsWithContent: number;
  /**
   * Further runs, which prove nothing: the recorder came after the window, or the computer was too slow to show the content
   * before its time was over. What they showed is counted all the same.
   */
  readonly inconclusive: number;
  /** Starts after which main still had the content. */
  readonly unburned: number;
  readonly seconds: number;
}

const readingSeconds = 3;
const smallestSide = 40;
/** What a window paints late is waited for. */
const afterglowMs = 300;

/**
 * Opens a burn message, kills the app while it is on the screen, waits until its time is over, and starts the app again:
 * `runs` times, texts and pictures in turn. Needs a display and the built app.
 */
export async function runKillTiming({ runs }: { readonly runs: number }): Promise<KillTimingReport> {
  const server = await startServerProcess(['--request-rate', '0']);
  const [author, reader] = [new SearchedApp('author'), new SearchedApp('reader')];
  try {
    await Promise.all([author.start(), reader.start(recordWindow)]);
    await author.signUp(server.url);
    await reader.signUp(server.url);
    await author.befriend(reader);
    return await new KillTiming(author, reader).run(runs);
  } finally {
    for (const app of [author, reader]) await app.dispose();
    await server.stop();
  }
}

class KillTiming {
  private readonly totals = {
    texts: 0,
    pictures: 0,
    frames: 0,
    mutations: 0,
    framesWithContent: 0,
    mutationsWithContent: 0,
    inconclusive: 0,
    unburned: 0,
  };

  constructor(
    private readonly author: SearchedApp,
    private readonly reader: SearchedApp,
  ) {}

  async run(runs: number): Promise<KillTimingReport> {
    const startedMs = performance.now();
    for (let run = 0; run - this.totals.inconclusive < runs; run += 1) {
      if (this.totals.inconclusive > runs) throw new Error('this computer is too slow');
      await this.runOne(run);
    }
    return { runs, ...this.totals, seconds: Math.round((performance.now() - startedMs) / 1000) };
  }

  private async runOne(run: number): Promise<void> {
    const { reader, totals } = this;
    const isPicture = (totals.texts + totals.pictures) % 2 === 1;
    // Lines of burned messages that follow each other are folded into one.
    await this.arrives(() => this.sendText(`what stays, number ${run}`, null));
    const messageId = await this.arrives(() =>
      isPicture ? this.sendPicture(run) : this.sendText(`${conspicuousText} number ${run}`, readingSeconds),
    );
    await takeRecord(reader);
    const openedMs = performance.now();
    await reader.page.locator(`[data-message-id="${messageId}"] [data-testid="burn-concealed"]`).click();
    const isSeen = await this.isSeen(isPicture);
    const isOpen = (await reader.view(messageId))?.body.kind === 'burnRevealed';
    await reader.kill();
    await restUntil(openedMs + readingSeconds * 1000 + afterglowMs);
    const isWatched = await this.startAgain(messageId);
    if (!isSeen || !isOpen || !isWatched) totals.inconclusive += 1;
    else totals[isPicture ? 'pictures' : 'texts'] += 1;
  }

  /** Looks at the next start; answers whether nothing of it was missed. */
  private async startAgain(messageId: string): Promise<boolean> {
    const { reader, author, totals } = this;
    await reader.start(recordWindow);
    await reader.page.getByTestId('main-screen').waitFor();
    await reader.openChat(author);
    await eventually(async () => (await reader.newestId()) === messageId, {
      what: 'the chat after the start',
    });
    await restUntil(performance.now() + afterglowMs);
    const record = await takeRecord(reader);
    totals.frames += record.frames;
    totals.mutations += record.mutations;
    totals.framesWithContent += record.conspicuousFrames;
    totals.mutationsWithContent += record.conspicuousMutations;
    if ((await reader.view(messageId))?.body.kind !== 'burned') totals.unburned += 1;
    return record.isWatchedFromBeginning && record.frames > 0;
  }

  /** Whether the recorder sees the content that is on the screen now. */
  private async isSeen(isPicture: boolean): Promise<boolean> {
    const timeoutMs = 1000 * readingSeconds;
    let [frames, mutations] = [0, 0];
    const look = async (): Promise<boolean> => {
      const record = await takeRecord(this.reader);
      frames += record.conspicuousFrames;
      mutations += record.conspicuousMutations;
      return mutations > 0 && (frames > 0 || !isPicture);
    };
    return eventually(look, { timeoutMs }).then(
      () => true,
      () => false,
    );
  }

  /** Has something sent, and answers its id on the reader's side as soon as it is there. */
  private async arrives(send: () => Promise<void>): Promise<string> {
    const before = await this.reader.newestId();
    await send();
    let messageId: string | null = before;
    const hasArrived = async (): Promise<boolean> => {
      messageId = await this.reader.newestId();
      return messageId !== before;
    };
    await eventually(hasArrived, { what: 'the arrival' });
    return messageId ?? '';
  }

  private async sendText(text: string, burnSeconds: number | null): Promise<void> {
    const { author, reader } = this;
    const draft = { conversationId: `u:${reader.node}`, text, burnSeconds, replyToId: null, mentions: [] };
    const result = await author.call('messages.send', draft);
    if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
  }

  private async sendPicture(run: number): Promise<void> {
    const { author, reader } = this;
    const bytes = paintedPng(smallestSide + (run % 50), () => conspicuousColour);
    const draft = {
      conversationId: `u:${reader.node}`,
      bytes,
      caption: '',
      mentions: [],
      burnSeconds: readingSeconds,
      replyToId: null,
    };
    const result = await author.call('messages.sendImage', draft);
    if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
  }
}

const restUntil = (timeMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, timeMs - performance.now())));
