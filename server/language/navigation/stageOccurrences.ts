import { resolvedBases } from '../dockerfile/resolvedBases';
import { stageReferences, type StageReference } from '../dockerfile/stageReferences';
import { sourceReference } from '../dockerfile/stages';
import type { Dockerfile, FromInstruction, Stage } from '../dockerfile/syntax';
import type { NamedThing, Occurrence } from './occurrence';

/** A stage with the places that name it. */
export interface StageThing extends NamedThing {
  readonly stage: Stage;
}

/** Every stage with its definition and uses. */
export function stageThings(dockerfile: Dockerfile): readonly StageThing[] {
  const places = dockerfile.stages.map((): Occurrence[] => []);
  const add = (stage: Stage | undefined, role: Occurrence['role'], reference: StageReference): void => {
    const exact = dockerfile.text.slice(reference.span.start, reference.span.end) === reference.written;
    if (stage) places[stage.index]!.push({ role, exact, ...reference });
  };
  const bases = resolvedBases(dockerfile);
  const source = sourceReference(dockerfile.stages);
  for (const stage of dockerfile.stages) {
    const { from } = stage;
    if (from.image && !from.image.text.includes('$')) add(bases[stage.index]!.stage, 'use', { written: from.image.text, span: from.image.span, instruction: from });
    if (stage.name !== undefined) add(stage, 'definition', { written: from.stageName!.text, span: from.stageName!.span, instruction: from });
    for (const reference of stage.instructions.flatMap(stageReferences)) add(source(reference.written, reference.instruction.keyword), 'use', reference);
  }
  return dockerfile.stages.map((stage) => ({ stage, name: stage.from.stageName?.text ?? String(stage.index), occurrences: places[stage.index]! }));
}

/** Where a FROM takes its image from variables: true where the text could come out as `name`. */
export function couldName({ image }: FromInstruction, name: string): boolean {
  if (!image?.text.includes('$')) return false;
  const pieces = image.text.split(/\$\{[^}]*\}|\$\w+/);
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;
  return name.startsWith(first) && name.endsWith(last) && pieces.every((piece) => name.includes(piece));
}
