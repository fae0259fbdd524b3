import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';
import type { PaintedTheme } from '../../../renderer/app/theme';

const axeSource = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

/** Colours arrive at once, and nothing moves, so that what is looked at is what stays. */
export async function paintIn(page: Page, theme: PaintedTheme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await hasSettled(page);
}

/** Waits until nothing moves any more: even the shortest motion has a beginning. */
export async function hasSettled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null)));
  });
}

/** What axe finds on the page: one line for each element that breaks a rule. `rules` are all by default. */
export async function axeBreaches(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // By the protocol, not by a script element, which the page's policy forbids.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    const tool = Reflect.get(globalThis, 'axe') as typeof axe;
    const options = only.length === 0 ? {} : { runOnly: { type: 'rule' as const, values: [...only] } };
    const { violations } = await tool.run(document, { ...options, resultTypes: ['violations'] });
    const floats = (selector: string): boolean =>
      document.querySelector(selector)?.closest('[data-reka-popper-content-wrapper]') instanceof Element;
    return violations.flatMap(({ id, nodes }) =>
      nodes
        // Menus and tooltips stand at the end of the document, and belong to what they were opened from.
        .filter(({ target }) => id !== 'region' || !floats(target.join(' ')))
        .map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  }, rules);
}

/** Something smaller than a finger's width for a reason. */
interface SmallerArea {
  readonly selector: string;
  readonly minPx: number;
  readonly why: string;
}

/** Everything that is pressed is at least this high and wide, pixels. */
const usualHitPx = 36;

/** All exceptions, each with its reason. */
const smallerAreas: readonly SmallerArea[] = [
  {
    selector: '[data-testid=reedit]',
    minPx: 24,
    why: 'lines of revoked messages stand close, and each has its own button',
  },
];

/** Controls that are too small to be hit: what is pressed counts, whether or not it is painted. */
export function hitAreaBreaches(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ usualPx, exceptions }) => {
      const pressable =
        'button, a[href], label:has(input), summary, [role=button], [role=tab], [role=switch], [role=option], [role^=menuitem]';
      const isHidden = (element: Element): boolean =>
        !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) ||
        element.closest('[inert], [aria-hidden=true]') !== null ||
        element.matches(':disabled');
      // What floats covers what was looked at before it was opened.
      const floating = document.querySelector(
        '[data-reka-popper-content-wrapper] [role=menu], [data-reka-popper-content-wrapper] [role=dialog]',
      );
      const isHit = (element: Element, x: number, y: number): boolean => {
        const there = document.elementFromPoint(x, y);
        return there !== null && element.contains(there);
      };
      /** How far it goes from a point of it before something else is hit, at most 36 px. */
      const reach = (element: Element, [x, y]: [number, number], [dx, dy]: [number, number]): number => {
        let steps = 0;
        while (steps < usualPx && isHit(element, x + (steps + 1) * dx, y + (steps + 1) * dy)) steps += 1;
        return steps;
      };
      return [...(floating ?? document).querySelectorAll<HTMLElement>(pressable)].flatMap((element) => {
        if (isHidden(element)) return [];
        // With its surroundings: what cannot be seen cannot be pressed.
        element.style.scrollMargin = '12px';
        element.scrollIntoView({ block: 'nearest' });
        const box = element.getBoundingClientRect();
        if (box.width <= 1 || box.height <= 1) return [];
        const exception = exceptions.find(({ selector }) => element.matches(selector));
        const least = exception?.minPx ?? usualPx;
        const middle: [number, number] = [box.x + box.width / 2, box.y + box.height / 2];
        // In a small window the details lie over the chat, which is pressed when they are closed.
        const details = document.querySelector('[data-testid=details]');
        const there = document.elementFromPoint(...middle);
        if (details !== null && !details.contains(element) && details.contains(there)) return [];
        const across = (side: 'width' | 'height', [dx, dy]: [number, number]): number =>
          // What is painted large enough needs no search around it.
          box[side] >= least - 1
            ? box[side]
            : Math.max(box[side], reach(element, middle, [-dx, -dy]) + reach(element, middle, [dx, dy]) + 1);
        const width = across('width', [1, 0]);
        const height = across('height', [0, 1]);
        // A pixel is lost to rounding.
        if (width >= least - 1 && height >= least - 1) return [];
        const name = element.dataset['testid'] ?? element.className;
        const size = `${Math.round(width)}x${Math.round(height)}`;
        return [`${name} “${element.textContent.trim().slice(0, 20)}”: ${size}, not ${least}`];
      });
    },
    { usualPx: usualHitPx, exceptions: smallerAreas },
  );
}

