import { daemonProblem } from './graphState';
import { filePathOf } from './fileUri';
import { readLabSources } from './labSources';
import { analyseLab } from './language/course/analyseLab';
import { checkLab, labQuestions } from './language/course/checkLab';
import type { LabFiles } from './language/course/labFiles';
import type { Lab } from './language/course/lesson';
import type { LanguageService } from './language/languageService';
import type { LabCheckParams, LabCheckResult, LabWatchParams } from './protocol/course';
import type { ServiceContainers } from './serviceContainers';
import type { DaemonChoice } from './world/docker/daemonChoice';
import { DaemonFailure } from './world/docker/daemonFailure';
import { askForLab } from './world/docker/labAnswers';
import { Lane } from './world/docker/lane';
import type { OpenText } from './world/projectFiles';

export interface LabCheckOptions {
  readonly service: LanguageService;
  readonly daemon: () => DaemonChoice;
  readonly openText: OpenText;
  readonly containers: ServiceContainers;
  /** Tells of a result that nobody asked for. */
  readonly send: (result: LabCheckResult) => void;
}

/** A lab in a folder, as it was checked last: the files count as they were then until somebody asks again. */
interface CheckedLab {
  readonly lesson: string;
  readonly folderUri: string;
  readonly lab: Lab;
  readonly files: LabFiles;
  /** What the client knows, as JSON. */
  told: string;
}

/** Milliseconds: events come several at once. */
const afterEvents = { quiet: 250, longestWait: 1_000 };

/**
 * No event tells of a new line in a log, and on some Engines none of a build, so that what is not met yet is asked for
 * again: after the first time, in milliseconds, and after the second where nothing has happened for a while.
 */
const betweenLooks = [3_000, 15_000] as const;
const aWhile = 300_000;

/** Checks labs on demand, and the one that somebody watches after each change on the daemon. */
export class LabChecks {
  private last: CheckedLab | undefined;
  private watched: LabCheckParams | undefined;
  private unfollow: (() => void) | undefined;
  private nextLook: NodeJS.Timeout | undefined;
  private asked = 0;
  /** When something has happened last, in milliseconds of `performance.now()`. */
  private movedAt = 0;
  private readonly lane: Lane;

  constructor(private readonly options: LabCheckOptions) {
    this.lane = new Lane(afterEvents, () => this.look());
  }

  /** Reads the learner's files, open ones from the editor, asks the daemon, and judges the lab's conditions. */
  async check({ lesson, folderUri }: LabCheckParams): Promise<LabCheckResult> {
    const lab = this.labOf(lesson);
    const folder = filePathOf(folderUri);
    if (!lab || folder === undefined) return { lesson, done: 'no', conditions: [], problem: 'This lesson has no lab that can be checked here.' };
    this.asked += 1;
    const question = this.asked;
    const checked = await this.read(lab, { lesson, folderUri }, folder);
    const result = await this.judge(checked);
    checked.told = JSON.stringify(result);
    // Somebody may have asked again meanwhile, of newer files, and have the answer already.
    if (question === this.asked) this.last = checked;
    this.movedAt = performance.now();
    return result;
  }

  /** A lab without conditions on a daemon needs none: nothing is followed for it. */
  watch({ on, lesson, folderUri }: LabWatchParams): void {
    if (!on) {
      if (this.watched?.lesson === lesson && this.watched.folderUri === folderUri) this.end();
      return;
    }
    this.end();
    if ((this.labOf(lesson)?.live ?? []).length === 0) return;
    this.watched = { lesson, folderUri };
    this.unfollow = this.options.containers.follow(() => this.moved());
    this.moved();
  }

  dispose(): void {
    this.end();
    this.lane.end();
  }

  private moved(): void {
    this.movedAt = performance.now();
    this.lane.demand();
  }

  private end(): void {
    clearTimeout(this.nextLook);
    this.unfollow?.();
    this.unfollow = undefined;
    this.watched = undefined;
  }

  /** Judges the watched lab by its files as they were read last, and tells what is other than before. Never rejects. */
  private async look(): Promise<void> {
    const { watched } = this;
    if (!watched) return;
    // A look that fails is made good by the next one.
    const isDone = await this.tell(watched).catch(() => false);
    clearTimeout(this.nextLook);
    if (!this.watched || isDone) return;
    const pause = betweenLooks[performance.now() - this.movedAt < aWhile ? 0 : 1];
    this.nextLook = setTimeout(() => this.lane.demand(0), pause);
  }

  /** True where nothing is left to do. */
  private async tell(watched: LabCheckParams): Promise<boolean> {
    const checked = await this.known(watched);
    const result = checked && (await this.judge(checked));
    // Somebody may have asked meanwhile, or watch another lab now.
    if (!result || this.watched !== watched || this.last !== checked) return false;
    const text = JSON.stringify(result);
    if (text !== checked.told) {
      this.movedAt = performance.now();
      this.options.send(result);
    }
    checked.told = text;
    return result.done === 'all';
  }

  private async known(watched: LabCheckParams): Promise<CheckedLab | undefined> {
    const { last } = this;
    if (last?.lesson === watched.lesson && last.folderUri === watched.folderUri) return last;
    const [lab, folder] = [this.labOf(watched.lesson), filePathOf(watched.folderUri)];
    if (!lab || folder === undefined) return undefined;
    const read = await this.read(lab, watched, folder);
    if (this.last === last) this.last = read;
    return this.last;
  }

  private async read(lab: Lab, { lesson, folderUri }: LabCheckParams, folder: string): Promise<CheckedLab> {
    const { service, openText } = this.options;
    return { lesson, folderUri, lab, files: analyseLab(service, await readLabSources(lab, folder, openText)), told: '' };
  }

  private async judge({ lesson, lab, files }: CheckedLab): Promise<LabCheckResult> {
    const { service, daemon } = this.options;
    const answers = lab.live.length > 0 ? await askForLab(daemon(), labQuestions(lab)) : undefined;
    if (!(answers instanceof DaemonFailure)) return { lesson, ...checkLab(lab, files, answers) };
    const { title, remedy } = daemonProblem(service.content, answers);
    return { lesson, ...checkLab(lab, files, undefined), problem: [`${title}.`, remedy].join(' ').trim() };
  }

  private labOf(lesson: string): Lab | undefined {
    return this.options.service.content.lessons.find(({ id }) => id === lesson)?.lab;
  }
}
