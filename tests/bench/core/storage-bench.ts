import { statSync } from 'node:fs';
import { atMost } from '../harness/goal';
import { alone } from '../harness/alternate';
import { defineBench, usualLimitMs } from '../harness/bench';
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
      limit: 'Two ids of 36 characters, their indexes, and the index of the search, besides the text itself.',
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
      'bytes-per-message': { ...alone(bytes), baselines: [textBytes] },
    });
  },
});