/** Texts of the catalogue that are cut off where they are shown, and a page that has to be scrolled sideways. */
export function cutTexts(page: Page, texts: readonly string[]): Promise<readonly string[]> {
  return page.evaluate((known) => {
    const all = new Set(known);
    const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (element) =>
        element.childElementCount === 0 &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 1 &&
        getComputedStyle(element).overflowX !== 'visible' &&
        all.has(element.textContent.trim()),
    );
    const page = document.documentElement;
    return [
      ...cut.map((element) => `cut off: ${element.textContent.trim()}`),
      ...(page.scrollWidth > page.clientWidth ? ['the page is wider than the window'] : []),
    ];
  }, texts);
}

/** Controls that no scrolling brings wholly into the window, so that they cannot be seen, let alone pressed. */
export function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const modal = document.querySelector('[role=dialog], [role=menu]');
    const controls = (modal ?? document).querySelectorAll<HTMLElement>(
      'button, a[href], input:not(.visually-hidden, [type=file]), textarea, [role^=menuitem]',
    );
    return [...controls].flatMap((element) => {
      if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return [];
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      if (width <= 1) return [];
      const isSeen = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1;
      return isSeen ? [] : [`out of reach: ${element.dataset['testid'] ?? element.className}`];
    });
  });
}

/** Controls whose words have the colour of their ground, or on which the keyboard leaves no outline; for colours that the system paints. */
export async function unseenControls(page: Page): Promise<readonly string[]> {
  // From here on whatever takes the focus has it by the keyboard.
  await page.keyboard.press('Shift');
  return page.evaluate(async () => {
    const floating = document.querySelector<HTMLElement>(
      '[data-reka-popper-content-wrapper] [role=menu], [data-reka-popper-content-wrapper] [role=dialog], [role=dialog]',
    );
    const before = document.activeElement;
    const hasOutline = (element: Element): boolean =>
      [null, '::after'].some((part) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      });
    // The outline may lie on the box around what has the focus, or on the painted part of it.
    const boxesOf = (element: Element): readonly Element[] => {
      const boxes: Element[] = [];
      for (let box = element.parentElement; box !== null && boxes.length < 3; box = box.parentElement)
        boxes.push(box);
      return boxes;
    };
    const isOutlined = (element: Element): boolean =>
      [element, ...element.querySelectorAll('*'), ...boxesOf(element)].some(hasOutline);
    const nameOf = (element: HTMLElement): string =>
      element.dataset['testid'] ?? `${element.tagName} ${element.className}`;
    const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    const controls = (floating ?? document).querySelectorAll<HTMLElement>(
      'button, a[href], input, textarea, [role^=menuitem], [role=tab]',
    );
    const unseen: string[] = [];
    for (const element of controls) {
      if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
      // Entries of menus are reached with the arrow keys.
      if (element.matches(':disabled, [aria-disabled=true], [type=file]')) continue;
      if (element.tabIndex < 0 && !element.matches('[role^=menuitem]')) continue;
      if (element.closest('[inert]') !== null) continue;
      element.focus({ preventScroll: true });
      await nextFrame();
      const { color, backgroundColor } = getComputedStyle(element);
      if (document.activeElement === element && !isOutlined(element))
        unseen.push(`no outline: ${nameOf(element)}`);
      if (color === backgroundColor) unseen.push(`no words: ${nameOf(element)}`);
    }
    // What a floating part was opened from would answer the next key instead of it.
    const isOutside = floating !== null && !floating.contains(before);
    const end = isOutside ? floating : before;
    if (end instanceof HTMLElement) end.focus({ preventScroll: true });
    // Tooltips of what had the focus go.
    for (let frame = 0; frame < 3; frame += 1) await nextFrame();
    return unseen;
  });
}
