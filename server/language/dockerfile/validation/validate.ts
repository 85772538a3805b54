import { lastStagesByName } from '../stages';
import { assumedGlobals } from '../defaultBuild';
import { frontendOf, readsDockerfiles } from '../frontend';
import { walkStages } from '../stageWalk';
import type { Dockerfile, Instruction, Problem, Span, Stage } from '../syntax';
import type { BuildFacts } from '../variables';
import { WorkingDirectoryWalk } from '../workingDirectoryWalk';
import { baseImageProblems, globalArgumentProblems, type FromScope } from './baseImages';
import { directiveProblems } from './directives';
import { argumentProblems, expansionProblems } from './arguments';
import { executionProblems } from './execution';
import { flagProblems } from './flags';
import { mountProblems } from './mounts';
import { stageReferenceProblems } from './stageReferences';
import { templateProblems } from './templates';
import { valueProblems } from './values';

/**
 * Everything with which BuildKit rejects the file, and its parser's warnings, in file order. BuildKit stops at the first
 * error; here each instruction reports its own, at most one for its arguments.
 */
export function validateDockerfile(dockerfile: Dockerfile, facts: BuildFacts = {}): Problem[] {
  if (dockerfile.text.includes('\0')) return [{ code: 'binary-file', message: 'this is a binary file, not a Dockerfile', span: { start: 0, end: 0 }, severity: 'error' }];
  const problems = [...dockerfile.problems, ...directiveProblems(dockerfile), ...fileProblems(dockerfile)];
  const broken = new Set(dockerfile.problems.filter(({ severity }) => severity === 'error').map(({ span }) => span.start));
  const place: Place = { dockerfile, stagesByName: lastStagesByName(dockerfile.stages), stage: undefined };
  const earlierStages = new Map<string, Stage>();
  const faulty = new Set<Instruction>();
  const scope = fromScope(dockerfile, facts);
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') place.stage = dockerfile.stages[place.stage ? place.stage.index + 1 : 0];
    const found = instructionProblems(place, instruction, broken);
    problems.push(...found);
    if (found.length > 0) faulty.add(instruction);
    else if (instruction.keyword === 'ARG' && !place.stage) problems.push(...globalArgumentProblems(instruction.pairs, scope));
    if (instruction.keyword === 'FROM' && place.stage) {
      if (found.length === 0) problems.push(...baseImageProblems(instruction, scope, earlierStages));
      if (place.stage.name !== undefined) earlierStages.set(place.stage.name, place.stage);
    }
    if (instruction.keyword === 'ONBUILD' && instruction.trigger) {
      problems.push(...instructionProblems({ ...place, stage: undefined }, instruction.trigger, broken).map(laterProblem));
    }
  }
  problems.push(...executedProblems(place, facts, broken, faulty));
  problems.sort((one, other) => one.span.start - other.span.start);
  return withinBound(otherLanguageProblems(dockerfile) ?? templateProblems(dockerfile, problems) ?? problems);
}

function fromScope(dockerfile: Dockerfile, facts: BuildFacts): FromScope {
  const declared = dockerfile.globalInstructions.flatMap((instruction) => (instruction.keyword === 'ARG' ? instruction.pairs.map(({ name }) => name.text) : []));
  return { globals: assumedGlobals(dockerfile, facts), declared: new Set(declared), escape: dockerfile.escape };
}

/** Another frontend reads another language: nothing that is said about Dockerfiles holds. */
function otherLanguageProblems(dockerfile: Dockerfile): Problem[] | undefined {
  const frontend = frontendOf(dockerfile);
  if (!frontend || readsDockerfiles(frontend)) return undefined;
  const message = `The frontend ${frontend.image} reads this file. What it accepts is not known here, so nothing is reported as an error.`;
  return [{ code: 'other-frontend', message, span: frontend.span, severity: 'information' }];
}

/**
 * What fails when the stages are executed: values with their variables replaced, and the triggers that a stage takes over
 * from a stage with ONBUILD, whose faults BuildKit reports at the stage's FROM.
 */
function executedProblems(place: Place, facts: BuildFacts, broken: ReadonlySet<number>, faulty: ReadonlySet<Instruction>): Problem[] {
  const { dockerfile } = place;
  const problems: Problem[] = [];
  const directories = new WorkingDirectoryWalk(facts);
  walkStages(dockerfile, facts, (instruction, at) => {
    const { reportedAt } = at.elsewhere;
    const inTrigger = reportedAt ? instructionProblems({ ...place, stage: at.stage }, instruction, broken) : [];
    const isFaulty = reportedAt ? inTrigger.length > 0 : faulty.has(instruction);
    const found = isFaulty ? inTrigger : executionProblems({ dockerfile, at, directory: directories.at(at) }, instruction);
    directories.pass(instruction, at);
    for (const problem of found) problems.push(reportedAt ? triggerProblem(problem, instruction, reportedAt) : problem);
  });
  return problems;
}

function triggerProblem(problem: Problem, { startLine }: Instruction, span: Span): Problem {
  return { ...problem, message: `${problem.message} (in the ONBUILD trigger of line ${startLine})`, span };
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

function instructionProblems({ dockerfile, stagesByName, stage }: Place, instruction: Instruction, broken: ReadonlySet<number>): readonly Problem[] {
  let faults = argumentProblems(instruction);
  // Most instructions have no flags, and most files no faults.
  if (instruction.flags.length > 0) faults = [...faults, ...flagProblems(instruction), ...mountProblems(instruction)];
  if (faults.length === 0) {
    faults = [...expansionProblems(instruction, dockerfile.escape), ...valueProblems(instruction), ...stageReferenceProblems(dockerfile.stages, stagesByName, instruction, stage)];
  }
  return faults.length === 0 ? faults : faults.filter(({ span }) => !broken.has(span.start));
}

/** Where BuildKit finds that there was nothing. */
function lastLine(text: string): Span {
  const end = text.replace(/\r?\n$/, '').length;
  return { start: end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1, end };
}

function fileProblems(dockerfile: Dockerfile): Problem[] {
  if (dockerfile.instructions.length === 0) {
    return [{ code: 'no-instructions', message: 'file with no instructions', span: lastLine(dockerfile.text), severity: 'error' }];
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
