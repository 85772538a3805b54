import type { ContextTree } from './contextTree';
import type { IgnoreFile, IgnoreProblem } from './dockerignore';

/**
 * The lines that the client stumbles over. Patterns are looked over when the file is read; an escape in the middle of one
 * only when a path is compared. That needs a path that the lines above it have not left out already, and a line that is
 * no `!`.
 */
export function reachedProblems(ignore: IgnoreFile, whole: ContextTree): readonly IgnoreProblem[] {
  return ignore.problems.filter(({ line, text, isComparedFirst }) => {
    if (!isComparedFirst) return true;
    const above = ignore.patterns.filter((pattern) => pattern.line < line);
    return !text.startsWith('!') && [...whole.root.children.keys()].some((name) => !above.some(({ matches }) => matches(name, 'current')));
  });
}
