import { initial } from './0001-initial';
import { replies } from './0002-replies';
import { mentions } from './0003-mentions';
import { assumedReading } from './0004-assumed-reading';
import { places } from './0005-places';
import { drafts } from './0006-drafts';
import { cutTexts } from './0007-cut-texts';
import { boundedPlaceholders } from './0008-bounded-placeholders';

/** Every migration in order; the database's `user_version` is the number of those applied. Never edit a released one. */
export const migrations: readonly string[] = [
  initial,
  replies,
  mentions,
  assumedReading,
  places,
  drafts,
  cutTexts,
  boundedPlaceholders,
];
