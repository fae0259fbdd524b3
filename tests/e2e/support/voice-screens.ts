import { expect } from '@playwright/test';
import { click, screen, visible, type Screen } from './screen';
import { noise } from './sounds';

/** Recording, and what is heard in a chat; the chat is on the screen, and there is a microphone. */
export const voiceScreens: readonly Screen[] = [
  screen('a voice message that is recorded', async ({ page }) => {
    await click(page, 'composer-voice');
    await expect(page.getByTestId('voice-length')).toHaveText(/^0:0[1-9]$/);
  }),
  screen('a voice message that is heard before it is sent', async ({ page }) => {
    await click(page, 'voice-stop');
    await expect(page.getByTestId('voice-strip')).toHaveAttribute('data-phase', 'listening');
  }),
  screen('a voice message and a sound that are played', async ({ page }) => {
    await click(page, 'voice-send');
    await visible(page, 'voice');
    await page
      .getByTestId('composer-file-input')
      .setInputFiles([{ name: '会议录音.wav', mimeType: 'audio/wav', buffer: noise(30, Buffer.alloc) }]);
    await page.getByTestId('composer-input').press('Enter');
    const sound = page.locator('[data-media="audio"]');
    await sound.getByTestId('playback-toggle').click();
    await expect(sound.getByTestId('playback-seek')).toBeVisible();
    await sound.getByTestId('playback-toggle').click();
  }),
  screen('a voice message that was heard', async ({ page }) => {
    const voice = page.getByTestId('voice');
    await voice.getByTestId('playback-toggle').click();
    await expect(voice.getByTestId('playback-rate')).toBeVisible();
    // To its end: nothing is left to be rested in the chats that follow.
    await expect(voice.getByTestId('playback-rate')).toBeHidden();
  }),
];
