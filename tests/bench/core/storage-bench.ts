import { statSync } from 'node:fs';
import { atMost } from '../harness/goal';
import { alone } from '../harness/alternate';
import { defineBench, usualLimitMs } from '../harness/bench';
import { createAccountStore } from '../../../main/storage/account-store';
import { Database } from '../../../main/storage/database';
import { scansOf } from '../../support/storage/query-plans';
import { keyOf } from '../world/plain-driver';
import { databaseFile } from '../world/write-profile';

/** What messages take on the disk. */
export const storageBench = defineBench({
  group: 'storage',
  rows: {
    'bytes-per-message': {
      title: 'bytes a message on the disk, a million messages',
      unit: 'bytes',
      baseline: 'bytes of its text',
      goal: atMost(350, 'bytes'),
      limit:
        'Two ids of sixteen bytes, the indexes that lead to a message by them and by its place, and the index of the search, besides the text itself.',
    },
    scans: {
      title: 'statements that read a table of messages as a whole',
      unit: 'statements',
      baseline: null,
      goal: atMost(0, 'statements'),
      limit: 'Held by the indices; one statement more is a failure of the run, the quick one included.',
    },
  },
  limitMs: usualLimitMs,
  measure: (context) => {
    const name = context.isQuick ? 'quick' : 'large';
    const world = context.profiles.world(name);
    const { messages } = world.size;
    const bytes = statSync(databaseFile(context.profiles.ensure(name))).size / messages;
    const sampled = Array.from({ length: 1_000 }, (_, index) => Buffer.byteLength(world.message(index).text));
    const textBytes = sampled.reduce((sum, length) => sum + length, 0) / sampled.length;
    return Promise.resolve({
      scans: alone(countScans(context.profiles.copy(name))),
      'bytes-per-message': { ...alone(bytes), baselines: [textBytes] },
    });
  },
});

/** Fails with the statements, so that whoever wrote one finds it. */
function countScans(directory: string): number {
  const file = databaseFile(directory);
  const database = Database.open(file, keyOf(file));
  const store = createAccountStore(database);
  try {
    const scans = scansOf(database);
    if (scans.length > 0) throw new Error(scans.map(({ step, sql }) => `${step}: ${sql}`).join('\n'));
    return scans.length;
  } finally {
    store.close();
  }
}
