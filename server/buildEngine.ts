import { setTimeout as wait } from 'node:timers/promises';
import { currentEngine, type EngineRules } from './language/cache/buildInput';
import { askDaemon } from './world/docker/askDaemon';
import { isSameChoice, type DaemonChoice } from './world/docker/daemonChoice';
import { readEngineRules } from './world/docker/readEngineRules';

/** Milliseconds before the daemon is asked again: it may have been updated, or be another one. */
const refreshTime = 60_000;

/** Shorter than usual: a preview waits for the first answer. */
const limits = { pingTimeout: 1_000, answerTimeout: 3_000 };

/** Milliseconds: the first connection through ssh takes longer than somebody waits for a preview. */
const longestWait = 4_000;

/**
 * Whose rules a prediction follows: those of the daemon that builds here. Where none answers it is the newest Engine whose
 * builds were looked at.
 */
export class BuildEngine {
  private known: EngineRules = currentEngine;
  private asked: DaemonChoice | undefined;
  private askedAt = -Infinity;
  private answer: Promise<void> = Promise.resolve();

  constructor(private readonly daemon: () => DaemonChoice) {}

  /** Waits for the first answer of a daemon; later ones are given with what is known, and asked for in the background. */
  async rules(): Promise<EngineRules> {
    const daemon = this.daemon();
    const isNew = !isSameChoice(this.asked, daemon);
    if (isNew) [this.asked, this.known] = [daemon, currentEngine];
    if (isNew || Date.now() - this.askedAt > refreshTime) {
      const answer = this.ask(daemon);
      if (isNew) this.answer = answer;
    }
    await Promise.race([this.answer, wait(longestWait, undefined, { ref: false })]);
    return this.known;
  }

  /** A daemon that does not answer just now is still the one that was known. */
  private async ask(daemon: DaemonChoice): Promise<void> {
    this.askedAt = Date.now();
    const rules = await askDaemon(daemon, readEngineRules, limits);
    if (rules && isSameChoice(this.asked, daemon)) this.known = rules;
  }
}
