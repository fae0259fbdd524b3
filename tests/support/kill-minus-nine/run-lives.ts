import { rmSync } from 'node:fs';
import { createProfile } from '../electron-app';
import { startServerProcess } from '../embedded-server';
import { checkDatabases } from '../profile-database';
import { peerPassword, RawPeer, registerPeer } from '../raw-peer';
import { SeededChance } from '../seeded-chance';
import { AppLife } from './app-life';
import { AppTraffic, pause } from './app-traffic';
import { Diary } from './diary';
import { judge, settle, type KillVerdict } from './judge';
import { PeerTraffic } from './peer-traffic';

/** Figures of a run. */
export interface KillReport extends Omit<KillVerdict, 'findings'> {
  readonly seed: number;
  readonly kills: number;
  /** Kills before the window could be used. */
  readonly killsDuringStart: number;
  readonly sends: number;
  readonly revokes: number;
  readonly burns: number;
  /** Calls whose answer was cut off by a kill. */
  readonly unanswered: number;
  /** Looks into the database, one after each kill, that found it whole. */
  readonly wholeDatabases: number;
  /** Messages of the chat that can be read at the end. */
  readonly messagesAtTheEnd: number;
  /** Messages that the server has twice, because the answer to the first sending was lost. */
  readonly serverCopies: number;
  /** Process start to usable window, median, ms. */
  readonly startMs: number;
  /** From the last start until app and server agree, ms. */
  readonly settledMs: number;
  readonly seconds: number;
  readonly findings: readonly string[];
}

const latestKillMs = 1_800;

/** The app and the peer of a run, friends with each other. */
interface Scene {
  readonly profileDirectory: string;
  readonly peer: RawPeer;
  /** Node of the app's account. */
  readonly app: string;
  readonly conversationId: string;
}

/**
 * Lets the real app live `kills` times on one profile and ends every life with SIGKILL at a random moment, during the
 * start, the replay or the traffic; then starts it once more and judges. Needs a display and the built app.
 */
export async function runLives(options: {
  readonly kills: number;
  readonly seed: number;
}): Promise<KillReport> {
  const server = await startServerProcess(['--request-rate', '0']);
  const profileDirectory = createProfile();
  try {
    return await runOn(server.url, profileDirectory, options);
  } finally {
    await server.stop();
    rmSync(profileDirectory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function runOn(
  serverUrl: string,
  profileDirectory: string,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<KillReport> {
  const startedMs = performance.now();
  const diary = new Diary();
  const scene = await prepare(serverUrl, profileDirectory);
  const peerTraffic = new PeerTraffic(scene.peer, scene.app, { diary, chance: new SeededChance(seed + 1) });
  const traffic = new AppTraffic(scene.conversationId, diary, new SeededChance(seed + 2));
  const chance = new SeededChance(seed);
  const startTimesMs: number[] = [];
  let wholeDatabases = 0;
  peerTraffic.start();
  for (let count = 0; count < kills; count += 1) {
    const startMs = await live(profileDirectory, traffic, chance.below(latestKillMs));
    if (startMs !== null) startTimesMs.push(startMs);
    if (checkDatabases(profileDirectory).join() === 'ok') wholeDatabases += 1;
  }
  await peerTraffic.stop();
  const end = await concludeWith(scene, diary);
  await scene.peer.close();
  return {
    seed,
    kills,
    killsDuringStart: kills - startTimesMs.length,
    ...diary.counts,
    wholeDatabases,
    ...end,
    startMs: Math.round(median(startTimesMs)),
    seconds: Math.round((performance.now() - startedMs) / 1000),
  };
}

/** Signs the app up, makes it a friend of the peer, and closes it. */
async function prepare(serverUrl: string, profileDirectory: string): Promise<Scene> {
  await registerPeer(serverUrl, 'peer');
  const peer = await RawPeer.signIn(serverUrl, 'peer');
  const life = await AppLife.start(profileDirectory);
  await life.isUsable();
  const credentials = { serverAddress: serverUrl, name: 'app', password: peerPassword } as const;
  const account = await life.call('account.signUp', {
    ...credentials,
    encoding: 'compact',
    allowInsecure: true,
  });
  if (account?.ok !== true) throw new Error('the app could not sign up');
  const app = account.value.node;
  const asked = peer.next(({ type }) => type === 90);
  await life.call('contacts.add', { node: peer.node, greeting: 'hello' });
  await asked;
  peer.befriend(app);
  const conversationId = `u:${peer.node}`;
  for (let isThere = false; !isThere;) {
    await pause(50);
    const chats = await life.call('conversations.list', { after: null, limit: 500 });
    isThere = chats?.ok === true && chats.value.some((chat) => chat.conversationId === conversationId);
  }
  await life.close();
  return { profileDirectory, peer, app, conversationId };
}

/** One life; answers how long the start took, null when it did not live to see its window. */
async function live(
  profileDirectory: string,
  traffic: AppTraffic,
  killAfterMs: number,
): Promise<number | null> {
  const startedMs = performance.now();
  const life = await AppLife.start(profileDirectory);
  const killed = pause(killAfterMs).then(() => life.kill());
  const isUsable = await life.isUsable();
  const startMs = performance.now() - startedMs;
  if (isUsable) await traffic.run(life);
  await killed;
  return isUsable ? startMs : null;
}

async function concludeWith(scene: Scene, diary: Diary) {
  const { peer, app, conversationId } = scene;
  const life = await AppLife.start(scene.profileDirectory);
  await life.isUsable();
  const settledMs = Math.round(await settle(life, peer, { conversationId, app }));
  const { verdict, serverCopies, atTheEnd } = await judge(life, peer, { conversationId, app, diary });
  await life.close();
  return { ...verdict, serverCopies, messagesAtTheEnd: atTheEnd, settledMs };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
