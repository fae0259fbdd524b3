import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountFiles, closeFiles, type OpenedAccount } from '../../../main/account/account-files';
import { AttachmentKeeper } from '../../../main/account/active/attachment-keeper';
import { BurnKeeper } from '../../../main/account/burn-keeper';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import { systemClock } from '../../../main/platform/clock';
import { silentLogger } from '../../../main/platform/logger';
import { systemRandom } from '../../../main/platform/random';
import { leftoversOf } from '../../e2e/support/leftovers';
import { buildChild, childFolderPrefix } from '../../support/attachments/build-child';
import { contentOf } from '../../support/attachments/content';
import { eventually } from '../../support/eventually';
import { plainVault } from '../../support/test-messenger';
import { noKeyLock } from '../../support/no-key-lock';

const slotBytes = 64;
let program: string;
let folder: string;
let profile: string;
let place: AttachmentPlace;
/** The key in the clear, the slot that the account's key opens, and the content. */
let needles: readonly Uint8Array[];

beforeAll(async () => {
  folder = mkdtempSync(childFolderPrefix);
  program = await buildChild('killed-account', folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'tim-killed-account-'));
  const { signal, stdout, stderr } = spawnSync(process.execPath, [program, join(profile, 'account')], {
    encoding: 'utf8',
  });
  expect([signal, stderr]).toEqual(['SIGKILL', '']);
  // The child's own words.
  const told = JSON.parse(stdout) as AttachmentPlace & { readonly key: string };
  place = told;
  const slots = readFileSync(join(profile, 'account', 'secrets'));
  needles = [
    Buffer.from(told.key, 'hex'),
    Buffer.from(slots.subarray(told.slot * slotBytes, (told.slot + 1) * slotBytes)),
    contentOf(1, 200_000).subarray(0, 512),
  ];
  return () => rmSync(profile, { recursive: true, force: true });
});

const open = (): Extract<OpenedAccount, { readonly ok: true }> => {
  const opened = new AccountFiles(join(profile, 'account'), {
    keyVault: plainVault,
    keyLock: noKeyLock,
    random: systemRandom,
    logger: silentLogger,
  }).open();
  if (!opened.ok) throw new Error(opened.failure);
  return opened;
};
/** How many of the needles are somewhere in the profile. */
const found = (): readonly number[] => needles.map((needle) => leftoversOf(needle, profile).length);
const names = (): readonly string[] => readdirSync(join(profile, 'account', 'attachments'));
const isGone = async (): Promise<void> => {
  const { store, attachments } = open();
  expect([store.attachments.going(9), store.attachments.keptAmong([place.id]).size]).toEqual([[], 0]);
  await closeFiles({ store, attachments });
};

describe('an attachment whose message was erased by a process that was killed right after the commit', () => {
  it('is still there, and is destroyed when its account is opened', async () => {
    expect([found(), names()]).toEqual([[0, 1, 0], [place.id]]);
    const opened = open();
    const keeper = new AttachmentKeeper({ ...opened, clock: systemClock, logger: silentLogger });
    await keeper.finish();
    await closeFiles(opened);
    expect([found(), names()]).toEqual([[0, 0, 0], []]);
    await isGone();
  });

  it('is destroyed by the next start, also when nobody signs in to its account', async () => {
    expect([found(), names()]).toEqual([[0, 1, 0], [place.id]]);
    const keeper = new BurnKeeper({
      accountIds: () => ['account'],
      open,
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
    });
    keeper.begin([]);
    await eventually(() => names().length === 0);
    await keeper.end();
    expect(found()).toEqual([0, 0, 0]);
    await isGone();
  });
});
