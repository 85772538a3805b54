import { checkDirective, noCheckOptions, readCheckOptions, type CheckOptions } from '../dockerfile/checkOptions';
import { instructionAt } from '../dockerfile/instructionAt';
import type { Dockerfile } from '../dockerfile/syntax';

/** Which rules a file silences, by their own or another tool's id, and what else it asks of the checks. */
export interface Pragmas {
  /** Whether `# check=skip=` names the check. `ids`: a rule's own and other tools' ids. */
  skips(ids: readonly string[], place: PragmaPlace): boolean;
  /** Whether `# hadolint ignore=` or `# layerwise ignore=` names the rule. */
  ignores(ids: readonly string[], place: PragmaPlace): boolean;
  /** Whether an experimental check of BuildKit is switched on, by its name there. */
  switchesOn(check: string, place: PragmaPlace): boolean;
  /** `# check=error=true`: what BuildKit's checks find fails the build. */
  readonly failsBuild: boolean;
}

/** Where a finding is. */
export interface PragmaPlace {
  readonly offset: number;
  /** The offset of the instruction above which BuildKit looks for `# check=`; `file`: only at the top of the file. */
  readonly checkOffset: number | 'file';
}

const ignoreComment = /^#?\s*(?:hadolint|layerwise)\s+(global\s+)?ignore\s*=\s*(\S.*)$/i;

/**
 * Reads `# check=…` at the top of the file and above an instruction, `# hadolint ignore=…` (or `# layerwise ignore=…`)
 * above an instruction, and `# hadolint global ignore=…` anywhere. `skip=all` silences everything.
 */
export function readPragmas(dockerfile: Dockerfile): Pragmas {
  const options = optionsOf(checkDirective(dockerfile)?.value ?? '');
  const everywhere = new Set<string>();
  for (const element of dockerfile.elements) {
    const match = element.kind === 'comment' ? ignoreComment.exec(element.text) : null;
    if (match?.[1]) for (const id of idsOf(match[2]!)) everywhere.add(id);
  }
  const commentsAt = (offset: number | 'file'): readonly string[] =>
    (offset === 'file' ? undefined : instructionAt(dockerfile.instructions, offset)?.commentsAbove) ?? [];
  return {
    failsBuild: options.error,
    switchesOn: (check, { checkOffset }) => switchesOn(options, check) || switchesOn(checkAbove(commentsAt(checkOffset)), check),
    skips: (ids, { checkOffset }) => skips(options, ids) || skips(checkAbove(commentsAt(checkOffset)), ids),
    ignores(ids, { offset }) {
      if (everywhere.has('all') || ids.some((id) => everywhere.has(id.toLowerCase()))) return true;
      const comments = commentsAt(offset);
      const here = comments.length === 0 ? undefined : ignoredAbove(comments);
      return here !== undefined && ids.some((id) => here.has(id.toLowerCase()));
    },
  };
}

function skips({ skipAll, skip }: CheckOptions, ids: readonly string[]): boolean {
  return skipAll || ids.some((id) => skip.has(id));
}

function switchesOn({ experimentalAll, experimental }: CheckOptions, check: string): boolean {
  return experimentalAll || experimental.has(check);
}

/** The first `# check=` above an instruction, up to a blank (BuildKit linter.go `WithMergedConfigFromComments`). */
function checkAbove(comments: readonly string[]): CheckOptions {
  if (comments.length === 0) return noCheckOptions;
  const first = comments.flatMap((comment) => /^check\s*=\s*([^ ]+)/i.exec(comment)?.[1] ?? [])[0];
  return optionsOf(first ?? '');
}

/** What BuildKit rejects asks for nothing. */
function optionsOf(text: string): CheckOptions {
  const read = readCheckOptions(text);
  return 'fault' in read ? noCheckOptions : read.options;
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
