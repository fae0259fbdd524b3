// Draws every PNG of resources/icons from its two SVG pictures, with a Chromium that is already on this computer:
//   node scripts/draw-icons.mjs          (CHROMIUM_PATH names another Chromium than /usr/bin/chromium)
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const folder = fileURLToPath(new URL('../resources/icons/', import.meta.url));
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Menu bars and panels take the second file on screens with twice the pixels. */
const trayScales = [
  { suffix: '', factor: 1 },
  { suffix: '@2x', factor: 2 },
];

/** macOS recolours a template by its alpha channel only: everything is black, and the flame is a hole in the bubble. */
const templateStyle = '#bubble, #dot { fill: #000 }';
const trayPictures = [
  { name: 'tray', size: 24, style: '#dot{display:none}', isTemplate: false, isUnread: false },
  { name: 'tray-unread', size: 24, style: '', isTemplate: false, isUnread: true },
  {
    name: 'trayTemplate',
    size: 18,
    style: `${templateStyle} #dot{display:none}`,
    isTemplate: true,
    isUnread: false,
  },
  { name: 'trayUnreadTemplate', size: 18, style: templateStyle, isTemplate: true, isUnread: true },
];

/**
 * Cuts the flame (and a ring around the dot) out of the bubble.
 *
 * @param {string} svg
 * @param {{ isTemplate: boolean, isUnread: boolean }} picture
 */
function cutOut(svg, { isTemplate, isUnread }) {
  const flame = /<path id="flame"[^>]* d="([^"]+)"/.exec(svg)?.[1] ?? '';
  const hole = isTemplate ? `<path fill="#000" d="${flame}"/>` : '';
  const ring = isUnread ? '<circle cx="25.5" cy="6.5" r="8" fill="#000"/>' : '';
  const mask = `<mask id="cut"><rect width="32" height="32" fill="#fff"/>${hole}${ring}</mask>`;
  const masked = svg.replace('<path id="bubble"', `${mask}<path id="bubble" mask="url(#cut)"`);
  return isTemplate ? masked.replace(/<path id="flame"[^>]*\/>/, '') : masked;
}

/**
 * Writes one picture.
 *
 * @param {import('@playwright/test').Page} page
 * @param {{ svg: string, size: number, style?: string, file: string }} picture
 */
async function draw(page, picture) {
  const { svg, size, style = '', file } = picture;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>*{margin:0} svg{display:block;width:${size}px;height:${size}px} ${style}</style>${svg}`,
  );
  await writeFile(join(folder, file), await page.screenshot({ omitBackground: true }));
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' });
try {
  const page = await browser.newPage();
  const app = await readFile(join(folder, 'app.svg'), 'utf8');
  for (const size of appSizes) await draw(page, { svg: app, size, file: `${size}x${size}.png` });
  const tray = await readFile(join(folder, 'tray.svg'), 'utf8');
  for (const picture of trayPictures) {
    for (const { suffix, factor } of trayScales) {
      const size = picture.size * factor;
      const file = `${picture.name}${suffix}.png`;
      await draw(page, { svg: cutOut(tray, picture), size, style: picture.style, file });
    }
  }
} finally {
  await browser.close();
}
