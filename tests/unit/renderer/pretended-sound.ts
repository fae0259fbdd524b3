import type {
  MakeSoundElement,
  SoundElement,
  SoundEvents,
} from '../../../renderer/features/playback/sound-element';

/** An element that plays nothing and does what a test says. */
export class PretendedSound implements SoundElement {
  url: string | null = null;
  isPlaying = false;
  positionMs = 0;
  rate = 1;
  private events: SoundEvents | null = null;

  /** The only one that is made. */
  readonly make: MakeSoundElement = (events) => {
    if (this.events !== null) throw new Error('a second element');
    this.events = events;
    return this;
  };

  load(url: string, fromMs: number): void {
    this.url = url;
    this.positionMs = fromMs;
    this.isPlaying = false;
  }

  play(): void {
    this.isPlaying = true;
    this.events?.changed();
  }

  pause(): void {
    this.isPlaying = false;
    this.events?.changed();
  }

  seek(positionMs: number): void {
    this.positionMs = positionMs;
    this.events?.moved(positionMs);
  }

  setRate(rate: number): void {
    this.rate = rate;
  }

  clear(): void {
    this.url = null;
    this.isPlaying = false;
  }

  /** It is heard as far as this. */
  hear(positionMs: number): void {
    this.positionMs = positionMs;
    this.events?.moved(positionMs);
  }

  /** It is heard to its end. */
  end(): void {
    this.isPlaying = false;
    this.events?.ended();
  }

  /** The engine cannot go on. */
  fail(): void {
    this.isPlaying = false;
    this.events?.failed();
  }
}
