import { describe, expect, it } from 'vitest';
import { mayBurn } from '../../../main/domain/shown-file';

describe('a file that is meant to burn', () => {
  it.each(['voice-message.webm', 'song.mp3', 'film.mp4', 'notes.txt', 'photo.jpg'])(
    'may, where the app shows or plays it: %s',
    (name) => {
      expect(mayBurn({ name, sizeBytes: 20_000 })).toBe(true);
    },
  );

  it.each(['report.pdf', 'setup.exe', 'film.mkv', 'song.mp3.zip', 'mp3'])(
    'may not, where it would have to leave the app: %s',
    (name) => {
      expect(mayBurn({ name, sizeBytes: 20_000 })).toBe(false);
    },
  );
});
