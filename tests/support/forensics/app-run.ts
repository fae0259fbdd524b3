import { readFileSync } from 'node:fs';
import { nothingByItself } from '../auto-fetch';
import { startDesktopBus, type DesktopBus } from '../desktop-bus';
import { startServerProcess, type ServerProcess } from '../embedded-server';
import { eventually } from '../eventually';
import { AppMessages, appWays, hasTimeToLook, isPictureWay, planOf, type AppWay } from './app-messages';
import type { HeapFind } from './heap-snapshot';
import { PieceSearch, type Needle } from './piece-search';
import { SearchedApp, filesUnder, type PlaceFind, type SearchEffort } from './searched-app';

/** Figures of a run. */
export interface AppReport {
  readonly seed: number;
  readonly runs: Readonly<Record<string, number>>;
  /** Messages that were on the other screen before they went. */
  readonly seen: number;
  readonly notifications: number;
  readonly notificationsWithContent: number;
  readonly effort: SearchEffort;
  /** Places in which content was not found while it was still there, so that nothing found later means nothing. */
  readonly blindSpots: readonly string[];
  readonly finds: readonly PlaceFind[];
  readonly heapFinds: readonly (HeapFind & { readonly app: string; readonly after: string })[];
  /** Addresses of pictures in the window that still lead to one. */
  readonly livingPictures: number;
  readonly crashDumps: readonly string[];
  /** On the server's computer, which is no part of the promise. */
  readonly serverFinds: number;
  readonly medianRunMs: number;
  readonly seconds: number;
}

/** Runs `runs` messages through two real apps and searches everything after each. Needs a display and the built app. */
export async function runAppForensics(options: { runs: number; seed: number }): Promise<AppReport> {
  const run = await AppRun.begin(options.seed);
  try {
    return await run.run(options.runs);
  } finally {
    await run.end();
  }
}

class AppRun {
  private readonly messages: AppMessages;
  private readonly needles: Needle[] = [];
  private readonly finds: PlaceFind[] = [];
  private readonly heapFinds: (HeapFind & { app: string; after: string })[] = [];
  private readonly effort: SearchEffort = { files: 0, bytes: 0, heapStrings: 0 };
  private readonly counts = new Map<AppWay, number>(appWays.map((way) => [way, 0]));
  private readonly startedMs = performance.now();
  private readonly blindSpots: string[] = [];
  private seen = 0;
  private livingPictures = 0;
  /** Of the picture that the reader's window shows or showed. */
  private pictureAddress: string | null = null;

  private constructor(
    private readonly seed: number,
    private readonly server: ServerProcess,
    private readonly desktop: DesktopBus,
    private readonly apps: readonly [author: SearchedApp, reader: SearchedApp],
  ) {
    this.messages = new AppMessages(apps, seed);
  }

  static async begin(seed: number): Promise<AppRun> {
    const server = await startServerProcess(['--request-rate', '0']);
    const desktop = await startDesktopBus();
    const [author, reader] = [new SearchedApp('author', desktop.env), new SearchedApp('reader', desktop.env)];
    const run = new AppRun(seed, server, desktop, [author, reader]);
    try {
      await Promise.all([author.start(), reader.start()]);
      await author.signUp(server.url);
      await reader.signUp(server.url);
      await author.befriend(reader);
      // What is fetched and when is part of a way.
      await reader.call('app.changeSettings', { autoFetch: nothingByItself });
      // Nothing is told to somebody who is looking at the app.
      await reader.lookAway();
    } catch (error) {
      await run.end();
      throw error;
    }
    return run;
  }

  async run(runs: number): Promise<AppReport> {
    const durationsMs: number[] = [];
    for (const way of planOf(runs)) {
      const startedMs = performance.now();
      await this.runOne(way);
      durationsMs.push(performance.now() - startedMs);
    }
    await this.runNote();
    const crashDumps = this.apps.flatMap((app) => app.crashDumps());
    const notifications = await this.desktop.notifications();
    // What is only written at the end is searched, too.
    for (const app of this.apps) await app.close();
    this.searchDisks();
    durationsMs.sort((a, b) => a - b);
    return {
      seed: this.seed,
      runs: Object.fromEntries(this.counts),
      seen: this.seen,
      notifications: notifications.length,
      notificationsWithContent: this.search.findIn(Buffer.from(JSON.stringify(notifications))).length,
      effort: this.effort,
      blindSpots: this.blindSpots,
      finds: this.finds,
      heapFinds: this.heapFinds,
      livingPictures: this.livingPictures,
      crashDumps,
      serverFinds: this.searchServer(),
      medianRunMs: Math.round(durationsMs[Math.floor(durationsMs.length / 2)] ?? 0),
      seconds: Math.round((performance.now() - this.startedMs) / 1000),
    };
  }

  async end(): Promise<void> {
    for (const app of this.apps) await app.dispose();
    this.desktop.stop();
    await this.server.stop();
  }

