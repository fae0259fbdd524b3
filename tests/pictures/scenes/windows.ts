import { sendBurn } from '../../e2e/support/chat';
import { wholeWindow } from '../support/camera';
import { resize, say, startClock, stopClockAt, type Scene } from '../support/scene';

const readingSeconds = 60;
const shownSeconds = 0.6 * readingSeconds;

/** The whole window, large and small. */
export async function playWindows(scene: Scene): Promise<void> {
  const { camera, words, me, friend, colleagues } = scene;
  for (const text of words.news) await colleagues[1].say(me.node, text);
  await sendBurn(friend.page, words.doorCode, readingSeconds);
  await say(scene, me, words.farewell);
  await resize(me, 1_200, 800);
  await me.page.getByTestId('burn-concealed').click();
  await stopClockAt([me.page], shownSeconds);
  await camera.take(me.page, 'main', wholeWindow);
  await resize(me, 480, 640);
  await camera.take(me.page, 'small', wholeWindow);
  await startClock([me.page]);
  await me.page.getByTestId('burn-now').click();

  await resize(me, 960, 640);
}
