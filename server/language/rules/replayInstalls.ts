import type { BuildInput } from '../cache/buildInput';
import { predict } from '../cache/predict';
import { StageState, type StateFacts } from '../cache/stageState';
import type { ContextTree } from '../context/contextTree';
import type { KnownContext } from '../context/knownContext';
import { parseDockerfile } from '../dockerfile/parser';
import type { CopyInstruction, Dockerfile, Stage } from '../dockerfile/syntax';
import { copiedFiles } from '../packages/copiedFiles';
import type { LateInstalls } from '../packages/lateInstalls';

/** Most files that one replay edits. */
const editLimit = 1000;

/**
 * Builds both files in the model, edits what no install reads, and builds again: an install has to run in the file as it
 * is and to be cached in the mended one, and the last step has to find the same files.
 * @returns the end of a sentence that says what is wrong with the fix, or undefined where it holds.
 */
export function replayInstalls(dockerfile: Dockerfile, mendedText: string, found: LateInstalls, context: KnownContext, build: StateFacts = {}): string | undefined {
  const mended = parseDockerfile(mendedText);
  const stage = mended.stages[found.stage.index];
  if (!stage) return 'the mended file lost a stage';
  const edited = editFiles(context.files.sent, found.otherFiles);
  const before = installOutcomes(dockerfile, found.stage, found, context.files.sent, edited, build);
  const after = installOutcomes(mended, stage, found, context.files.sent, edited, build);
  if (before.some((outcome) => outcome !== 'runs')) return 'a build takes the install from the cache as it is';
  if (after.some((outcome) => outcome !== 'cached')) return 'the install would run again all the same';
  if (!bringsTheSame(dockerfile, mended, found, context, build)) return 'the image would hold other files';
  return undefined;
}

function editFiles(tree: ContextTree, paths: readonly string[]): ContextTree {
  const changes = paths.slice(0, editLimit).flatMap((path) => {
    const entry = tree.get(path);
    return entry ? [{ path, entry: { ...entry, identity: 'edited', ...(entry.type === 'symlink' ? { linkTarget: `${entry.linkTarget ?? ''}.edited` } : {}) } }] : [];
  });
  return tree.with(changes);
}

/** What happens to each install when a build follows one with the unedited files. The file is cut behind the stage, so that it is built. */
function installOutcomes(dockerfile: Dockerfile, stage: Stage, found: LateInstalls, context: ContextTree, edited: ContextTree, build: StateFacts): (string | undefined)[] {
  const next = dockerfile.stages[stage.index + 1];
  const text = next ? dockerfile.text.slice(0, next.from.span.start) : dockerfile.text;
  const { buildArguments, platform, baseImages } = build;
  const input: BuildInput = { dockerfile: text, context, ...(buildArguments && { buildArguments }), ...(platform && { platform }), ...(baseImages && { baseImages }) };
  const { steps } = predict(input, { ...input, context: edited });
  const runs = stage.instructions.filter(({ keyword }) => keyword === 'RUN');
  const earlier = found.stage.instructions.filter(({ keyword }) => keyword === 'RUN');
  return found.installs.map(({ run }) => {
    // A fix moves COPY lines only, so the installs keep their place among the RUNs.
    const line = runs[earlier.indexOf(run)]?.startLine;
    return steps.find((step) => step.line === line)?.outcome;
  });
}

/**
 * Whether the image holds what it held: every COPY is still there, and what a new one brings is also brought to the same
 * place by a COPY that was moved below it. Comparing the COPYs instead of all their files keeps this quick.
 */
function bringsTheSame(dockerfile: Dockerfile, mended: Dockerfile, found: LateInstalls, context: KnownContext, build: StateFacts): boolean {
  const missing = new Set<string>();
  visitCopies(dockerfile, found.stage, build, (key) => missing.add(key));
  const known = new Set(missing);
  let isSame = true;
  visitCopies(mended, mended.stages[found.stage.index]!, build, (key, instruction, state) => {
    missing.delete(key);
    if (known.has(key)) return;
    const copied = copiedFiles(instruction, state, context.files);
    isSame &&= copied?.files.every((file) => sourceAt(file.imagePath, instruction, found) === file.contextPath) ?? false;
  });
  return isSame && missing.size === 0;
}

/** The file that a moved COPY with the same flags puts at a place; the last one counts. */
function sourceAt(imagePath: string, { flags }: CopyInstruction, found: LateInstalls): string | undefined {
  const copy = found.copies.findLast(({ files }) => files.some((file) => file.imagePath === imagePath));
  if (!copy || flagText(copy.instruction.flags) !== flagText(flags)) return undefined;
  return copy.files.findLast((file) => file.imagePath === imagePath)?.contextPath;
}

/** Calls `visit` for each COPY and ADD of a stage with a key of what it does: flags, sources and place. */
function visitCopies(dockerfile: Dockerfile, stage: Stage, build: StateFacts, visit: (key: string, instruction: CopyInstruction, state: StageState) => void): void {
  const state = new StageState(dockerfile, stage, build);
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const sources = instruction.sources.map(({ text }) => state.expand(text));
      const destination = state.expand(instruction.destination?.text ?? '');
      const place = `${state.resolve(destination)}${destination.endsWith('/') ? '/' : ''}`;
      const heredocs = instruction.heredocs.length > 0 ? dockerfile.text.slice(instruction.span.start, instruction.span.end) : '';
      const key = JSON.stringify([instruction.keyword, flagText(instruction.flags), sources, place, heredocs]);
      visit(key, instruction, state);
    }
    state.apply(instruction);
  }
}

function flagText(flags: CopyInstruction['flags']): string {
  return flags.map(({ name, value }) => `${name}=${value ?? ''}`).join(' ');
}
