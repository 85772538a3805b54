import type { StateFacts } from '../cache/stageState';
import type { KnownContext } from '../context/knownContext';
import { parseDockerfile } from '../dockerfile/parser';
import type { CopyInstruction, Dockerfile, Instruction, RunInstruction, Span } from '../dockerfile/syntax';
import type { CopiedFile, CopiedFiles } from '../packages/copiedFiles';
import { analyseRun } from '../packages/installSteps';
import { findLateInstalls, type LateInstalls } from '../packages/lateInstalls';
import { applyEdits, type SpanEdit } from './rule';

/** The edits that mend a finding, or why a machine cannot. `reason` is the end of a sentence. */
export type FixPlan =
  | { readonly kind: 'edits'; readonly edits: readonly SpanEdit[] }
  | { readonly kind: 'blocked'; readonly reason: string };

/** More COPY lines than this are not a mending any more. */
const manifestLineLimit = 20;

/**
 * Puts a COPY of the manifests where the COPY of the folder stands, and moves that below the last install. Offered only
 * where nothing between can tell the difference, and only after the mended text was checked again.
 * @param all every finding of the file, of which `found` is the one to mend.
 */
export function planFix(dockerfile: Dockerfile, context: KnownContext, build: StateFacts | undefined, all: readonly LateInstalls[], found: LateInstalls): FixPlan {
  const obstacle = findObstacle(dockerfile, found);
  if (obstacle) return { kind: 'blocked', reason: obstacle };
  const edits: SpanEdit[] = [];
  const moved: string[] = [];
  for (const copied of found.copies) {
    const lines = manifestLines(dockerfile, copied, found);
    if (typeof lines === 'string') return { kind: 'blocked', reason: lines };
    const span = withCommentsAbove(dockerfile, copied.instruction);
    edits.push({ span, newText: lines.join('') });
    moved.push(dockerfile.text.slice(span.start, span.end));
  }
  edits.push(insertionBelow(dockerfile, lastInstall(found), moved));
  const mended = parseDockerfile(applyEdits(dockerfile.text, edits));
  const worse = mended.problems.length > dockerfile.problems.length || findLateInstalls(mended, context, build).length >= all.length;
  return worse ? { kind: 'blocked', reason: 'the file would not get better by it' } : { kind: 'edits', edits };
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
      return `the ${instruction.keyword} in line ${line} may copy over the same files`;
    case 'ONBUILD':
    case 'UNKNOWN':
      return `line ${line} stands between`;
    default:
      return undefined;
  }
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

/** The COPY lines for the manifests that one COPY brings, or why they cannot be written. */
function manifestLines(dockerfile: Dockerfile, copied: CopiedFiles, found: LateInstalls): string[] | string {
  const { instruction } = copied;
  const wanted = [...new Set(found.installs.flatMap(({ manifests }) => manifests))];
  const files = wanted.flatMap((path) => copied.files.find(({ contextPath }) => contextPath === path) ?? []);
  if (files.some(({ contextPath }) => /[*?[\]\\$"'`]/.test(contextPath))) return 'a file name has a character that is special in a Dockerfile';
  if (!instruction.json && /["'\\]/.test(instruction.destination!.text)) return 'the destination is quoted';
  const folders = new Map<string, CopiedFile[]>();
  for (const file of files) folders.set(file.folder, [...(folders.get(file.folder) ?? []), file]);
  if (folders.size > manifestLineLimit) return `the manifests lie in ${folders.size} folders`;
  return [...folders].map(([folder, inFolder]) => manifestLine(dockerfile, instruction, folder, inFolder));
}

function manifestLine(dockerfile: Dockerfile, copy: CopyInstruction, folder: string, files: readonly CopiedFile[]): string {
  const indent = /^[ \t]*/.exec(dockerfile.text.slice(copy.span.start, copy.keywordSpan.start))![0];
  const flags = copy.flags.map(({ span }) => `${dockerfile.text.slice(span.start, span.end)} `).join('');
  const names = [...new Set(files.map(({ contextPath }) => contextPath))];
  const words = [...names, folderBelow(copy.destination!.text, folder)];
  const list = copy.json || names.some((name) => /\s/.test(name)) ? JSON.stringify(words).replaceAll('","', '", "') : words.join(' ');
  return `${indent}${copy.keywordText} ${flags}${list}${lineEnd(dockerfile.text, copy.span)}`;
}

/** The destination as written, as a folder, with `folder` below it. */
function folderBelow(destination: string, folder: string): string {
  const base = destination.replace(/\/+$/, '');
  const below = folder === '' ? '' : `${folder}/`;
  if (base === '.') return below === '' ? './' : below;
  return `${base}/${below}`;
}

/** The instruction's lines with the comments directly above, which belong to it. */
function withCommentsAbove(dockerfile: Dockerfile, instruction: Instruction): Span {
  let start = instruction.span.start;
  for (let index = dockerfile.elements.indexOf(instruction) - 1; index >= 0; index--) {
    const element = dockerfile.elements[index]!;
    if (element.kind !== 'comment') break;
    start = element.span.start;
  }
  return { start, end: instruction.span.end };
}

function insertionBelow(dockerfile: Dockerfile, run: RunInstruction, moved: readonly string[]): SpanEdit {
  const at = { start: run.span.end, end: run.span.end };
  const end = lineEnd(dockerfile.text, run.span);
  const text = moved.map((lines) => (lines.endsWith('\n') ? lines : lines + end)).join('');
  if (dockerfile.text.slice(0, run.span.end).endsWith('\n')) return { span: at, newText: text };
  return { span: at, newText: end + text.replace(/\r?\n$/, '') };
}

/** The line end in use at an instruction; at the end of the file, the one above it. */
function lineEnd(text: string, span: Span): string {
  const newline = text.indexOf('\n', span.start);
  const at = newline >= 0 && newline < span.end ? newline : text.lastIndexOf('\n', span.start - 1);
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}
