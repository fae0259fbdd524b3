import { expect, type Page } from '@playwright/test';
import { chatRow } from '../../e2e/support/chat';
import { choose, openChatWith } from '../../e2e/support/person';
import { film, noise } from '../../e2e/support/sounds';
import { conversation, lastRows, lastRowsAndComposer, wholeWindow } from '../support/camera';
import { landscapes } from '../support/drawings';
import { fileNamed, type Scene } from '../support/scene';

// It goes with its message: nothing has to be fetched.
const soundSeconds = 30;
const filmFrames = 60;
/** A machine with much to do records longer than it was asked to. */
const longestVoiceMs = 90_000;

/** Records until the time of the recording reads so. */
async function record(page: Page, time: RegExp): Promise<void> {
  await page.getByTestId('composer-voice').click();
  await expect(page.getByTestId('voice-length')).toHaveText(time);
}

/** A voice message from its recording to its end, in the windows of both; the friend's has a microphone. */
export async function playVoice({ camera, me, friend }: Scene): Promise<void> {
  const { page } = me;
  const author = friend.page;
  // Long enough to be heard while the pictures are taken.
  await record(author, /^0:1[2-9]$/u);
  await camera.takeMoving(author, 'voice-recording', lastRowsAndComposer(1));
  await author.getByTestId('voice-stop').click();
  const strip = author.getByTestId('voice-strip');
  await expect(strip).toHaveAttribute('data-phase', 'listening');
  await camera.take(author, 'voice-listening', lastRowsAndComposer(1));
  await strip.getByTestId('composer-burn').click();
  await expect(strip.getByTestId('composer-burn')).toHaveAttribute('aria-pressed', 'true');
  await camera.take(author, 'voice-burn', lastRowsAndComposer(1));
  await strip.getByTestId('composer-burn').click();
  await author.getByTestId('voice-send').click();
  await expect(strip).toHaveCount(0);

  const voice = page.getByTestId('voice');
  await expect(voice).toHaveAttribute('data-state', 'here');
  await camera.take(page, 'voice', lastRows(1));
  const toggle = voice.getByTestId('playback-toggle');
  await toggle.click();
  await expect(voice.getByTestId('voice-time')).toHaveText(/^0:0[3-9] \//u);
  await camera.take(page, 'voice-playing', lastRows(1));
  // To its end, by itself.
  const ended = { timeout: longestVoiceMs };
  await expect(voice.getByTestId('voice-time')).toHaveText(/^\d:\d\d$/u, ended);
  await camera.take(page, 'voice-played', lastRows(1));
}

/** A sound and a film that came as files: at rest, played in their places, over the window, and from another chat. */
export async function playSounds({ camera, words, me, friend }: Scene): Promise<void> {
  const { page } = me;
  const { sounds } = words;
  const [noon, evening] = await landscapes(friend.page);
  const moving = await film(friend.page, filmFrames, [noon.buffer, evening.buffer]);
  await friend.page.getByTestId('composer-file-input').setInputFiles([
    { name: sounds.sound, mimeType: 'audio/wav', buffer: noise(soundSeconds, Buffer.alloc) },
    { name: sounds.film, mimeType: 'video/webm', buffer: moving },
  ]);
  await friend.page.getByTestId('composer-input').press('Enter');
  const clip = fileNamed(page, sounds.film);
  await expect(clip).toHaveAttribute('data-state', /^(?:here|offered)$/u);
  // How large it became decides whether it went with its message.
  if ((await clip.getAttribute('data-state')) === 'offered') await clip.getByTestId('file-fetch').click();
  const stage = page.getByTestId('video-stage');
  await expect(stage).toBeVisible();
  const sound = fileNamed(page, sounds.sound);
  await sound.getByTestId('playback-toggle').click();
  await expect(sound.getByTestId('playback-seek')).toHaveAttribute('aria-valuetext', /^0:0[1-9]/u);
  await sound.getByTestId('playback-seek').click();
  await expect(sound.getByTestId('playback-seek')).toHaveAttribute('aria-valuetext', /^0:[12]\d/u);
  await camera.take(page, 'players', conversation);

  await chatRow(page, words.colleagues[0]).click();
  await expect(page.getByTestId('playback-bar')).toBeVisible();
  await camera.take(page, 'playback-bar', wholeWindow);
  await page.getByTestId('playback-stop').click();
  await openChatWith(me, friend);
  await stage.getByTestId('video-resize').click();
  const viewer = page.getByTestId('video-viewer');
  await expect(viewer).toBeVisible();
  await camera.take(page, 'film-viewer', wholeWindow);
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);

  await page.getByTestId('details-open').click();
  await page.getByTestId('details-media').click();
  await choose(page, 'media-kind-voice');
  await expect(page.getByTestId('media-line').first()).toBeVisible();
  await camera.take(page, 'media-voice', wholeWindow);
  await page.getByTestId('details-close').click();
}
