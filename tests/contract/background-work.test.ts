import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectDirectory = join(__dirname, '../..');
/** Programs of their own, which end with their only promise. */
const programs: readonly string[] = ['main/protocol/frame-tool.ts', 'main/line/index.ts'];

describe('a promise that nobody waits for', () => {
  it('T14: says in every file of main where it fails', () => {
    const files = readdirSync(join(projectDirectory, 'main'), { recursive: true, encoding: 'utf8' })
      .map((file) => join('main', file))
      .filter((file) => file.endsWith('.ts') && !programs.includes(file));
    const dropped = files.filter((file) =>
      /^\s*void [\w.]+\(/mu.test(readFileSync(join(projectDirectory, file), 'utf8')),
    );
    expect([files.length > 100, dropped]).toEqual([true, []]);
  });

  it('T14: is found by lint, which accepts no `void` in front of it', () => {
    const lint = readFileSync(join(projectDirectory, 'eslint.config.mjs'), 'utf8');
    expect(lint).toContain("'@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }]");
  });
});
