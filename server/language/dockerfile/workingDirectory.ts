import { expandText } from './expansion';
import { resolvedBase, type ResolvedBase } from './resolvedBases';
import { stageOf } from './stages';
import type { Dockerfile, Instruction, Stage } from './syntax';
import { environmentBefore, type BuildFacts } from './variables';

/**
 * The directory that relative paths of `instruction` start from: all WORKDIRs above it in its stage and the stages it is
 * built from. Undefined where an unknown base image's own working directory or a build argument decides.
 */
export function workingDirectoryBefore(dockerfile: Dockerfile, instruction: Instruction, facts: BuildFacts): string | undefined {
  const stage = stageOf(dockerfile, instruction);
  return stage && walkUp(dockerfile, stage, instruction.span.start, facts);
}

/** `path` as an absolute path of the image, or undefined where its start is not known. Linux paths only. */
export function resolveImagePath(path: string, workingDirectory: string | undefined): string | undefined {
  if (path.startsWith('/')) return normalize(path);
  return workingDirectory === undefined ? undefined : normalize(`${workingDirectory}/${path}`);
}

function walkUp(dockerfile: Dockerfile, last: Stage, before: number, facts: BuildFacts): string | undefined {
  const relative: string[] = [];
  let stage: Stage | undefined = last;
  while (stage) {
    for (const instruction of [...stage.instructions].reverse()) {
      if (instruction.keyword !== 'WORKDIR' || !instruction.value || instruction.span.start >= before) continue;
      const path = expandText(instruction.value.text, environmentBefore(dockerfile, instruction, facts), dockerfile.escape).text;
      if (path === undefined) return undefined;
      relative.unshift(path);
      if (path.startsWith('/')) return normalize(relative.join('/'));
    }
    const { image, stage: base }: ResolvedBase = resolvedBase(dockerfile, stage, facts);
    if (image === 'scratch') return normalize(`/${relative.join('/')}`);
    if (image === undefined) return undefined;
    const imageDirectory = base ? undefined : facts.baseWorkingDirectory?.(image);
    if (imageDirectory !== undefined) return normalize(`${imageDirectory}/${relative.join('/')}`);
    stage = base;
  }
  return undefined;
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
