import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { leftoversOf } from './support/leftovers';
import { askForMicrophone, playMadeUpAddresses } from './support/media-attempts';
import type { Person } from './support/person';
import { film, noise } from './support/sounds';
import { test } from './support/story';

/** A tone in the place of a microphone; whether the page may hear it is asked all the same. */
const microphone = ['--use-fake-device-for-media-stream'];
let a: Person;
let b: Person;
/** Where the engine of the one who listens would put what it needs a file for. */
let temporaryFolder: string;

test.beforeEach(async ({ twoFriends }) => {
  temporaryFolder = mkdtempSync(join(tmpdir(), 'tim-listener-'));
  [a, b] = await twoFriends({ args: microphone }, { env: { TMPDIR: temporaryFolder }, language: 'en' });
});
test.afterEach(() => rmSync(temporaryFolder, { recursive: true, force: true }));

test('a voice message is recorded, heard, sent, played and burned; one that is cancelled is nowhere', async () => {
  // Only while somebody records, only sound, and only what somebody was given an address of.
  const refused = 'NotAllowedError';
  expect(await askForMicrophone(a.page)).toEqual({
    before: refused,
    during: 'given',
    camera: refused,
    both: refused,
    after: refused,
  });
  expect(await playMadeUpAddresses(b.page)).toEqual({ answers: ['refused'], violations: [] });
  const strip = a.page.getByTestId('voice-strip');
  const length = a.page.getByTestId('voice-length');
  // Escape gives it up.
  await a.page.getByTestId('composer-voice').focus();
  await a.page.keyboard.press('Enter');
  await expect(strip).toHaveAttribute('data-phase', 'recording');
  await a.page.keyboard.press('Escape');
  await expect(strip).toHaveCount(0);
  await expect(a.page.getByTestId('composer-input')).toBeFocused();
  // So does sliding away from a button that is held.
  const place = await a.page.getByTestId('composer-voice').boundingBox();
  if (place === null) throw new Error('no button');
  await a.page.mouse.move(place.x + 10, place.y + 10);
  await a.page.mouse.down();
  await expect(strip).toHaveAttribute('data-phase', 'recording');
  await a.page.mouse.move(place.x - 120, place.y + 10, { steps: 4 });
  await expect(strip).toHaveCount(0);
  await a.page.mouse.up();

  await a.page.getByTestId('composer-voice').click();
  await expect(length).toHaveText(/^0:0[3-9]$/);
  await a.page.getByTestId('voice-stop').click();
  await expect(strip).toHaveAttribute('data-phase', 'listening');
  const recorded = (await length.textContent()) ?? '';
  await strip.getByTestId('playback-toggle').click();
  await expect(strip.getByTestId('playback-toggle')).toHaveAttribute('data-state', 'playing');
  await a.page.getByTestId('voice-send').click();
  await expect(strip).toHaveCount(0);
  await expect(a.page.getByTestId('voice')).toHaveCount(1);

  const voice = b.page.getByTestId('voice');
  await expect(voice).toHaveAttribute('data-state', 'here');
  await expect(voice).toHaveAttribute('data-played', 'false');
  await expect(voice.getByTestId('voice-time')).toHaveText(recorded);
  await voice.getByTestId('playback-toggle').focus();
  await b.page.keyboard.press('Space');
  await expect(voice.getByTestId('playback-toggle')).toHaveAttribute('data-state', 'playing');
  await expect(voice.getByTestId('voice-time')).toHaveText(/^0:0[1-9] \/ 0:\d\d$/);
  await expect(voice).toHaveAttribute('data-played', 'true');
  // It ends by itself: it has a length that the engine knows.
  await expect(voice.getByTestId('playback-toggle')).toHaveAttribute('data-state', 'resting');
  await expect(voice.getByTestId('voice-time')).toHaveText(recorded);

  // One that burns is opened, played inside and gone with its clock, whatever plays of it.
  await a.page.getByTestId('composer-voice').click();
  await expect(length).toHaveText(/^0:0[3-9]$/);
  await strip.getByTestId('composer-burn').click();
  await a.page.getByTestId('voice-send').click();
  await b.page.getByTestId('burn-concealed').click();
  const burning = b.page.getByTestId('message').filter({ has: b.page.getByTestId('burn-now') });
  await burning.getByTestId('playback-toggle').click();
  await expect(burning.getByTestId('voice-time')).toHaveText(/^0:0[1-9] \/ 0:\d\d$/);
  await burning.getByTestId('burn-now').click();
  await expect(b.page.getByTestId('burned')).toBeVisible();
  await expect(voice).toHaveCount(1);
});

test('sound and film of a chat are played from the encrypted store alone, sought in, and end with their message', async () => {
  const song = noise(60, randomBytes);
  const moving = await film(a.page, 90);
  await a.page.getByTestId('composer-file-input').setInputFiles([
    { name: 'song.wav', mimeType: 'audio/wav', buffer: song },
    { name: 'film.webm', mimeType: 'video/webm', buffer: moving },
    { name: 'page.mp4', mimeType: 'video/mp4', buffer: Buffer.from('<!doctype html><script>') },
  ]);
  await a.page.keyboard.press('Enter');
  const file = (name: string) =>
    b.page.getByTestId('message').filter({ has: b.page.getByTitle(name, { exact: true }) });
  // From a friend it comes by itself.
  const song1 = file('song.wav');
  await song1.getByTestId('playback-toggle').click();
  await expect(song1.getByTestId('playback-toggle')).toHaveAttribute('data-state', 'playing');
  const seek = song1.getByTestId('playback-seek');
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0[1-9] \/ 1:00$/);
  // Into the middle, and on from there by the keyboard.
  await seek.click();
  await b.page.keyboard.press('ArrowRight');
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:3\d \/ 1:00$/);

  // What is not what it says is a file like any other.
  await expect(file('page.mp4').getByTestId('video-message')).toHaveCount(0);
  await expect(file('page.mp4').getByTestId('file-save')).toBeVisible();
  // A film rests the sound.
  const stage = file('film.webm').getByTestId('video-stage');
  await stage.getByTestId('video-toggle').click();
  await expect(stage).toHaveAttribute('data-playing', 'true');
  await expect(song1.getByTestId('playback-toggle')).toHaveAttribute('data-state', 'resting');
  await stage.getByTestId('video-resize').click();
  await expect(b.page.getByTestId('video-viewer')).toBeVisible();
  await b.page.keyboard.press('Escape');
  await expect(b.page.getByTestId('video-viewer')).toHaveCount(0);

  // Neither a cache of the engine nor a temporary file has any of it, while it is played.
  await song1.getByTestId('playback-toggle').click();
  await expect(song1.getByTestId('playback-toggle')).toHaveAttribute('data-state', 'playing');
  for (const at of [100, 200_000, 400_000]) {
    const needle = song.subarray(at, at + 64);
    expect(leftoversOf(needle, b.profileDirectory)).toEqual([]);
    expect(leftoversOf(needle, temporaryFolder)).toEqual([]);
  }
  await a.page
    .getByTestId('message')
    .filter({ has: a.page.getByTitle('song.wav', { exact: true }) })
    .focus();
  await a.page.keyboard.press('Control+Shift+Backspace');
  await expect(song1).toHaveCount(0);
  await expect(b.page.getByTestId('playback-toggle')).toHaveCount(0);
});
