import { expect } from '@playwright/test';
import { chatRow } from '../../e2e/support/chat';
import { offerFile, onFileWords, piecesOf, sayOfFile } from '../../support/offering-peer';
import { conversation } from '../support/camera';
import { fileNamed, type Scene } from '../support/scene';

/** Of what is given in part this much comes, and then nothing more. */
const givenShare = 0.4;
/** Large enough to be asked for in several pieces. */
const partlyBytes = 12_000_000;
const whollyBytes = 640_000;

/** Files on their way: one that comes, one that was paused in the middle, one that was another than it said, one that has come. */
export async function playFileStates({ camera, words, me, colleagues }: Scene): Promise<void> {
  const { page } = me;
  const { files } = words;
  const [, author] = colleagues;
  const contents = new Map<string, { readonly content: Uint8Array; readonly givenBytes: number }>();
  const say = sayOfFile(author, me.node);
  onFileWords(author, (asked) => {
    if (asked.kind !== 'request') return;
    const given = contents.get(asked.cid);
    if (given === undefined) return;
    for (const piece of piecesOf(given.content, asked))
      if (piece.offset + piece.bytes.length <= given.givenBytes) say(piece);
  });
  await chatRow(page, words.colleagues[1]).click();
  await expect(page.getByTestId('chat-title')).toHaveText(words.colleagues[1]);

  const offer = async (
    name: string,
    { bytes, givenBytes, isOther = false }: { bytes: number; givenBytes: number; isOther?: boolean },
  ): Promise<void> => {
    const content = new Uint8Array(bytes).fill(name.length);
    const cid = crypto.randomUUID();
    contents.set(cid, { content: isOther ? new Uint8Array(bytes) : content, givenBytes });
    offerFile(author, me.node, { content, cid, change: { name, mediaType: '' }, text: name });
    const file = fileNamed(page, name);
    await file.getByTestId('file-fetch').click();
  };
  const partly = { bytes: partlyBytes, givenBytes: partlyBytes * givenShare };
  const wholly = { bytes: whollyBytes, givenBytes: whollyBytes };
  await offer(files.plan, wholly);
  await expect(fileNamed(page, files.plan)).toHaveAttribute('data-state', 'here');
  await offer(files.lost, { ...wholly, isOther: true });
  await expect(fileNamed(page, files.lost)).toHaveAttribute('data-state', 'failed');
  await offer(files.film, partly);
  const facts = fileNamed(page, files.film).getByTestId('file-facts');
  await expect(facts).toContainText(/[1-9].* (?:of|\/) /u);
  await fileNamed(page, files.film).getByTestId('file-pause').click();
  await expect(fileNamed(page, files.film)).toHaveAttribute('data-state', 'paused');
  await offer(files.minutes, partly);
  await expect(fileNamed(page, files.minutes)).toHaveAttribute('data-state', 'fetching');
  await camera.take(page, 'files-moving', conversation);
}
