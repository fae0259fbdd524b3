import { describe, expect, it } from 'vitest';
import {
  burnEvents,
  burnRules,
  burnStateOf,
  burnStates,
  keptMode,
  modeAfter,
  modeAfterSending,
  mostCareful,
  type BurnState,
  type ComposerMode,
} from '../../../../../renderer/features/composer/burn-mode';
import en from '../../../../../resources/locales/en.json';
import zhCn from '../../../../../resources/locales/zh-CN.json';

const modes = ['plain', 'asChat', 'afterBurn', 'burn', 'asking'] as const satisfies readonly ComposerMode[];
const alone = { kind: 'user', burnDefaultSeconds: null } as const;
const burning = { kind: 'user', burnDefaultSeconds: 30 } as const;

/** Every step that a draft can make, with the chat as it is when the event is over. */
const steps = [alone, burning].flatMap((before) =>
  modes.flatMap((mode) =>
    burnEvents.map((event) => {
      const from = burnStateOf(mode, before);
      const after = event === 'defaultSet' ? burning : event === 'defaultEnds' ? alone : before;
      return { mode, event, from, to: burnStateOf(modeAfter(from, event, mode), after) };
    }),
  ),
);
const burns = (state: BurnState): boolean => burnRules[state].enter === 'sendsBurning';

describe('burn mode', () => {
  it('is a table: every state, and where each event leads', () => {
    const table = Object.fromEntries(
      burnStates.map((state) => [
        state,
        Object.fromEntries(
          steps.filter(({ from, to }) => from === state && from !== to).map(({ event, to }) => [event, to]),
        ),
      ]),
    );
    expect(table).toEqual({
      plain: { switched: 'once', timeChosen: 'once', defaultSet: 'byDefault' },
      once: { switched: 'plain', defaultSet: 'byDefault', sent: 'justOff' },
      byDefault: { switched: 'suspended', defaultEnds: 'once' },
      suspended: {
        switched: 'byDefault',
        timeChosen: 'byDefault',
        defaultEnds: 'plain',
        sent: 'byDefault',
      },
      justOff: {
        switched: 'once',
        timeChosen: 'once',
        defaultSet: 'byDefault',
        entered: 'asking',
        dismissed: 'plain',
        calmed: 'plain',
      },
      asking: {
        switched: 'once',
        timeChosen: 'once',
        defaultSet: 'byDefault',
        edited: 'justOff',
        dismissed: 'plain',
        sent: 'plain',
      },
    });
  });

  it.each([en, zhCn])(
    'has other words for every state, in what is shown and in what is read aloud',
    ({ composer }) => {
      const shown = burnStates.map((state) => {
        const notice: Readonly<Record<string, string>> = composer.notice;
        return `${notice[state] ?? ''} ${composer.enter[state]}`;
      });
      // Both burn in the same way; that the chat does is in its header.
      expect(new Set(shown).size).toBe(burnStates.length - 1);
      expect(new Set(burnStates.map((state) => composer.says[state])).size).toBe(burnStates.length);
    },
  );

  it('goes off only by what the user does to the flame, or by a message that was sent, which is told', () => {
    const off = steps.filter(({ from, to }) => burns(from) && !burns(to));
    expect(
      off.map(({ event, to }) => `${event} → ${to}`).filter((step, at, all) => all.indexOf(step) === at),
    ).toEqual(['switched → plain', 'sent → justOff', 'switched → suspended']);
  });

  it('has Enter ask before it sends as plain what was begun right after a message that burned', () => {
    expect(
      steps.filter(({ event, from }) => event === 'sent' && burns(from)).map(({ to }) => to),
    ).not.toContain('plain');
    expect(burnRules.justOff).toMatchObject({ enter: 'asks', moves: { entered: 'asking' } });
    expect(burnRules.asking.moves.edited).toBe('afterBurn');
  });

  it('leaves nothing decided after a message that burned, however its chat changes meanwhile', () => {
    for (const state of burnStates) {
      const { enter, moves } = burnRules[state];
      if (moves.sent !== undefined)
        expect(moves.sent).toBe(modeAfterSending(enter === 'sendsBurning' ? 10 : null));
    }
    expect([burnStateOf('afterBurn', burning), burnStateOf('afterBurn', alone)]).toEqual([
      'byDefault',
      'justOff',
    ]);
  });

  it('of drafts that are put together is the most careful one', () => {
    expect(mostCareful(['plain', 'burn', 'asChat'])).toBe('burn');
    expect(mostCareful(['plain', 'asChat'])).toBe('asChat');
    expect(mostCareful(['afterBurn', 'asChat'])).toBe('afterBurn');
    expect(mostCareful(['plain', 'plain'])).toBe('plain');
  });

  it('is kept over the end of the window, and asks anew', () => {
    expect(modes.map(keptMode)).toEqual(['plain', 'asChat', 'afterBurn', 'burn', 'afterBurn']);
  });

  it('does not exist in rooms', () => {
    for (const mode of modes) expect(burnStateOf(mode, { ...burning, kind: 'room' })).toBe('plain');
  });
});
