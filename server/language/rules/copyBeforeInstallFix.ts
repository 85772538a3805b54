import type { StateFacts } from '../cache/stageState';
import type { KnownContext } from '../context/knownContext';
import { parseDockerfile } from '../dockerfile/parser';
import type { CopyInstruction, Dockerfile, Instruction, RunInstruction } from '../dockerfile/syntax';
import { analyseRun } from '../packages/installSteps';
import { findLateInstalls, type LateInstalls } from '../packages/lateInstalls';
import { manifestLines } from './manifestLines';
import { mountManifests } from './manifestMounts';
import { insertionBelow, withCommentsAbove } from './movedSteps';
import { placeholderEdits } from './placeholders';
import { replayInstalls } from './replayInstalls';
import { applyEdits, type Fix, type SpanEdit } from './rule';

/** The ways to mend a finding, the best first; where there is none, why a machine cannot. `reason` is the end of a sentence. */
export interface FixPlan {
  readonly fixes: readonly Fix[];
  readonly reason?: string;
}

/**
 * Moves the COPY of the folder below the last install, and gives the installs their manifests: by a COPY where the first
 * one stood, or by bind mounts. A fix is offered only where nothing between can tell the difference, and only after both
 * files were built in the model.
 * @param all every finding of the file, of which `found` is the one to mend.
 */
export function planFix(dockerfile: Dockerfile, context: KnownContext, build: StateFacts | undefined, all: readonly LateInstalls[], found: LateInstalls): FixPlan {
  const obstacle = findObstacle(dockerfile, found);
  if (obstacle) return { fixes: [], reason: obstacle };
  const holds = (edits: readonly SpanEdit[]): string | undefined => {
    const text = applyEdits(dockerfile.text, edits);
    const mended = parseDockerfile(text);
    const worse = mended.problems.length > dockerfile.problems.length || findLateInstalls(mended, context, build).length >= all.length;
    return worse ? 'the file would not get better by it' : replayInstalls(dockerfile, text, found, context, build);
  };
  const copying = copyFirst(dockerfile, found);
  const reason = typeof copying === 'string' ? copying : holds(copying);
  if (typeof copying === 'string' || reason !== undefined) return { fixes: [], reason: reason ?? '' };
  const fixes: Fix[] = [{ title: 'Copy the manifests first, and the rest after the install', edits: copying }];
  const mounts = mountManifests(dockerfile, found);
  const mounting = mounts && [...moveCopies(dockerfile, found, () => ''), ...mounts];
  if (mounting && holds(mounting) === undefined) fixes.push({ title: 'Mount the manifests for the install, and copy everything after it', edits: mounting });
  return { fixes };
}

/** The edits that put a COPY of the manifests where the COPY of the folder stands, or why they cannot be made. */
function copyFirst(dockerfile: Dockerfile, found: LateInstalls): readonly SpanEdit[] | string {
  const lines = new Map(found.copies.map((copied) => [copied.instruction, manifestLines(dockerfile, copied, found)]));
  const reason = [...lines.values()].find((text) => typeof text === 'string');
  if (reason !== undefined) return reason;
  const placeholders = placeholderEdits(found);
  if (typeof placeholders === 'string') return placeholders;
  return [...moveCopies(dockerfile, found, (copy) => (lines.get(copy) as string[]).join('')), ...placeholders];
}

/** Moves each COPY with the comments above it below the last install, and leaves `instead` in its place. */
function moveCopies(dockerfile: Dockerfile, found: LateInstalls, instead: (copy: CopyInstruction) => string): SpanEdit[] {
  const spans = found.copies.map(({ instruction }) => withCommentsAbove(dockerfile, instruction));
  const moved = spans.map(({ start, end }) => dockerfile.text.slice(start, end));
  const edits = spans.map((span, index) => ({ span, newText: instead(found.copies[index]!.instruction) }));
  return [...edits, insertionBelow(dockerfile, lastInstall(found), moved)];
}

function lastInstall(found: LateInstalls): RunInstruction {
  return found.installs[found.installs.length - 1]!.run;
}

function findObstacle(dockerfile: Dockerfile, found: LateInstalls): string | undefined {
  const first = found.copies[0]!.instruction;
  const last = lastInstall(found);
  if (found.copies.some(({ instruction }) => instruction.span.start > last.span.start)) return 'a COPY stands between the installs';
  const between = dockerfile.instructions.filter(({ span }) => span.start > first.span.start && span.start <= last.span.start);
  for (const instruction of between) {
    const reason = obstacleAt(instruction, found);
    if (reason) return reason;
  }
  return hostOutput(found);
}

/** Why an instruction between the COPY and the install keeps the COPY from moving below it. */
function obstacleAt(instruction: Instruction, found: LateInstalls): string | undefined {
  const moved = found.copies.map((copied) => copied.instruction).filter((copy) => copy.span.start < instruction.span.start);
  const line = instruction.startLine;
  switch (instruction.keyword) {
    case 'RUN': {
      const analysis = analyseRun(instruction);
      if (!analysis) return `the RUN in line ${line} may read the sources`;
      return analysis.readsSources === undefined ? undefined : `\`${analysis.readsSources}\` in line ${line} may read the sources`;
    }
    case 'ENV':
    case 'ARG':
      return moved.some((copy) => wordsOf(copy).some((word) => word.includes('$'))) ? `the COPY uses a variable and line ${line} sets one` : undefined;
    case 'WORKDIR':
      return moved.some((copy) => !/^["']?\//.test(copy.destination?.text ?? '')) ? `the COPY is relative to the working directory, which changes in line ${line}` : undefined;
    case 'COPY':
    case 'ADD':
      if (found.copies.some((copied) => copied.instruction === instruction)) return undefined;
      return liesApart(instruction, found) ? undefined : `the ${instruction.keyword} in line ${line} may copy over the same files`;
    case 'ONBUILD':
    case 'UNKNOWN':
      return `line ${line} stands between`;
    default:
      return undefined;
  }
}

/** Whether it copies nothing to a place that a COPY which is to move fills as well. */
function liesApart(instruction: CopyInstruction, found: LateInstalls): boolean {
  const own = found.knownCopies.find((copied) => copied.instruction === instruction);
  if (!own) return false;
  const places = new Set(found.copies.flatMap(({ files }) => files.map(({ imagePath }) => imagePath)));
  return own.files.every(({ imagePath }) => !places.has(imagePath));
}

function wordsOf(copy: CopyInstruction): string[] {
  return [...copy.sources, copy.destination].flatMap((word) => word?.text ?? []);
}

/** What an install writes must not come from the host as well: the later COPY would lay it over the installed files. */
function hostOutput(found: LateInstalls): string | undefined {
  for (const name of new Set(found.installs.flatMap(({ command }) => command.manager.writes))) {
    const inside = found.copies.some(({ files }) => files.some(({ contextPath }) => `/${contextPath}`.includes(`/${name}/`) || contextPath === name));
    if (inside) return `${name} is part of the build context and would be copied over the installed files; exclude it in .dockerignore first`;
  }
  return undefined;
}
