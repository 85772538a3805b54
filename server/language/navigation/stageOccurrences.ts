import { globalEnvironment } from '../dockerfile/variables';
import { expandText } from '../dockerfile/expansion';
import { parseMountOptions } from '../dockerfile/mounts';
import { lastStagesByName } from '../dockerfile/stages';
import type { Dockerfile, Flag, FromInstruction, Instruction, Span, Stage } from '../dockerfile/syntax';
import type { NamedThing, Occurrence } from './occurrence';

/** A stage with the places that name it. */
export interface StageThing extends NamedThing {
  readonly stage: Stage;
}

/** The value of a COPY --from or of a mount's from=. */
export interface StageReference {
  readonly written: string;
  readonly span: Span;
  readonly instruction: Instruction;
}

/** Every stage with its definition and uses. The rules are those of `baseStage` and `sourceStage`, in one pass over the file. */
export function stageThings(dockerfile: Dockerfile): readonly StageThing[] {
  const places = dockerfile.stages.map((): Occurrence[] => []);
  const add = (stage: Stage | undefined, role: Occurrence['role'], reference: StageReference): void => {
    const exact = dockerfile.text.slice(reference.span.start, reference.span.end) === reference.written;
    if (stage) places[stage.index]!.push({ role, exact, ...reference });
  };
  const bases = baseStages(dockerfile);
  const byName = lastStagesByName(dockerfile.stages);
  for (const stage of dockerfile.stages) {
    const { from } = stage;
    if (from.image && !from.image.text.includes('$')) add(bases[stage.index], 'use', { written: from.image.text, span: from.image.span, instruction: from });
    if (stage.name !== undefined) add(stage, 'definition', { written: from.stageName!.text, span: from.stageName!.span, instruction: from });
    for (const reference of stage.instructions.flatMap(stageReferences)) {
      const { written } = reference;
      add(isStageNumber(written) ? dockerfile.stages[Number(written)] : byName.get(written.toLowerCase()), 'use', reference);
    }
  }
  return dockerfile.stages.map((stage) => ({ stage, name: stage.from.stageName?.text ?? String(stage.index), occurrences: places[stage.index]! }));
}

/** For each stage, the earlier stage that its FROM builds on; variables count with what the file gives them. */
export function baseStages(dockerfile: Dockerfile): readonly (Stage | undefined)[] {
  const globals = globalEnvironment(dockerfile, {});
  const known = new Map<string, Stage>();
  return dockerfile.stages.map((stage) => {
    const image = stage.from.image?.text ?? '';
    const base = known.get((image.includes('$') ? expandText(image, globals, dockerfile.escape).text : image) ?? '');
    if (stage.name !== undefined) known.set(stage.name, stage);
    return base;
  });
}

/** The stages or images that an instruction's COPY --from and RUN --mount from= name. */
export function stageReferences(instruction: Instruction): StageReference[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'RUN') return [];
  return instruction.flags.flatMap((flag) => (instruction.keyword === 'COPY' ? copyReference(flag, instruction) : mountReferences(flag, instruction)));
}

function copyReference({ name, value, valueSpan }: Flag, instruction: Instruction): StageReference[] {
  return name === 'from' && value && valueSpan ? [{ written: value, span: valueSpan, instruction }] : [];
}

function mountReferences(flag: Flag, instruction: Instruction): StageReference[] {
  if (flag.name !== 'mount') return [];
  return parseMountOptions(flag).flatMap(({ key, value, text, span }) => {
    if (key !== 'from' || !value) return [];
    const isExact = span.end - span.start === text.length;
    return [{ written: value, span: isExact ? { start: span.end - value.length, end: span.end } : span, instruction }];
  });
}

/** A number names a stage by its place in the file. */
export function isStageNumber(reference: string): boolean {
  return /^[+-]?\d+$/.test(reference);
}

/** Where a FROM takes its image from variables: true where the text could come out as `name`. */
export function couldName({ image }: FromInstruction, name: string): boolean {
  if (!image?.text.includes('$')) return false;
  const pieces = image.text.split(/\$\{[^}]*\}|\$\w+/);
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;
  return name.startsWith(first) && name.endsWith(last) && pieces.every((piece) => name.includes(piece));
}
