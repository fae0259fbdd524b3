import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { badPictures, ordinaryPicture } from '../../support/bad-inputs/bad-pictures';
import { badTexts, foreignTexts, type BadText } from '../../support/bad-inputs/bad-texts';
import type { BenchContext } from '../harness/bench';
import { projectFolder } from '../harness/folders';
import type { Said } from '../server/orders';
import { textOf } from '../world/texts';
import { longestTaskDuring } from './longest-task';
import { delayDuring } from './main-thread';
import { withEmptyWindow, withWindow, type OpenWindow } from './open-window';
import { openChat } from './page-waits';
import { emptyField } from './typed-letters';

/** The longest task with bad inputs, of all of them, and with what stands beside them, ms. */
export interface Pair {
  readonly bad: number;
  readonly ordinary: number;
}

/** What was found of each way in which an input gets in. */
export interface Tried {
  readonly texts: { readonly window: Pair; readonly main: Pair; readonly whole: Pair };
  readonly composer: Pair;
  readonly search: Pair;
  readonly open: { readonly window: Pair; readonly main: Pair };
  readonly pictures: { readonly window: Pair; readonly main: Pair };
}

const fixtures = join(projectFolder, 'tests/fixtures');
/** Chats of the small world with somebody: one that gets what is bad, and one that does not. */
const [badChat, goodChat] = [1, 2] as const;
const arrivalLimitMs = 60_000;
/** Where more than this is found, it is told by name, ms. */
const toldAboveMs = 20;
const mostSteps = 8;
const mostPresses = 10;
const halfCharacter = /\p{Cs}/u;

/** Lets every bad input in by every way, beside ordinary ones in the same window. */
export async function tryBadInputs(context: BenchContext): Promise<Tried> {
  const some = <T>(all: readonly T[]): readonly T[] => (context.isQuick ? all.slice(0, 2) : all);
  const texts = some([...badTexts(fixtures), ...foreignTexts]);
  // Neither a clipboard nor a keyboard has half characters.
  const typed = some(badTexts(fixtures).filter(({ text }) => !halfCharacter.test(text)));
  const empty = await withEmptyWindow(async (page, app) => {
    const session = await page.context().newCDPSession(page);
    return worst(
      typed,
      ({ text }) => pasted({ app, page, session }, emptyField, text),
      told(context, 'empty field'),
    );
  });
  return withWindow('small', context, async (window) => {
    const session = await window.page.context().newCDPSession(window.page);
    const trial = new InputTrial(window, session, context.note);
    const arrived = await trial.arrivals(texts.map(({ name, text }) => ({ name, said: { text } })));
    const composer = await worst(
      typed,
      ({ text }) => pasted(trial, '[data-testid="composer-input"]', text),
      told(context, 'composer'),
    );
    const search = await trial.searches(typed);
    const open = await trial.openings();
    const pictures = await trial.arrivals(
      some(badPictures(fixtures)).map(({ name, bytes }) => ({
        name,
        said: { picture: Buffer.from(bytes).toString('base64') },
      })),
    );
    return { texts: arrived, composer: { bad: composer, ordinary: empty }, search, open, pictures };
  });
}

/** An input that the server sends. */
interface Sent {
  readonly name: string;
  readonly said: Said;
}

/** One window, in which bad inputs and ordinary ones are tried in turn. */
class InputTrial {
  private ordinary = 0;

  constructor(
    private readonly window: OpenWindow,
    readonly session: CDPSession,
    private readonly note: (text: string) => void,
  ) {}

  get app(): OpenWindow['app'] {
    return this.window.app;
  }

  get page(): Page {
    return this.window.page;
  }

  /** They arrive one by one in the open chat, whose newest message is in view. */
  async arrivals(inputs: readonly Sent[]): Promise<Tried['texts']> {
    await openChat(this.page, this.window.world.nodeOf(badChat));
    const found = { window: noPair, main: noPair, whole: noPair };
    for (const { name, said } of inputs) {
      const beside = await this.arrive(this.ordinaryLike(said));
      const bad = await this.arrive(said);
      found.window = wider(found.window, { bad: bad.window, ordinary: beside.window });
      found.main = wider(found.main, { bad: bad.main, ordinary: beside.main });
      found.whole = wider(found.whole, { bad: bad.whole, ordinary: beside.whole });
      const figures = [bad.window, bad.main, bad.whole].map((ms) => Math.round(ms));
      if (Math.max(...figures) > toldAboveMs)
        this.note(`${name}: window ${figures[0]}, main ${figures[1]}, whole ${figures[2]} ms`);
    }
    return found;
  }

  /** What is bad and what is ordinary is pasted into the search in turn. */
  async searches(texts: readonly BadText[]): Promise<Pair> {
    const field = '[data-testid="chat-search"]';
    let found = noPair;
    for (const { name, text } of texts) {
      const ordinary = await pasted(this, field, this.ordinaryText().slice(0, 4));
      const bad = await pasted(this, field, text);
      found = wider(found, { bad, ordinary });
      if (bad > toldAboveMs) this.note(`${name}: search ${Math.round(bad)} ms`);
    }
    return found;
  }

