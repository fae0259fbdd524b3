import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callBridge, valueOf } from '../bridge';
import { createProfile, launchApp, type RunningApp } from '../electron-app';
import { startServerProcess } from '../embedded-server';
import { RawPeer, registerPeer } from '../raw-peer';
import { attemptsIn, hasCalls, tracedCalls, type Attempt } from './trace';

/** What was seen of a life of the app. */
export interface NetworkRecording {
  /** Whether the recording saw the processes at all. */
  readonly isAlive: boolean;
  /** `host:port` of the account's server. */
  readonly server: string;
  readonly attempts: readonly Attempt[];
}

const pauseMs = 100;
const pause = (durationMs = pauseMs): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));

/**
 * Starts the built app on a new profile with every call to the network recorded, in all of its processes; signs up, gets and writes a
 * message with a link and a word that no dictionary knows, and leaves it alone for so long. Needs Linux, strace and a display.
 */
export async function recordNetwork(idleMs: number): Promise<NetworkRecording> {
  const server = await startServerProcess();
  const folder = mkdtempSync(join(tmpdir(), 'tim-network-'));
  const traceFile = join(folder, 'trace');
  const profileDirectory = createProfile();
  try {
    const running = await launchApp({ profileDirectory, executablePath: tracedElectron(folder, traceFile) });
    await live(running, server.url, idleMs);
    await running.close();
    const trace = readFileSync(traceFile, 'utf8');
    return { isAlive: hasCalls(trace), server: new URL(server.url).host, attempts: attemptsIn(trace) };
  } finally {
    await server.stop();
    for (const directory of [folder, profileDirectory]) rmSync(directory, { recursive: true, force: true });
  }
}

/** A program that starts Electron under strace: whoever starts it can only name a program. No content is written, only addresses. */
function tracedElectron(folder: string, traceFile: string): string {
  // Outside Electron this package answers the path of its binary.
  const electron = createRequire(__filename)('electron') as string;
  const program = join(folder, 'electron');
  const words = ['-f', '-qq', '--seccomp-bpf', '-s', '0', '-e', `trace=${tracedCalls.join(',')}`];
  writeFileSync(program, `#!/bin/sh\nexec strace ${words.join(' ')} -o '${traceFile}' '${electron}' "$@"\n`);
  chmodSync(program, 0o700);
  return program;
}

async function live({ page }: RunningApp, serverUrl: string, idleMs: number): Promise<void> {
  await registerPeer(serverUrl, 'peer');
  const peer = await RawPeer.signIn(serverUrl, 'peer');
  const credentials = { serverAddress: serverUrl, name: 'app', password: 'correct horse 9' } as const;
  const { node } = valueOf(
    await callBridge(page, 'account.signUp', { ...credentials, encoding: 'compact', allowInsecure: true }),
  );
  peer.befriend(node);
  const hasAsked = async (): Promise<boolean> => {
    const contacts = await callBridge(page, 'contacts.list', { after: null, limit: 500 });
    return contacts.ok && contacts.value.length > 0;
  };
  while (!(await hasAsked())) await pause();
  valueOf(await callBridge(page, 'contacts.accept', { node: peer.node }));
  await page.getByTestId('rail-chats').click();
  await page.getByTestId('chat-row').click();
  await peer.say(node, 'look: https://pictures.example/cat.png and http://tim.example');
  await page.getByTestId('message-text').first().waitFor();
  await page.getByTestId('composer-input').pressSequentially('wrongg wrod https://more.example/ ');
  await page.getByTestId('composer-input').press('Enter');
  // The peer would be closed by the server for want of pings.
  await peer.close();
  await pause(idleMs);
}
