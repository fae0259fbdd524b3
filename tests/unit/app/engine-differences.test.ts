import { describe, expect, it } from 'vitest';
import { engineDifferences, type Engine } from '../../../main/app/engine-differences';

/** Turns a text around, which is enough of a cipher to see which form was used. */
const turned = (text: string): string => [...text].reverse().join('');

const olderStore: Engine['safeStorage'] = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`old ${turned(text)}`),
  decryptString: (sealed) => turned(sealed.toString().slice('old '.length)),
};
const newerStore: Engine['safeStorage'] = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(`new ${turned(text)}`)),
  decryptStringAsync: (sealed) => Promise.resolve({ result: turned(sealed.toString().slice('new '.length)) }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
};

/** The clipboard of either engine: the older one answers nothing and throws, the newer one answers a promise. */
const clipboards = {
  older: (write: (text: string) => void) => ({ writeText: write }),
  newer: (write: (text: string) => void) => ({
    writeText: (text: string) => Promise.resolve().then(() => write(text)),
  }),
} as const;
const stores = { older: olderStore, newer: newerStore } as const;

describe.each(['older', 'newer'] as const)('on the %s engine', (engine) => {
  it('a text is copied, and a refusal of the system is told', async () => {
    const copied: string[] = [];
    const clipboard = clipboards[engine]((text) => void copied.push(text));
    await engineDifferences({ clipboard, safeStorage: stores[engine] }).copyText('words');
    expect(copied).toEqual(['words']);
    const refusing = clipboards[engine](() => {
      throw new Error('no');
    });
    await expect(
      engineDifferences({ clipboard: refusing, safeStorage: stores[engine] }).copyText('words'),
    ).rejects.toThrow('no');
  });

  it('a text that the key store has sealed can be opened', async () => {
    const clipboard = clipboards[engine](() => undefined);
    const store = await engineDifferences({ clipboard, safeStorage: stores[engine] }).keyStore();
    const sealed = await store?.seal('key');
    expect(Buffer.from(sealed ?? []).toString()).toBe(`${engine === 'older' ? 'old' : 'new'} yek`);
    expect(await store?.open(sealed ?? new Uint8Array())).toBe('key');
  });
});

it('an engine that has both forms is asked in the newer one', async () => {
  const both = {
    clipboard: clipboards.newer(() => undefined),
    safeStorage: { ...olderStore, ...newerStore },
  };
  const sealed = await (await engineDifferences(both).keyStore())?.seal('key');
  expect(Buffer.from(sealed ?? []).toString()).toBe('new yek');
});
