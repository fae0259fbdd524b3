import { inFastFolder } from '../fast-folder';
import { TestCore } from '../test-core';
import { Cast } from './cast';
import { differences, Observer, type Evidence } from './evidence';
import type { Verdict } from './rule';
import { Scene } from './scene';
import type { Story } from './story';

/**
 * Plays stories on the real mapper, pipeline and database, and compares every row with what the rule allows. One database
 * for all stories: what one of them does must not show in another.
 */
export class Stage {
  /** How often the rule gave which verdict. */
  readonly verdicts: Record<Verdict['kind'], number> = {
    nothing: 0,
    senseless: 0,
    forged: 0,
    legitimate: 0,
    early: 0,
    corrects: 0,
    opens: 0,
    opensNothing: 0,
  };
  // No power cut comes into this, and waiting for the disk would take most of the time.
  private readonly core = inFastFolder(() => new TestCore());
  private readonly observer = new Observer(this.core.files);
  private readonly ends: { readonly chats: readonly string[]; readonly evidence: Evidence }[] = [];

  constructor() {
    this.core.revokeWindowSeconds = null;
  }

  /** Plays a story; answers what went wrong. */
  play(story: Story): readonly string[] {
    const cast = new Cast(this.ends.length + 1, story.givens);
    const scene = new Scene(cast, story.givens, this.core, this.observer);
    scene.begin();
    for (const attempt of story.attempts) {
      this.verdicts[scene.command(cast.commandPacket(attempt), attempt.source)] += 1;
    }
    scene.deliverLate();
    this.ends.push({ chats: scene.chats, evidence: scene.look() });
    return scene.findings;
  }

  /** Stories that a later one has changed. */
  leftAlone(): readonly number[] {
    return this.ends.flatMap(({ chats, evidence }, index) => {
      const { changed, added, removed } = differences(evidence, this.observer.of(chats));
      return changed.length + added.length + removed.length === 0 ? [] : [index + 1];
    });
  }

  dispose(): void {
    this.core.dispose();
  }
}
