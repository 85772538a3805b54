import type { Dockerfile, Span } from '../dockerfile/syntax';
import { stageReferences } from '../dockerfile/stageReferences';
import { isStageNumber } from '../dockerfile/stages';
import { couldName, type StageThing } from './stageOccurrences';

export interface TextEditOf {
  readonly span: Span;
  readonly newText: string;
}

/** Edits, or why there are none. */
export type RenameResult = { readonly edits: readonly TextEditOf[] } | { readonly refusal: string };

/** BuildKit's `validStageName` (instructions/parse.go), which looks at the name in lower case. */
const stageNamePattern = /^[a-z][a-z0-9-_.]*$/i;
/** Names that mean something else to BuildKit (rule ReservedStageName). */
const reservedNames = new Set(['scratch', 'context']);

/** Why a stage cannot be renamed at all, or undefined where every place that names it is certain. */
export function stageRenameRefusal(dockerfile: Dockerfile, { stage, occurrences }: StageThing): string | undefined {
  const { name } = stage;
  if (name === undefined) return 'This stage has no name. Write AS and a name behind its image first.';
  if (dockerfile.stages.some((other) => other !== stage && other.name === name)) return `Two stages are called ${name}. Give them different names by hand first.`;
  const unsure = occurrences.find(({ exact, written }) => !exact && !isStageNumber(written));
  if (unsure) return `Line ${unsure.instruction.startLine} spells the name with quotes or over two lines. Change it by hand.`;
  const variable = dockerfile.stages.find(({ index, from }) => index > stage.index && couldName(from, name));
  if (variable) return `FROM in line ${variable.from.startLine} takes its image from a variable, which may name this stage.`;
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword !== 'ONBUILD' || !instruction.trigger) continue;
    if (stageReferences(instruction.trigger).some(({ written }) => written.toLowerCase() === name)) {
      return `ONBUILD in line ${instruction.startLine} uses the name in the builds that follow this one.`;
    }
  }
  return undefined;
}

/** Renames a stage where it is defined and used. A number that stands for the stage stays. */
export function renameStage(dockerfile: Dockerfile, thing: StageThing, newName: string): RenameResult {
  const refusal = stageRenameRefusal(dockerfile, thing) ?? newNameRefusal(dockerfile, thing, newName);
  if (refusal) return { refusal };
  const edits = thing.occurrences
    .filter(({ written }) => !isStageNumber(written))
    // FROM finds a stage by its lower-case name only.
    .map(({ role, span, instruction }) => ({ span, newText: role === 'use' && instruction.keyword === 'FROM' ? newName.toLowerCase() : newName }));
  return { edits };
}

function newNameRefusal(dockerfile: Dockerfile, { stage }: StageThing, newName: string): string | undefined {
  const name = newName.toLowerCase();
  if (!stageNamePattern.test(newName)) return 'A stage name starts with a letter and holds letters, digits, dots, dashes and underscores.';
  if (reservedNames.has(name)) return `${name} means something else to Docker.`;
  if (name === stage.name) return undefined;
  const taken = dockerfile.stages.find((other) => other !== stage && other.name === name);
  if (taken) return `Line ${taken.from.startLine} already has a stage called ${name}.`;
  for (const { from, instructions, index } of dockerfile.stages) {
    if (index > stage.index && (from.image?.text === name || couldName(from, name))) return `FROM in line ${from.startLine} names, or may name, an image called ${name}.`;
    const reference = instructions.flatMap(stageReferences).find(({ written }) => written.toLowerCase() === name);
    if (reference) return `Line ${reference.instruction.startLine} names an image called ${name}.`;
  }
  return undefined;
}
