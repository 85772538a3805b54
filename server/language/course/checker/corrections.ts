import { parse } from 'yaml';
import { ContentError, requireText } from '../../contentPage';
import type { Lesson } from '../lesson';
import { splitFences, taughtTexts } from './lessonProse';

/** A statement that older texts teach and that is not so. */
export interface Correction {
  /** `C12` */
  readonly id: string;
  /** Finds the statement where it is taught as current, in a sentence or in code. */
  readonly pattern: RegExp;
  /** What the pattern must find. */
  readonly sample: string;
  /** What is true. */
  readonly truth: string;
}

/** A sentence with one of these words says itself that the statement is not current: no other mark is needed, and readers see it. */
const saysOutdated = /\b(outdated|obsolete|deprecated|no longer|not any more|used to|older (texts?|files?|examples?|tutorials?|versions?|guides?|engines?)|old (texts?|files?|examples?|tutorials?|versions?|form|name)|before (version|engine|compose|docker)|is wrong|not true|myth|legacy)\b/i;

/** Reads the list of corrections. @throws ContentError where an entry lacks something or its pattern does not find its sample, or finds what is true */
export function parseCorrections(file: string, source: string): Correction[] {
  const value: unknown = parse(source);
  if (!Array.isArray(value)) throw new ContentError(file, 'is not a list');
  return value.map((item: unknown) => {
    const fields = item as Readonly<Record<string, unknown>>;
    const id = requireText(file, fields, 'id');
    const pattern = new RegExp(requireText(file, fields, 'pattern'), 'im');
    const correction = { id, pattern, sample: requireText(file, fields, 'sample'), truth: requireText(file, fields, 'truth') };
    if (!isTaught(correction.sample, correction)) throw new ContentError(file, `${id}: the pattern does not find its own sample`);
    if (isTaught(correction.truth, correction)) throw new ContentError(file, `${id}: the pattern finds what is true`);
    return correction;
  });
}

/** Outdated statements that a lesson teaches as current, in prose or in code, and marks `bad=C…` on code that has nothing of it. */
export function findOutdated(lesson: Lesson, corrections: readonly Correction[]): string[] {
  return taughtTexts(lesson).flatMap(({ where, text }) => {
    const taught = corrections.filter((correction) => isTaught(text, correction));
    const marks = splitFences(text).fences.flatMap(({ bad = [], code }) => bad.filter((id) => /^C\d+$/.test(id)).map((id) => ({ id, code })));
    const idle = marks.filter(({ id, code }) => corrections.find((correction) => correction.id === id)?.pattern.test(code) !== true);
    return [
      ...taught.map(({ id, truth }) => `${where}: teaches ${id} as current. What is true: ${truth}`),
      ...idle.map(({ id }) => `${where}: a fence is marked bad=${id}, and nothing of ${id} is found in it`),
    ];
  });
}

export function isTaught(text: string, { pattern }: Pick<Correction, 'pattern'>): boolean {
  const { fences, prose } = splitFences(text);
  const sentences = prose.replaceAll(/\s*\n(?![\n|*-])/g, ' ').split(/(?<=[.!?])\s+|\n+/);
  return sentences.some((sentence) => pattern.test(sentence) && !saysOutdated.test(sentence)) || fences.some(({ code, bad }) => bad === undefined && pattern.test(code));
}
