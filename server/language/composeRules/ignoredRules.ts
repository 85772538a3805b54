import { TextPositions } from '../textPosition';

const ignoreComment = /#\s*layerwise\s+(global\s+)?ignore\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/i;

/** Whether a comment of a compose file silences a rule. */
export interface IgnoredRules {
  /** @param offset where a finding starts */
  ignores(ids: readonly string[], offset: number): boolean;
}

/**
 * Reads `# layerwise ignore=RULE` at the end of a line or in the comment lines directly above it, and
 * `# layerwise global ignore=RULE` anywhere; `all` is every rule.
 */
export function ignoredRules(text: string): IgnoredRules {
  if (!/layerwise/i.test(text)) return { ignores: () => false };
  const lines = text.split(/\r\n|\r|\n/);
  const positions = new TextPositions(text);
  const everywhere = new Set(lines.flatMap((line) => idsIn(line, true)));
  return {
    ignores(ids, offset) {
      const at = positions.positionAt(offset).line;
      const here = new Set([...everywhere, ...idsIn(lines[at] ?? '', false)]);
      for (let above = at - 1; above >= 0 && /^\s*#/.test(lines[above]!); above--) for (const id of idsIn(lines[above]!, false)) here.add(id);
      return here.has('all') || ids.some((id) => here.has(id.toLowerCase()));
    },
  };
}

function idsIn(line: string, isGlobal: boolean): string[] {
  const match = ignoreComment.exec(line);
  return match && Boolean(match[1]) === isGlobal ? match[2]!.split(',').map((id) => id.trim().toLowerCase()) : [];
}
