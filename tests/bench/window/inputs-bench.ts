import { defineBench, usualLimitMs } from '../harness/bench';
import { atMost } from '../harness/goal';
import type { Row, Samples } from '../harness/row';
import { tryBadInputs, type Pair, type Tried } from './bad-inputs';

const row = (title: string, baseline: string, limit: string): Row => ({
  title: `${title}: longest task, the worst of all`,
  unit: 'ms',
  baseline,
  goal: atMost(50, 'ms'),
  limit,
});

const ordinaryText = 'an ordinary one, as often';
const shownLimit =
  'Of a text 1,600 characters are shown at first, and further ones in steps: layout is the engine’s own work, and the longest part of it.';
const storedLimit = 'Reading what came, its terms for the search, and the commit.';

/** Texts and pictures that are meant to break something. */
export const inputsBench = defineBench({
  group: 'inputs',
  rows: {
    'texts-window': row('window, a bad text arrives', ordinaryText, shownLimit),
    'texts-main': row('main process, a bad text arrives', ordinaryText, storedLimit),
    'whole-window': row('window, a bad text is shown step by step to its end', ordinaryText, shownLimit),
    'composer-window': row(
      'window, a bad text is pasted into a chat’s field, and a letter is typed behind it',
      'the same in a field of an empty page',
      'The engine lays out all of what stands in a field of text, at every letter.',
    ),
    'search-window': row(
      'window, a bad text is pasted into the search',
      'an ordinary one, as often',
      'The field takes no more than can be searched for.',
    ),
    'open-window': row(
      'window, a chat of bad texts is opened',
      'a chat of ordinary ones',
      'The layout of the rows in view.',
    ),
    'open-main': row(
      'main process, a chat of bad texts is opened',
      'a chat of ordinary ones',
      'One page of messages, of which each may be long.',
    ),
    'pictures-window': row(
      'window, a bad picture arrives',
      'an ordinary one, as often',
      'Pictures are decoded beside the thread that does everything else.',
    ),
    'pictures-main': row('main process, a bad picture arrives', 'an ordinary one, as often', storedLimit),
  },
  limitMs: 3 * usualLimitMs,
  measure: async (context) => {
    const rounds: Tried[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`inputs, round ${round + 1} of ${context.rounds}`);
      rounds.push(await tryBadInputs(context));
    }
    const samples = (of: (tried: Tried) => Pair): Samples => ({
      values: rounds.map((tried) => of(tried).bad),
      baselines: rounds.map((tried) => of(tried).ordinary),
    });
    return {
      'texts-window': samples(({ texts }) => texts.window),
      'texts-main': samples(({ texts }) => texts.main),
      'whole-window': samples(({ texts }) => texts.whole),
      'composer-window': samples(({ composer }) => composer),
      'search-window': samples(({ search }) => search),
      'open-window': samples(({ open }) => open.window),
      'open-main': samples(({ open }) => open.main),
      'pictures-window': samples(({ pictures }) => pictures.window),
      'pictures-main': samples(({ pictures }) => pictures.main),
    };
  },
});