  /** The chat of what is bad, and one of what is not, are opened in turn. */
  async openings(): Promise<Tried['open']> {
    const { world, app } = this.window;
    const found = { window: noPair, main: noPair };
    const open = async (chat: number): Promise<{ readonly window: number; readonly main: number }> => {
      let window = 0;
      const { longest } = await delayDuring(app, async () => {
        window = await longestTaskDuring(this.session, async () => {
          await openChat(this.page, world.nodeOf(chat));
          await painted(this.page);
        });
      });
      return { window, main: longest };
    };
    for (let count = 0; count < 3; count += 1) {
      const [ordinary, bad] = [await open(goodChat), await open(badChat)];
      found.window = wider(found.window, { bad: bad.window, ordinary: ordinary.window });
      found.main = wider(found.main, { bad: bad.main, ordinary: ordinary.main });
    }
    return found;
  }

  /** From its way out of the server until it is painted, then to the end of what of it is not shown at first. */
  private async arrive(
    said: Said,
  ): Promise<{ readonly window: number; readonly main: number; readonly whole: number }> {
    const { app, server } = this.window;
    const before = await newest(this.page);
    let window = 0;
    const { longest } = await delayDuring(app, async () => {
      window = await longestTaskDuring(this.session, async () => {
        const order = { count: 1, perSecond: null, chats: [badChat], limitMs: arrivalLimitMs, said: [said] };
        const { acknowledged } = await server.burst(order);
        if (acknowledged === 0) throw new Error('nothing was acknowledged');
        await this.page.waitForFunction(
          (last) =>
            !['', last].includes(
              document.querySelector<HTMLElement>('[data-testid="timeline"]')?.dataset['newest'] ?? '',
            ),
          before,
        );
        await this.goToNewest();
        await pictureSettled(this.page);
        await painted(this.page);
      });
    });
    return { window, main: longest, whole: await this.showWhole() };
  }

  private async showWhole(): Promise<number> {
    const more = this.page.locator('[data-testid="message"]').last().getByTestId('show-more');
    let longest = 0;
    for (let step = 0; step < mostSteps && (await more.count()) > 0; step += 1) {
      const shown = await this.page.locator('[data-testid="message-text"]').last().textContent();
      const took = await longestTaskDuring(this.session, async () => {
        await more.click();
        await this.page.waitForFunction(
          (length) =>
            ([...document.querySelectorAll('[data-testid="message-text"]')].at(-1)?.textContent ?? '')
              .length > length,
          (shown ?? '').length,
        );
        await painted(this.page);
      });
      longest = Math.max(longest, took);
    }
    return longest;
  }

  /** News are followed by somebody who is at the end. */
  private async goToNewest(): Promise<void> {
    const button = this.page.getByTestId('jump-to-newest');
    // A picture that is refused takes another room than it was given: then there is more below.
    for (let press = 0; press < mostPresses && (await button.isVisible()); press += 1) {
      await button.click();
      await painted(this.page);
    }
  }

  private ordinaryLike(said: Said): Said {
    if ('text' in said) return { text: this.ordinaryText() };
    return { picture: Buffer.from(ordinaryPicture()).toString('base64') };
  }

  private ordinaryText(): string {
    this.ordinary += 1;
    return textOf(this.ordinary);
  }
}

const noPair: Pair = { bad: 0, ordinary: 0 };
const wider = (one: Pair, other: Pair): Pair => ({
  bad: Math.max(one.bad, other.bad),
  ordinary: Math.max(one.ordinary, other.ordinary),
});

async function worst(
  texts: readonly BadText[],
  measure: (text: BadText) => Promise<number>,
  note: (name: string, ms: number) => void,
): Promise<number> {
  let longest = 0;
  for (const text of texts) {
    const ms = await measure(text);
    longest = Math.max(longest, ms);
    note(text.name, ms);
  }
  return longest;
}

const told =
  ({ note }: BenchContext, where: string) =>
  (name: string, ms: number): void => {
    if (ms > toldAboveMs) note(`${name}: ${where} ${Math.round(ms)} ms`);
  };

/** Where something is pasted. */
interface PastingWindow {
  readonly app: OpenWindow['app'];
  readonly page: Page;
  readonly session: CDPSession;
}

/** A text is pasted into a field, and a letter is typed behind it. The field is empty afterwards. */
async function pasted({ app, page, session }: PastingWindow, field: string, text: string): Promise<number> {
  await app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
  await page.locator(field).focus();
  const longest = await longestTaskDuring(session, async () => {
    await page.keyboard.press('Control+V');
    await painted(page);
    await page.keyboard.press('g');
    await painted(page);
  });
  await page.locator(field).fill('');
  return longest;
}

const newest = async (page: Page): Promise<string> =>
  (await page.getByTestId('timeline').getAttribute('data-newest')) ?? '';

/** The last picture is painted, or it is said why not. */
async function pictureSettled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const last = [...document.querySelectorAll('[data-testid="message"]')].at(-1);
    const picture = last?.querySelector('[data-testid="message-picture"]') ?? null;
    if (picture === null) return true;
    if (picture.querySelector('[data-testid="picture-failure"], [data-testid="message-still"]') !== null)
      return true;
    return picture.querySelector<HTMLImageElement>('[data-testid="message-image"]')?.complete === true;
  });
}

/** At the beginning of the second frame the first one has been handed over. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
