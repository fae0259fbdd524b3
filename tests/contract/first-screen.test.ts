import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectFolder = join(__dirname, '../..');

/** What the first screen never shows: whatever of it is in the first file has to be read before anything is painted. */
const behindTheFirstScreen: readonly RegExp[] = [
  /Dialog\.vue$/,
  /^renderer\/features\/settings\/(?!index\.ts$)/,
  /^renderer\/features\/server-setup\/(?!index\.ts$)/,
  /^renderer\/features\/square-picture\/.*\.vue$/,
  /^renderer\/features\/profile\/.*\.vue$/,
  /^renderer\/features\/members\/.*\.vue$/,
  /^renderer\/features\/details\/.*\.vue$/,
  /^renderer\/features\/contacts\/ContactsPanel\.vue$/,
  /^renderer\/features\/rooms\/RoomsPanel\.vue$/,
  /^(?:docs\/|qr$|pinyin-pro$)/,
];

describe('the file of the first screen', () => {
  const modules = staticallyImported('renderer/main.ts');

  it('has the screen itself', () => {
    expect(modules).toContain('renderer/features/chat-list/ChatListPanel.vue');
    expect(modules).toContain('renderer/features/conversation/MessageTimeline.vue');
    expect(modules).toContain('vue');
  });

  it('has nothing that the first screen never shows', () => {
    const early = [...modules].filter((module) => behindTheFirstScreen.some((what) => what.test(module)));
    expect(early).toEqual([]);
  });
});

/** Everything that a module needs before its first line runs: files below the project, and packages by their names. */
function staticallyImported(entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const module of found) {
    if (!/\.(?:ts|vue)$/.test(module)) continue;
    const source = readFileSync(join(projectFolder, module), 'utf8');
    for (const target of importsOf(source)) found.add(resolveFrom(module, target));
  }
  return found;
}

/** What is imported by a statement; an `import(…)` is a promise, and types are gone when the code runs. */
function importsOf(source: string): readonly string[] {
  const statements = source.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  return [...statements].map(([, target = '']) => target);
}

function resolveFrom(module: string, target: string): string {
  if (!target.startsWith('.')) return target;
  const [file = ''] = target.split('?');
  const path = relative(projectFolder, join(projectFolder, dirname(module), file)).replaceAll('\\', '/');
  if (/\.[a-z]+$/.test(file)) return path;
  return path === 'renderer' || /\/[a-z-]+$/.test(path) ? withEnding(path) : path;
}

/** A path without an ending is a module, or a folder with a face. */
function withEnding(path: string): string {
  for (const candidate of [`${path}.ts`, `${path}/index.ts`]) {
    try {
      readFileSync(join(projectFolder, candidate));
      return candidate;
    } catch {
      // The other one.
    }
  }
  throw new Error(`${path} is no module`);
}
