import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { checkDirective, noCheckOptions, parseCheckOptions, type CheckOptions } from './checkDirective';

/** Which rules a file silences, by their own or another tool's id, and what else it asks of the checks. */
export interface Pragmas {
  silences(ids: readonly string[], offset: number): boolean;
  /** Whether an experimental check of BuildKit is switched on, by its name there. */
  switchesOn(check: string): boolean;
  /** `# check=error=true`: what BuildKit's checks find fails the build. */
  readonly failsBuild: boolean;
}

const ignoreComment = /^(?:hadolint|layerwise)\s+(global\s+)?ignore\s*=\s*(\S.*)$/i;

/**
 * Reads `# check=…` at the top of the file and above an instruction, `# hadolint ignore=…` (or `# layerwise ignore=…`)
 * above an instruction, and `# hadolint global ignore=…` anywhere. `skip=all` silences everything.
 */
export function readPragmas(dockerfile: Dockerfile): Pragmas {
  const options = parseCheckOptions(checkDirective(dockerfile)?.value ?? '') ?? noCheckOptions;
  const everywhere = new Set<string>();
  for (const element of dockerfile.elements) {
    const match = element.kind === 'comment' ? ignoreComment.exec(element.text) : null;
    if (match?.[1]) for (const id of idsOf(match[2]!)) everywhere.add(id);
  }
  return {
    failsBuild: options.error,
    switchesOn: (check) => options.experimentalAll || options.experimental.has(check),
    silences(ids, offset) {
      if (skips(options, ids) || everywhere.has('all') || ids.some((id) => everywhere.has(id.toLowerCase()))) return true;
      const comments = instructionAt(dockerfile.instructions, offset)?.commentsAbove ?? [];
      const here = ignoredAbove(comments);
      return skips(checkAbove(comments), ids) || ids.some((id) => here.has(id.toLowerCase()));
    },
  };
}

function skips({ skipAll, skip }: CheckOptions, ids: readonly string[]): boolean {
  return skipAll || ids.some((id) => skip.has(id));
}

/** The first `# check=` above an instruction, up to a blank (BuildKit linter.go `WithMergedConfigFromComments`). */
function checkAbove(comments: readonly string[]): CheckOptions {
  const first = comments.flatMap((comment) => /^check\s*=\s*(\S+)/i.exec(comment)?.[1] ?? [])[0];
  return (first === undefined ? undefined : parseCheckOptions(first)) ?? noCheckOptions;
}

/** Instructions are in file order and do not overlap. */
function instructionAt(instructions: readonly Instruction[], offset: number): Instruction | undefined {
  let low = 0;
  let high = instructions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (instructions[middle]!.span.start <= offset) low = middle;
    else high = middle - 1;
  }
  const found = instructions[low];
  return found && found.span.start <= offset && offset < found.span.end ? found : undefined;
}

function ignoredAbove(comments: readonly string[]): Set<string> {
  return new Set(
    comments.flatMap((comment) => {
      const match = ignoreComment.exec(comment);
      return match && !match[1] ? idsOf(match[2]!) : [];
    }),
  );
}

function idsOf(list: string): string[] {
  return list.split(/[\s,]+/).map((id) => id.trim().toLowerCase()).filter((id) => id !== '');
}
