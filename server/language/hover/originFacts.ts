import type { DockerfileFacts } from '../dockerfileFacts';
import { sourceStage, stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { inlineCode } from '../wording';
import { describeReference, localImageFacts } from './imageFacts';

/** How a `from` is read: COPY takes stage numbers, a mount takes names only (convert.go `toCommand`, `detectRunMount`). */
interface OriginRules {
  readonly byNumber: boolean;
}

const copyRules: OriginRules = { byNumber: true };

/** The stage that `from` names, if it names one. */
function originStage(dockerfile: Dockerfile, from: string, { byNumber }: OriginRules = copyRules): Stage | undefined {
  return !byNumber && isNumber(from) ? undefined : sourceStage(dockerfile, from);
}

/** Where `--from` points, as a part of a sentence: a stage of this file or an image. */
export function describeOrigin(dockerfile: Dockerfile, from: string): string {
  const stage = originStage(dockerfile, from);
  if (!stage) return isNumber(from) ? `stage number ${inlineCode(from)}, which this file does not have` : `the image ${inlineCode(from)}`;
  return `the stage ${inlineCode(stage.name ?? String(stage.index))} (line ${stage.from.startLine})`;
}

/** Where a `from` points, and what is known of it. */
export function originFacts(dockerfile: Dockerfile, instruction: Instruction, from: string, facts: DockerfileFacts, rules: OriginRules = copyRules): string[] {
  const stage = originStage(dockerfile, from, rules);
  if (stage) return stage.index < (stageOf(dockerfile, instruction)?.index ?? 0) ? [stageFact(stage, from)] : [`The stage ${inlineCode(from)} begins in line ${stage.from.startLine}. Only stages that end above can be copied from: BuildKit rejects this.`];
  if (rules.byNumber && isNumber(from)) return [`There is no stage number ${inlineCode(from)}: BuildKit rejects it. The first stage is 0.`];
  if (from === 'scratch') return ['`scratch` has no files: there is nothing to copy.'];
  const why = isNumber(from) ? 'A mount takes no stage number' : 'No stage of this file has that name';
  const [reference, ...rest] = describeReference(from);
  return [`${why}, so it is the image ${inlineCode(from, 80)}, or a context that \`--build-context\` names.`, ...localImageFacts(from, facts).slice(0, 1), ...(rest.length > 0 ? rest.slice(0, 1) : reference ? [reference] : [])];
}

function stageFact({ from, name, index }: Stage, written: string): string {
  const image = from.image ? `, ${inlineCode(`FROM ${from.image.text}`, 80)}` : '';
  const named = isNumber(written) ? `stage number ${written}, counted from 0${name === undefined ? '' : `, called ${inlineCode(name)}`}` : `the stage ${inlineCode(name ?? String(index))}`;
  return `It is ${named} (line ${from.startLine}${image}), as it is when that stage has ended.`;
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}
