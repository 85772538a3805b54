import { maskSecrets } from '../maskSecrets';
import { plainLine, shorten } from '../wording';
import type { ConditionValue } from './lesson';
import type { DaemonAnswers, DaemonQuestion } from './daemonQuestions';
import type { LabFiles } from './labFiles';

export type ParameterType = 'string' | 'number' | 'boolean' | 'list' | 'string?' | 'number?' | 'boolean?' | 'list?';

/** By name; one with `?` may be left out. */
export type ParameterTypes = Readonly<Record<string, ParameterType>>;
export type Parameters = Readonly<Record<string, ConditionValue>>;

export interface Verdict {
  readonly met: boolean;
  /** What is there instead, as one short sentence: `It runs: /bin/sh -c node server.js`. */
  readonly found?: string;
}

/** A condition on the learner's files. It asks the language server's own analysis and nothing else. */
export interface StaticCondition {
  readonly parameters: ParameterTypes;
  /** @throws never; a file that is missing or broken does not meet it */
  check(parameters: Parameters, files: LabFiles): Verdict;
}

/** A condition on the daemon's objects. It says what it must know, and judges what was read. */
export interface LiveCondition {
  readonly parameters: ParameterTypes;
  questions(parameters: Parameters): readonly DaemonQuestion[];
  /** Every question that was asked has an answer. */
  check(parameters: Parameters, answers: DaemonAnswers): Verdict;
}

export type StaticConditions = Readonly<Record<string, StaticCondition>>;
export type LiveConditions = Readonly<Record<string, LiveCondition>>;

/** A parameter that the registry says is a text. */
export function textOf(parameters: Parameters, name: string): string {
  return String(parameters[name] ?? '');
}

/** A parameter that the registry says is a list. */
export function listOf(parameters: Parameters, name: string): readonly string[] {
  const value = parameters[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** A parameter that the registry says is a number. */
export function numberOf(parameters: Parameters, name: string): number {
  return Number(parameters[name]);
}

export const met: Verdict = { met: true };

/** Longer sentences are cut: what a file or a daemon says has no bound. */
const longestFound = 160;

/** Not met. @param found what is there instead: one sentence on one line; secrets in it are masked here */
export function unmet(found: string): Verdict {
  return { met: false, found: shorten(maskSecrets(plainLine(found)), longestFound) };
}

/** @param found what is there instead, asked only where it is not met */
export function verdict(isMet: boolean, found: () => string): Verdict {
  return isMet ? met : unmet(found());
}
