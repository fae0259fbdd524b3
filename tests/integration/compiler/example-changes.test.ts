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
    ]);
  });
  const filesAbout = (name: string): readonly string[] =>
    [...new Set(complaints.filter(({ text }) => text.includes(name)).map(({ file }) => file))].sort();

  it('of what passes by is sent to these files', () => {
    expect(filesAbout('pretendedPassing')).toEqual(['main/ephemeral/channel.ts', 'main/ephemeral/kinds.ts']);
  });

  it('hears from the compiler about nothing else', () => {
    const others = complaints.filter(({ text }) => !text.includes('pretended'));
    expect(others).toEqual([]);
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
