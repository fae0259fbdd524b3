import type { Page } from '@playwright/test';
import { launchApp, type RunningApp } from '../../support/electron-app';
import { expectOnline } from './page-waits';
import type { BenchContext } from '../harness/bench';
import { ServerProcess } from '../server/server-process';
import type { World, WorldName } from '../world/world';
import { pointAt } from '../world/write-profile';
import { emptyApp } from './started-program';

/** The built app over a copy of a world, signed in, with its server. */
export interface OpenWindow {
  readonly world: World;
  readonly server: ServerProcess;
  readonly app: RunningApp['app'];
  readonly page: Page;
}

/** Starts the app over a world, and ends everything after `work`. */
export async function withWindow<T>(
  name: WorldName,
  context: BenchContext,
  work: (window: OpenWindow) => Promise<T>,
): Promise<T> {
  const directory = context.profiles.copy(name);
  const server = await ServerProcess.start(name);
  try {
    pointAt(directory, server.url);
    const { app, page, kill } = await launchApp({ profileDirectory: directory, language: 'en' });
    try {
      await expectOnline(page);
      return await work({ world: context.profiles.world(name), server, app, page });
    } finally {
      await kill();
    }
  } finally {
    await server.stop();
    context.profiles.remove(directory);
  }
}

/** Starts the empty app the same way. */
export async function withEmptyWindow<T>(
  work: (page: Page, app: RunningApp['app']) => Promise<T>,
): Promise<T> {
  const { app, page, close } = await launchApp({ folder: emptyApp, language: null });
  try {
    return await work(page, app);
  } finally {
    await close();
  }
}
