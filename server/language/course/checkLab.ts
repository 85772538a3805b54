import type { LabConditionResult } from '../../protocol/course';
import type { DaemonAnswers, DaemonQuestion } from './daemonQuestions';
import type { LabFiles } from './labFiles';
import type { Lab, LabCondition } from './lesson';
import { liveConditions } from './liveConditions';
import { staticConditions } from './staticConditions';
import type { Verdict } from './condition';

export interface LabVerdict {
  readonly done: 'no' | 'static' | 'all';
  readonly conditions: readonly LabConditionResult[];
}

/** What the lab must know of the daemon, each question once. */
export function labQuestions(lab: Lab): DaemonQuestion[] {
  const questions = lab.live.flatMap(({ condition, parameters }) => liveConditions[condition]?.questions(parameters) ?? []);
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
}

/**
 * Checks a learner's work against a lab.
 * @param answers what the daemon said to `labQuestions`; undefined where none could be asked: live conditions then did not run
 */
export function checkLab(lab: Lab, files: LabFiles, answers: DaemonAnswers | undefined): LabVerdict {
  const onFiles = lab.static.map((condition) => result(condition, 'static', staticConditions[condition.condition]?.check(condition.parameters, files)));
  const onDaemon = lab.live.map((condition) =>
    result(condition, 'live', answers && liveConditions[condition.condition]?.check(condition.parameters, answers)),
  );
  const conditions = [...onFiles, ...onDaemon];
  if (conditions.some(({ state }) => state === 'unmet')) return { done: 'no', conditions };
  return { done: conditions.some(({ state }) => state === 'not-run') ? 'static' : 'all', conditions };
}

function result({ title, unmet }: LabCondition, kind: 'static' | 'live', verdict: Verdict | undefined): LabConditionResult {
  if (!verdict) return { title, kind, state: kind === 'live' ? 'not-run' : 'unmet' };
  if (verdict.met) return { title, kind, state: 'met' };
  return { title, kind, state: 'unmet', reason: unmet, ...(verdict.found !== undefined && { found: verdict.found }) };
}
