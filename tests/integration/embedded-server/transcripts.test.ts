import { describe, it } from 'vitest';
import { loadTranscripts } from './transcript';
import { playTranscript } from './transcript-player';

describe.each(['compact', 'json'] as const)(
  'in the %s encoding the embedded server answers like tim 2.1.0',
  (encoding) => {
    it.each(loadTranscripts().map((transcript) => [transcript.scenario, transcript] as const))(
      'in %s',
      async (_, transcript) => {
        await playTranscript(transcript, encoding);
      },
    );
  },
);
