import fc from 'fast-check';
import type { BodyView } from '../../../preload/contract/views';
import { valueOf } from '../test-messenger';
import { textIn } from '../text-in';
import { chatNames, deviceNames, type ChatName, type DeviceName, type World } from './world';

/** One step of a schedule. */
export type Step =
  | { readonly do: 'send'; readonly on: DeviceName; readonly chat: ChatName }
  | { readonly do: 'sendBurn'; readonly on: DeviceName }
  | { readonly do: 'revoke'; readonly on: DeviceName; readonly chat: ChatName; readonly pick: number }
  | { readonly do: 'burn'; readonly on: DeviceName; readonly pick: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'turnOff' | 'kill' | 'turnOn'; readonly on: DeviceName }
  | { readonly do: 'cut'; readonly on: DeviceName; readonly isHalfOpen: boolean }
  | { readonly do: 'unreachable' | 'reachable'; readonly on: DeviceName }
  | {
      readonly do: 'spoil';
      readonly on: DeviceName;
      readonly direction: 'in' | 'out';
      readonly fault: 'drop' | 'duplicate';
    }
  | { readonly do: 'stopServer' | 'crashServer' | 'startServer' };

/** What a schedule did, counted; only what was accepted. */
export interface Activity {
  steps: number;
  sends: number;
  revokes: number;
  burns: number;
  /** Devices and servers that ended without a word. */
  crashes: number;
}

/** What the schedule has asked for, to be held against what came of it. */
export class Ledger {
  readonly activity: Activity = { steps: 0, sends: 0, revokes: 0, burns: 0, crashes: 0 };
  /** Texts in the order of writing, per device and chat. */
  readonly written = new Map<string, string[]>();
  /** Texts that somebody took back or burned, and that were accepted for it. */
  readonly erased = new Set<string>();
  private lastNumber = 0;

  write(device: DeviceName, chat: ChatName): string {
    this.lastNumber += 1;
    const text = `text-${this.lastNumber}`;
    const key = `${device} ${chat}`;
    this.written.set(key, [...(this.written.get(key) ?? []), text]);
    return text;
  }
}

const device = fc.constantFrom(...deviceNames);
const chat = fc.constantFrom(...chatNames);
const pick = fc.nat(9);

/** Any step; talking and waiting more often than misfortune. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('send' as const), on: device, chat }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sendBurn' as const), on: device }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('revoke' as const), on: device, chat, pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('burn' as const), on: device, pick }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 10, 100, 1_000, 12_000, 35_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('turnOff' as const, 'kill' as const, 'turnOn' as const),
      on: device,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('cut' as const), on: device, isHalfOpen: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('unreachable' as const, 'reachable' as const), on: device }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('spoil' as const),
      on: device,
      direction: fc.constantFrom('in' as const, 'out' as const),
      fault: fc.constantFrom('drop' as const, 'duplicate' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('stopServer' as const, 'crashServer' as const, 'startServer' as const),
    }),
  },
);

/** Any schedule of up to 40 steps. */
export const anySchedule: fc.Arbitrary<readonly Step[]> = fc.noBias(
  fc.array(anyStep, {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  }),
);

/** Does one step; a step that makes no sense at this moment does nothing. */
export async function takeStep(step: Step, world: World, ledger: Ledger): Promise<void> {
  const { activity } = ledger;
  activity.steps += 1;
  switch (step.do) {
    case 'send':
    case 'sendBurn':
      return write(step, world, ledger);
    case 'revoke':
    case 'burn':
      return erase(step, world, ledger);
    case 'pass':
      return world.pass(step.ms);
    case 'turnOff':
      return world.devices[step.on].stop();
    case 'kill':
      if (world.devices[step.on].running() !== null) activity.crashes += 1;
      return world.devices[step.on].kill();
    case 'turnOn':
      return world.devices[step.on].start();
    case 'cut':
      world.devices[step.on].network.cut(step.isHalfOpen);
      return;
    case 'unreachable':
    case 'reachable':
      world.devices[step.on].network.isReachable = step.do === 'reachable';
      return;
    case 'spoil':
      world.devices[step.on].network.spoilNext(step.direction, step.fault);
      return;
    case 'stopServer':
      return world.endServer('stop');
    case 'crashServer':
      if (world.isServerUp()) activity.crashes += 1;
      return world.endServer('crash');
    case 'startServer':
      return world.startServer();
  }
}

async function write(
  step: Extract<Step, { do: 'send' | 'sendBurn' }>,
  world: World,
  ledger: Ledger,
): Promise<void> {
  const messenger = world.devices[step.on].running();
  if (messenger === null) return;
  const chatName = step.do === 'send' ? step.chat : 'pair';
  const text = ledger.write(step.on, chatName);
  const result = await messenger.calls['messages.send']({
    conversationId: world.chatOn(step.on, chatName),
    text,
    burnSeconds: step.do === 'send' ? null : 60,
    replyToId: null,
    mentions: [],
  });
  valueOf(result);
  ledger.activity.sends += 1;
}

async function erase(
  step: Extract<Step, { do: 'revoke' | 'burn' }>,
  world: World,
  ledger: Ledger,
): Promise<void> {
  const messenger = world.devices[step.on].running();
  if (messenger === null) return;
  const conversationId = world.chatOn(step.on, step.do === 'revoke' ? step.chat : 'pair');
  const messages = await messenger.messages(conversationId, 200);
  const candidates = messages.filter(({ body, isMine }) =>
    step.do === 'revoke'
      ? isMine && (body.kind === 'text' || body.kind === 'burnOwn')
      : !isMine && body.kind === 'burnConcealed',
  );
  const chosen = candidates[candidates.length - 1 - (step.pick % Math.max(1, candidates.length))];
  if (chosen === undefined) return;
  const { messageId } = chosen;
  if (step.do === 'burn') {
    const revealed = valueOf(await messenger.calls['messages.reveal']({ messageId }));
    noteErased(revealed.body, ledger);
    valueOf(await messenger.calls['messages.burnNow']({ messageId }));
    ledger.activity.burns += 1;
    return;
  }
  const result = await messenger.calls['messages.revoke']({ messageId });
  if (!result.ok) return;
  ledger.activity.revokes += 1;
  noteErased(chosen.body, ledger);
}

function noteErased(body: BodyView, ledger: Ledger): void {
  const text = textIn(body);
  if (text !== null) ledger.erased.add(text);
}
