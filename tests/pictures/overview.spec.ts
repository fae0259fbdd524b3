import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { format, resolveConfig } from 'prettier';
import { locales, type Locale } from '../../preload/contract/views';
import {
  catalogue,
  paintedThemes,
  pictureFile,
  pictureFolder,
  type PaintedTheme,
  type PictureName,
} from './support/catalogue';
import { journeyFile, journeyFolder, journeySizes, journeySteps, type JourneyStep } from './support/journeys';

const introduction = `# Every state in pictures

Taken from the real app by \`npm run pictures\`, which also writes this page. In each table the first row is Chinese, the second
English; the left column is light, the right one dark.`;

const languageNames: Readonly<Record<Locale, string>> = { 'zh-CN': 'Chinese', en: 'English' };

// What the catalogue holds are names of pictures.
const names = Object.keys(catalogue) as PictureName[];

// What the table holds are names of steps.
const steps = Object.keys(journeySteps) as JourneyStep[];

const journeyIntroduction = `# The way of somebody new, step by step

Taken from the real app by \`npm run pictures\`, which also writes this page. In each table the first row is Chinese, the second
English; on the left is a wide window in the light, on the right the smallest one with both columns in the dark.`;

test('the overview shows every picture', async () => {
  const files = names.flatMap((name) =>
    locales.flatMap((locale) => paintedThemes.map((theme) => pictureFile(name, { locale, theme }))),
  );
  expect(files.filter((file) => !existsSync(join(pictureFolder, file)))).toEqual([]);
  await writePage(pictureFolder, overview());
});

test('the overview of the journeys shows every step', async () => {
  const files = steps.flatMap((step) =>
    locales.flatMap((locale) => journeySizes.map((size) => journeyFile(step, size, locale))),
  );
  expect(files.filter((file) => !existsSync(join(journeyFolder, file)))).toEqual([]);
  const sizes = journeySizes.map(({ width, height }) => `${width} × ${height}`);
  const sections = steps.map((step) => {
    const { title } = journeySteps[step];
    const rows = locales.map((locale) => {
      const cells = journeySizes.map(
        (size) => `![${title}, ${languageNames[locale]}](${journeyFile(step, size, locale)})`,
      );
      return `| ${cells.join(' | ')} |`;
    });
    return [`## ${title}`, [`| ${sizes.join(' | ')} |`, '| --- | --- |', ...rows].join('\n')].join('\n\n');
  });
  await writePage(journeyFolder, [journeyIntroduction, ...sections].join('\n\n'));
});

async function writePage(folder: string, text: string): Promise<void> {
  const file = join(folder, 'README.md');
  const options = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...options, parser: 'markdown' }));
}

function overview(): string {
  const groups = [...new Set(names.map((name) => catalogue[name].group))];
  const sections = groups.map((group) => {
    const entries = names.filter((name) => catalogue[name].group === group).map(section);
    return [`## ${group}`, ...entries].join('\n\n');
  });
  return [introduction, ...sections].join('\n\n');
}

function section(name: PictureName): string {
  const { title, about } = catalogue[name];
  const rows = locales.map((locale) => {
    const cells = paintedThemes.map((theme) => cell(name, locale, theme));
    return `| ${cells.join(' | ')} |`;
  });
  return [`### ${title}`, about, ['| light | dark |', '| --- | --- |', ...rows].join('\n')].join('\n\n');
}

function cell(name: PictureName, locale: Locale, theme: PaintedTheme): string {
  const words = `${catalogue[name].title}, ${languageNames[locale]}, ${theme}`;
  return `![${words}](${pictureFile(name, { locale, theme })})`;
}
