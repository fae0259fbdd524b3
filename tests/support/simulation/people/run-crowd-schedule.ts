import { SeededRandom } from '../../seeded-random';
import { Crowd, personNames, personOf } from './crowd';
import { CrowdLedger, type CrowdActivity } from './crowd-ledger';
import { judgeMessages } from './crowd-messages';
import { judgeOwnChoice, judgePeople } from './crowd-people';
import { judgeRooms } from './crowd-rooms';
import { isCalm, type CrowdStep } from './crowd-schedule';
import { lookForWrongs, takeCrowdStep, type CrowdScene } from './take-crowd-step';

/** Kinds of differences between what devices show and what the server has. */
export const crowdFindingKinds = ['people', 'rooms', 'presence', 'messages', 'miscounted', 'wrongs'] as const;

/** One difference. */
export interface CrowdFinding {
  readonly kind: (typeof crowdFindingKinds)[number];
  readonly detail: string;
}

/** What a schedule did, and what came of it; no findings is right. */
export interface CrowdOutcome {
  readonly activity: CrowdActivity;
  readonly findings: readonly CrowdFinding[];
}

/** Runs a schedule among people of its own, lets everybody recover, and holds what they see against the server. */
export async function runCrowdSchedule(steps: readonly CrowdStep[]): Promise<CrowdOutcome> {
  const crowd = await Crowd.create(SeededRandom.seedOf(JSON.stringify(steps)));
  const scene = { crowd, ledger: new CrowdLedger() };
  try {
    for (const step of steps) {
      await takeCrowdStep(step, scene);
      lookForWrongs(scene);
    }
    await recover(scene);
    return { activity: scene.ledger.activity, findings: await judge(scene, isCalm(steps)) };
  } finally {
    await crowd.stage.dispose();
  }
}

const settlingMs = 180_000;

/** Ends all misfortune and gives everybody the time and the sign-in that they need to agree. */
async function recover({ crowd, ledger }: CrowdScene): Promise<void> {
  const { stage } = crowd;
  await stage.heal();
  await stage.pass(settlingMs);
  for (const call of ledger.unanswered()) ledger.wrongs.push(`${call} was never answered`);
  await sayFarewell(crowd);
  await stage.pass(60_000);
  await stage.restartDevices();
  // A server that speaks in vain to connections that have died holds up everybody else in a room for half a minute each time.
  await stage.pass(settlingMs);
}

/** Life goes on: of an account without any message nothing can be known for certain. */
async function sayFarewell(crowd: Crowd): Promise<void> {
  const { stage, rooms } = crowd;
  for (const name of stage.deviceNames) {
    const { calls } = stage.devices[name].require();
    const chats = [
      ...personNames.filter((one) => one !== personOf(name)).map((one) => `u:${crowd.nodeOf(one)}`),
      ...rooms.map((node) => `r:${node}`),
    ];
    for (const conversationId of chats) {
      const text = `farewell-${name}`;
      // Where nothing can be said the app refuses.
      await calls['messages.send']({
        conversationId,
        text,
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      });
    }
  }
}

async function judge({ crowd, ledger }: CrowdScene, calm: boolean): Promise<readonly CrowdFinding[]> {
  lookForWrongs({ crowd, ledger });
  const findings: CrowdFinding[] = [];
  const add = (kind: CrowdFinding['kind'], details: readonly string[]): void => {
    findings.push(...details.map((detail) => ({ kind, detail })));
  };
  add('wrongs', ledger.wrongs);
  for (const name of crowd.stage.deviceNames) {
    add('people', await judgePeople(name, { crowd, ledger, isCalm: calm }));
    add('rooms', await judgeRooms(name, { crowd, isCalm: calm }));
    add('messages', await judgeMessages(name, { crowd, ledger }));
  }
  if (calm) add('presence', judgeOwnChoice(crowd));
  for (const name of crowd.stage.deviceNames)
    add(
      'miscounted',
      crowd.stage.devices[name].miscounts().map((miscount) => `${name}: ${miscount}`),
    );
  return findings;
}
