import type { Page } from '@playwright/test';

/** What a page is given of microphone and camera, by when it asks. */
export function askForMicrophone(page: Page) {
  return page.evaluate(async () => {
    const messenger = Reflect.get(globalThis, 'messenger') as {
      call(name: string, argument: unknown): Promise<{ readonly ok: boolean }>;
    };
    const ask = (wish: MediaStreamConstraints): Promise<string> =>
      navigator.mediaDevices.getUserMedia(wish).then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop();
          return 'given';
        },
        (error: unknown) => (error instanceof DOMException ? error.name : 'unknown'),
      );
    const before = await ask({ audio: true });
    await messenger.call('app.microphone', { isWanted: true });
    const during = await ask({ audio: true });
    const camera = await ask({ video: true });
    const both = await ask({ audio: true, video: true });
    await messenger.call('app.microphone', { isWanted: false });
    return { before, during, camera, both, after: await ask({ audio: true }) };
  });
}

/** What a page gets by addresses of files that it makes up, and whether its own policy kept it from asking. */
export function playMadeUpAddresses(page: Page) {
  return page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener(
      'securitypolicyviolation',
      ({ blockedURI }) => void violations.push(blockedURI),
    );
    const addresses = [
      `tim-media://file/${'0'.repeat(32)}`,
      'tim-media://file/',
      'tim-media://file/../../etc/passwd',
    ];
    const answers = await Promise.all(
      addresses.map(
        (url) =>
          new Promise<string>((resolve) => {
            const audio = new Audio(url);
            audio.addEventListener('error', () => resolve('refused'), { once: true });
            audio.addEventListener('loadedmetadata', () => resolve('played'), { once: true });
          }),
      ),
    );
    return { answers: [...new Set(answers)], violations };
  });
}
