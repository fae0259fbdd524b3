/** What an element that plays tells. */
export interface SoundEvents {
  /** It plays, or it rests. */
  readonly changed: () => void;
  /** It is elsewhere now, ms. */
  readonly moved: (positionMs: number) => void;
  /** How long it is became known, ms. */
  readonly measured: (durationMs: number) => void;
  readonly ended: () => void;
  readonly failed: () => void;
}

/** The one element of the window that plays sound; nobody sees it. */
export interface SoundElement {
  readonly isPlaying: boolean;
  readonly positionMs: number;
  /** Begins something else, from a place on. */
  load(url: string, fromMs: number): void;
  play(): void;
  pause(): void;
  seek(positionMs: number): void;
  setRate(rate: number): void;
  /** Forgets what it played. */
  clear(): void;
}

/** Makes the element; tests have their own. */
export type MakeSoundElement = (events: SoundEvents) => SoundElement;

/** A recorder writes no length: what the engine then says is none. */
const isLength = (seconds: number): boolean => Number.isFinite(seconds) && seconds > 0;

/** The engine's own. */
export const makeSoundElement: MakeSoundElement = (events) => {
  const audio = new Audio();
  audio.preload = 'auto';
  let startMs = 0;
  let isLoaded = false;
  const tell = (): void => {
    if (isLoaded) events.moved(audio.currentTime * 1_000);
  };
  /** The engine tells four times a second; a short recording is drawn in every frame. */
  const follow = (): void => {
    if (audio.paused || audio.ended) return;
    tell();
    requestAnimationFrame(follow);
  };
  audio.addEventListener('loadedmetadata', () => {
    isLoaded = true;
    if (isLength(audio.duration)) events.measured(audio.duration * 1_000);
    if (startMs > 0) audio.currentTime = startMs / 1_000;
  });
  audio.addEventListener('durationchange', () => {
    if (isLength(audio.duration)) events.measured(audio.duration * 1_000);
  });
  audio.addEventListener('play', () => {
    events.changed();
    follow();
  });
  audio.addEventListener('pause', () => events.changed());
  audio.addEventListener('timeupdate', tell);
  audio.addEventListener('seeked', tell);
  audio.addEventListener('ended', () => events.ended());
  audio.addEventListener('error', () => {
    // Taking the source away is no failure.
    if (audio.getAttribute('src') !== null) events.failed();
  });
  return {
    get isPlaying() {
      return !audio.paused && !audio.ended;
    },
    get positionMs() {
      return isLoaded ? audio.currentTime * 1_000 : startMs;
    },
    load(url, fromMs) {
      isLoaded = false;
      startMs = fromMs;
      audio.src = url;
    },
    play() {
      // What keeps it from playing is told by its events.
      audio.play().catch(() => undefined);
    },
    pause: () => audio.pause(),
    seek(positionMs) {
      startMs = positionMs;
      if (isLoaded) audio.currentTime = positionMs / 1_000;
    },
    setRate(rate) {
      audio.defaultPlaybackRate = rate;
      audio.playbackRate = rate;
    },
    clear() {
      audio.pause();
      isLoaded = false;
      audio.removeAttribute('src');
      audio.load();
    },
  };
};
