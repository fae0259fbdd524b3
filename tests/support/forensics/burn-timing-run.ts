import { startServerProcess } from '../embedded-server';
import { eventually } from '../eventually';
import { paintedPng } from './painted-png';
import { SearchedApp } from './searched-app';
import { conspicuousColour, conspicuousText, recordWindow, takeRecord } from './window-recorder';

/** Figures of a run. */
export interface KillTimingReport {
  readonly runs: number;
  readonly texts: number;
  readonly pictures: number;
  /** Runs in which the content was seen before the kill, by the same recorder: without that, nothing is proven. */
  readonly seenBeforeKill: number;
  /** Runs in which it was still on the screen at the kill. */
  readonly shownAtKill: number;
  /** Frames and changes of the document after the starts, from the first one on. */
  readonly frames: number;
  readonly mutations: number;
  readonly framesWithContent: number;
  readonly mutationsWithContent: number;
  /** Starts of which the recorder missed the beginning. */
  readonly missedBeginnings: number;
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
    seenBeforeKill: 0,
    shownAtKill: 0,
    frames: 0,
    mutations: 0,
    framesWithContent: 0,
    mutationsWithContent: 0,
    missedBeginnings: 0,
    unburned: 0,
  };

  constructor(
    private readonly author: SearchedApp,
    private readonly reader: SearchedApp,
  ) {}

  async run(runs: number): Promise<KillTimingReport> {
    const startedMs = performance.now();
    for (let run = 0; run < runs; run += 1) await this.runOne(run);
    return { runs, ...this.totals, seconds: Math.round((performance.now() - startedMs) / 1000) };
  }

  private async runOne(run: number): Promise<void> {
    const { reader, totals } = this;
    const isPicture = run % 2 === 1;
    totals[isPicture ? 'pictures' : 'texts'] += 1;
    const before = await reader.newestId();
    await (isPicture ? this.sendPicture(run) : this.sendText(run));
    await eventually(async () => (await reader.newestId()) !== before, { what: 'the arrival' });
    const messageId = (await reader.newestId()) ?? '';
    await takeRecord(reader);
    const openedMs = performance.now();
    await reader.page.locator(`[data-message-id="${messageId}"] [data-testid="burn-concealed"]`).click();
    if (await this.isSeen(isPicture)) totals.seenBeforeKill += 1;
    if ((await reader.view(messageId))?.body.kind === 'burnRevealed') totals.shownAtKill += 1;
    await reader.kill();
    await restUntil(openedMs + readingSeconds * 1000 + afterglowMs);
    await this.startAgain(messageId);
  }

  private async startAgain(messageId: string): Promise<void> {
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
    if (!record.isWatchedFromBeginning || record.frames === 0) totals.missedBeginnings += 1;
    if ((await reader.view(messageId))?.body.kind !== 'burned') totals.unburned += 1;
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

  private async sendText(run: number): Promise<void> {
    const { author, reader } = this;
    const text = `${conspicuousText} number ${run}`;
    const draft = { conversationId: `u:${reader.node}`, text, burnSeconds: readingSeconds };
    const result = await author.call('messages.send', draft);
    if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
  }

  private async sendPicture(run: number): Promise<void> {
    const { author, reader } = this;
    const bytes = paintedPng(smallestSide + run, () => conspicuousColour);
    const draft = { conversationId: `u:${reader.node}`, bytes, burnSeconds: readingSeconds };
    const result = await author.call('messages.sendImage', draft);
    if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
  }
}

const restUntil = (timeMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, timeMs - performance.now())));
