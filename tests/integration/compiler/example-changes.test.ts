import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { complaintsAfter, type Complaint } from '../../support/compiled-change';

const projectDirectory = path.join(__dirname, '../../..');

describe('whoever adds a kind', () => {
  let complaints: readonly Complaint[];
  beforeAll(() => {
    complaints = complaintsAfter([
      {
        file: 'main/domain/ephemeral.ts',
        replace: 'export interface EphemeralKinds {',
        by: `export interface EphemeralKinds {
          readonly pretendedPassing: { readonly target: NodeId; readonly content: string };`,
      },
      {
        file: 'main/domain/message.ts',
        replace: 'export type MessageContent =',
        by: `export type MessageContent =
          | { readonly kind: 'pretendedContent'; readonly place: number }`,
      },
    ]);
  });
  const filesAbout = (name: string): readonly string[] =>
    [...new Set(complaints.filter(({ text }) => text.includes(name)).map(({ file }) => file))].sort();
  /** What the compiler says of a `switch` without the new kind names the function, not the kind. */
  const unfinished = (): readonly string[] =>
    complaints.filter(({ text }) => !text.includes('pretended')).map(({ file }) => file);

  it('of what passes by is sent to these files', () => {
    expect(filesAbout('pretendedPassing')).toEqual(['main/ephemeral/channel.ts', 'main/ephemeral/kinds.ts']);
  });

  it('of content is sent to these files, beside the union itself and what the window knows of it', () => {
    expect([...filesAbout('pretendedContent'), ...unfinished()].sort()).toEqual([
      'main/domain/message.ts',
      'main/protocol/message-contents.ts',
      'main/storage/content-row.ts',
      'main/views/content-kinds.ts',
    ]);
  });
});

describe('the map of where something new goes', () => {
  it('names files and folders that exist', () => {
    const text = readFileSync(path.join(projectDirectory, 'ARCHITECTURE.md'), 'utf8');
    const section = text.slice(text.indexOf('## Where does a new'));
    const named = [...section.matchAll(/`((?:main|preload|renderer|resources)\/[^`*<]+)`/gu)];
    const missing = named
      .map(([, name = '']) => name)
      .filter((name) => !existsSync(path.join(projectDirectory, name)));
    expect([named.length > 5, missing]).toEqual([true, []]);
  });
});
