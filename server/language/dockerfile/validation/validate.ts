import { lastStagesByName } from '../stages';
import { onbuildTriggers } from '../onbuildTriggers';
import type { Dockerfile, Instruction, Problem, Stage } from '../syntax';
import { directiveProblems } from './directives';
import { argumentProblems, expansionProblems } from './arguments';
import { flagProblems } from './flags';
import { mountProblems } from './mounts';
import { stageReferenceProblems } from './stageReferences';
import { valueProblems } from './values';

/**
 * Everything with which BuildKit rejects the file, and its parser's warnings, in file order. BuildKit stops at the first
 * error; here each instruction reports its own, at most one for its arguments.
 */
export function validateDockerfile(dockerfile: Dockerfile): Problem[] {
  if (dockerfile.text.includes('\0')) return [{ code: 'binary-file', message: 'this is a binary file, not a Dockerfile', span: { start: 0, end: 0 }, severity: 'error' }];
  const problems = [...dockerfile.problems, ...directiveProblems(dockerfile), ...fileProblems(dockerfile)];
  const broken = new Set(dockerfile.problems.filter(({ severity }) => severity === 'error').map(({ span }) => span.start));
  const place: Place = { dockerfile, stagesByName: lastStagesByName(dockerfile.stages), stage: undefined };
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') place.stage = dockerfile.stages[place.stage ? place.stage.index + 1 : 0];
    problems.push(...instructionProblems(place, instruction, broken));
    if (instruction.keyword === 'ONBUILD' && instruction.trigger) {
      problems.push(...instructionProblems({ ...place, stage: undefined }, instruction.trigger, broken).map(laterProblem));
    }
  }
  problems.push(...triggerProblems(dockerfile, place.stagesByName, broken));
  return withinBound(problems.sort((one, other) => one.span.start - other.span.start));
}

/** A stage that starts from a stage with ONBUILD runs its triggers; BuildKit reports their faults at the stage's FROM. */
function triggerProblems(dockerfile: Dockerfile, stagesByName: ReadonlyMap<string, Stage>, broken: ReadonlySet<number>): Problem[] {
  return [...onbuildTriggers(dockerfile, {})].flatMap(([stage, triggers]) =>
    triggers.flatMap((trigger) => {
      const [first] = instructionProblems({ dockerfile, stagesByName, stage }, trigger, broken);
      if (first?.severity !== 'error') return [];
      return [{ ...first, message: `${first.message} (in the ONBUILD trigger of line ${trigger.startLine})`, span: stage.from.keywordSpan }];
    }),
  );
}

/** A file of another kind has a fault in every line; BuildKit stops at the first. */
const mostProblems = 50;

function withinBound(problems: Problem[]): Problem[] {
  const last = problems[mostProblems - 1];
  if (problems.length <= mostProblems || !last) return problems;
  const message = `${last.message} (${problems.length - mostProblems} more problems below are not listed)`;
  return [...problems.slice(0, mostProblems - 1), { ...last, message }];
}

/** BuildKit keeps a trigger as text: the file at hand builds, the one that starts from its image does not. */
function laterProblem({ message, span }: Problem): Problem {
  return { code: 'onbuild-fault', message: `${message} (every build that starts from this image fails with it)`, span, severity: 'warning' };
}

/** Where an instruction stands. A trigger of ONBUILD stands in no stage of this file. */
interface Place {
  readonly dockerfile: Dockerfile;
  readonly stagesByName: ReadonlyMap<string, Stage>;
  stage: Stage | undefined;
}

function instructionProblems({ dockerfile, stagesByName, stage }: Place, instruction: Instruction, broken: ReadonlySet<number>): Problem[] {
  const faults = [...argumentProblems(instruction), ...flagProblems(instruction), ...mountProblems(instruction)];
  if (faults.length === 0) {
    faults.push(...expansionProblems(instruction, dockerfile.escape), ...valueProblems(instruction, stagesByName), ...stageReferenceProblems(dockerfile.stages, stagesByName, instruction, stage));
  }
  return faults.filter(({ span }) => !broken.has(span.start));
}

function fileProblems(dockerfile: Dockerfile): Problem[] {
  if (dockerfile.instructions.length === 0) {
    return [{ code: 'no-instructions', message: 'file with no instructions', span: { start: 0, end: 0 }, severity: 'error' }];
  }
  const misplaced = dockerfile.globalInstructions.find(({ keyword }) => keyword !== 'ARG' && keyword !== 'UNKNOWN');
  if (misplaced) {
    const message = `no build stage in current context: ${misplaced.keyword} stands above the first FROM, where only ARG is allowed`;
    return [{ code: 'no-build-stage', message, span: misplaced.keywordSpan, severity: 'error' }];
  }
  if (dockerfile.stages.length > 0 || dockerfile.globalInstructions.some(({ keyword }) => keyword === 'UNKNOWN')) return [];
  const span = dockerfile.instructions[0]!.keywordSpan;
  return [{ code: 'no-stages', message: 'dockerfile contains no stages to build: there is no FROM', span, severity: 'error' }];
}
