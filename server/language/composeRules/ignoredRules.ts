const ignoreComment = /#\s*layerwise\s+(global\s+)?ignore\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/i;
/** The comments of Docker Compose Linter: names behind blanks, or nothing for all of its rules. */
const linterComment = /#\s*dclint\s+(disable-file|disable-line|disable)(?![\w-])[ \t]*([\w\s-]*)/;
/** All rules that Docker Compose Linter has as well. */
const allOfLinter = '*';

/** Whether a comment of a compose file silences a rule. */
export interface IgnoredRules {
  /**
   * @param ids a rule's own and those that other tools have for it
   * @param offset where a finding starts
   */
  ignores(ids: readonly string[], offset: number): boolean;
}

/**
 * Reads `# layerwise ignore=RULE` at the end of a line or in the comment lines directly above it, and
 * `# layerwise global ignore=RULE` anywhere; `all` is every rule. Of Docker Compose Linter `# dclint disable-line NAME` at the
 * end of a line or on the one above it, and `# dclint disable NAME` and `disable-file` on the first line that is not empty.
 */
export function ignoredRules(text: string): IgnoredRules {
  if (!/layerwise|dclint/i.test(text)) return { ignores: () => false };
  const lines = text.split(/\r\n|\r|\n/);
  const everywhere = new Set([...lines.flatMap((line) => idsIn(line, true)), ...linterIdsOfFile(lines)]);
  return {
    ignores(ids, offset) {
      const at = text.slice(0, offset).split(/\r\n|\r|\n/).length - 1;
      const here = new Set([...everywhere, ...idsIn(lines[at] ?? '', false), ...linterIdsOfLine(lines, at)]);
      for (let above = at - 1; above >= 0 && /^\s*#/.test(lines[above]!); above--) for (const id of idsIn(lines[above]!, false)) here.add(id);
      return here.has('all') || (here.has(allOfLinter) && ids.length > 1) || ids.some((id) => here.has(id.toLowerCase()));
    },
  };
}

function idsIn(line: string, isGlobal: boolean): string[] {
  const match = ignoreComment.exec(line);
  return match && Boolean(match[1]) === isGlobal ? match[2]!.split(',').map((id) => id.trim().toLowerCase()) : [];
}

function linterIdsOfFile(lines: readonly string[]): string[] {
  const [, kind, names = ''] = linterComment.exec(lines.find((line) => !/^\s*(?:---\s*)?$/.test(line)) ?? '') ?? [];
  if (kind === 'disable-file') return [allOfLinter];
  return kind === 'disable' ? namesIn(names) : [];
}

function linterIdsOfLine(lines: readonly string[], at: number): string[] {
  const above = lines[at - 1] ?? '';
  return [lines[at] ?? '', ...(/^\s*#/.test(above) ? [above] : [])].flatMap((line) => {
    const [, kind, names = ''] = linterComment.exec(line) ?? [];
    return kind === 'disable-line' ? namesIn(names) : [];
  });
}

function namesIn(names: string): string[] {
  const written = names.split(/\s+/).filter((name) => name !== '');
  return written.length > 0 ? written : [allOfLinter];
}
