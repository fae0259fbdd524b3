import { readFileSync, writeSync } from 'node:fs';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { SeededChance } from '../seeded-chance';
import { contentOf, inParts } from './content';
import { childSealingKey, lengthOf, type ChildNews, type CommittedAttachment } from './child-news';
import { KnownAttachments } from './known-attachments';
import { RememberingRandom } from './remembering-random';

// A program that keeps, gives up and erases attachments until it is killed: node child-program.js FOLDER SEED COMMITTED.JSON
// What it has told is committed; whoever reads it plays the database.

const mostBytes = 1_000_000;

/** Written at once, so that nothing that was told is lost with the process. */
const tell = (news: ChildNews): void => void writeSync(1, `${JSON.stringify(news)}\n`);

async function main([folder = '', seedText = '0', committedFile = '']: readonly string[]): Promise<void> {
  const seed = Number(seedText);
  const chance = new SeededChance(seed);
  const random = new RememberingRandom(undefined, (key) => tell({ kind: 'key', hex: key.toString('hex') }));
  // The file is the test's own.
  const committed = JSON.parse(readFileSync(committedFile, 'utf8')) as CommittedAttachment[];
  const known = new KnownAttachments();
  for (const { place } of committed) known.add(place);
  const store = await AttachmentStore.open({ folder, sealingKey: childSealingKey, random });
  tell({ kind: 'opened' });
  await store.sweep(known);
  for (let step = 0; ; step += 1) {
    const die = chance.below(10);
    const contentSeed = seed * 10_000 + step;
    const parts = inParts(contentOf(contentSeed, lengthOf(contentSeed)), 20_000);
    if (die < 6 || known.all.length < 3) {
      const place = await store.keep(parts, { mostBytes });
      known.add(place);
      tell({ kind: 'kept', place, seed: contentSeed });
    } else if (die < 7) {
      const writer = await store.begin({ mostBytes });
      for (const part of parts) await writer.write(part);
      await writer.abandon();
    } else {
      const place = chance.pick(known.all);
      if (place === undefined) continue;
      known.remove(place);
      tell({ kind: 'erasing', id: place.id });
      await store.erase(place);
      tell({ kind: 'erased', id: place.id });
    }
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  tell({ kind: 'failed', error: String(error) });
  process.exitCode = 1;
});