  /** One message: written, seen, gone, searched. */
  private async runOne(way: AppWay): Promise<void> {
    const [author, reader] = this.apps;
    const before = await reader.newestId();
    const needles = await this.messages.write(way);
    await eventually(async () => (await reader.newestId()) !== before, { what: `the arrival of a ${way}` });
    const ids = [(await author.newestId()) ?? '', (await reader.newestId()) ?? ''] as const;
    await eventually(async () => (await author.view(ids[0]))?.delivery.state === 'sent');
    await this.messages.open(way, ids[1]);
    await this.see(way, needles);
    await this.messages.letGo(way, ids);
    for (const [index, app] of this.apps.entries()) {
      await eventually(async () => this.isGone(app, ids[index] ?? ''), { what: `the end of a ${way}` });
    }
    this.needles.push(...needles);
    this.counts.set(way, (this.counts.get(way) ?? 0) + 1);
    await this.searchAll(way);
  }

  /** A note: kept, seen, found, edited, deleted, searched. */
  private async runNote(): Promise<void> {
    const [, reader] = this.apps;
    const needles = await this.messages.keepNote((written) =>
      this.checkSight('note', reader, new PieceSearch(written)),
    );
    this.needles.push(...needles);
    await this.searchAll('note');
  }

  /** The reader's window shows the content, or the card of what is not opened yet. */
  private async see(way: AppWay, needles: readonly Needle[]): Promise<void> {
    const [author, reader] = this.apps;
    const watched = way === 'text whose unread life ended' ? author : reader;
    if (isPictureWay(way)) {
      const image = watched.page.getByTestId('message').last().getByTestId('message-image');
      await image.waitFor();
      this.pictureAddress = await image.getAttribute('src');
    } else {
      const search = new PieceSearch(needles);
      await eventually(async () => (await watched.searchDocument(search)).length > 0, {
        what: `seeing a ${way}`,
      });
    }
    this.seen += 1;
    if (hasTimeToLook(way) && this.counts.get(way) === 0)
      await this.checkSight(way, watched, new PieceSearch(needles));
  }

  /** What is there can be found: in the database, and in the heap unless it is a picture, whose bytes are in no string. */
  private async checkSight(way: AppWay | 'note', watched: SearchedApp, search: PieceSearch): Promise<void> {
    const unmeasured = { files: 0, bytes: 0, heapStrings: 0 };
    const onDisk = watched.searchDisk(search, unmeasured);
    if (!onDisk.some(({ place }) => place.endsWith('decrypted'))) this.blindSpots.push(`${way}: database`);
    if (onDisk.some(({ place }) => !place.endsWith('decrypted'))) this.finds.push(...onDisk);
    const inHeap = await watched.searchHeap(search, unmeasured);
    // A snapshot of the heap does not tell the words below a picture while they are on the screen, for a reason that is not known yet:
    // of them the files alone are proof.
    if (inHeap.length === 0 && way !== 'edited caption') this.blindSpots.push(`${way}: heap`);
  }

  private async isGone(app: SearchedApp, messageId: string): Promise<boolean> {
    const view = await app.view(messageId);
    const isErased = view?.body.kind === 'revoked' || view?.body.kind === 'burned';
    const shown = app.page.locator(
      `[data-message-id="${messageId}"] [data-testid="message-text"], [data-message-id="${messageId}"] [data-testid="message-caption"]`,
    );
    return isErased && view.operation === null && (await shown.count()) === 0;
  }

  private get search(): PieceSearch {
    return new PieceSearch(this.needles);
  }

  private async searchAll(after: AppWay | 'note'): Promise<void> {
    const { search, effort } = this;
    this.searchDisks();
    if (this.pictureAddress !== null && (await isPicture(this.apps[1], this.pictureAddress))) {
      this.livingPictures += 1;
    }
    this.pictureAddress = null;
    await Promise.all(
      this.apps.map(async (app) => {
        this.finds.push(...(await app.searchDocument(search)));
        const finds = await app.searchHeap(search, effort);
        this.heapFinds.push(...finds.map((find) => ({ ...find, after })));
      }),
    );
  }

  private searchDisks(): void {
    for (const app of this.apps) this.finds.push(...app.searchDisk(this.search, this.effort));
  }

  private searchServer(): number {
    const { search } = this;
    const counts = filesUnder(this.server.dataDirectory).map(
      (file) => search.findIn(readFileSync(file)).length,
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

/** Whether the window can still paint what was at this address. */
function isPicture(app: SearchedApp, address: string): Promise<boolean> {
  return app.page.evaluate(async (source) => {
    // This file knows no types of the page.
    const image = new (
      Reflect.get(globalThis, 'Image') as new () => {
        src: string;
        decode(): Promise<void>;
      }
    )();
    image.src = source;
    return image.decode().then(
      () => true,
      () => false,
    );
  }, address);
}
