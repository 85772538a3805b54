import { cleanPath } from '../context/contextPath';
import { sourceKind } from '../context/copySources';
import type { IgnoreFile, IgnorePattern } from '../context/dockerignore';
import { walkStages } from '../dockerfile/stageWalk';
import type { CopyInstruction } from '../dockerfile/syntax';
import { bringBack } from './bringBack';
import type { Fix, Rule, RuleFact } from './rule';

export interface CopyIgnoredFileFact extends RuleFact {
  readonly keyword: 'COPY' | 'ADD';
  readonly path: string;
  readonly pattern: IgnorePattern;
  /** Takes all the paths that the file needs back together: the rule is silent below the first `!`. */
  readonly fix: Fix | undefined;
}

/**
 * COPY or ADD names a path that the ignore file leaves out (BuildKit `validateCopySourcePath`). Like BuildKit it is silent
 * where the file has a `!` line, because a folder may be left out and a file inside it brought back.
 */
export const copyIgnoredFile: Rule<CopyIgnoredFileFact> = {
  id: 'copy-ignored-file',
  severity: 'warning',
  alsoKnownAs: ['CopyIgnoredFile'],
  check({ dockerfile, facts: { build = {}, context } }) {
    const ignore = context?.files.ignore;
    if (!ignore || ignore.patterns.length === 0 || ignore.patterns.some(({ negated }) => negated)) return [];
    const found: Omit<CopyIgnoredFileFact, 'fix'>[] = [];
    walkStages(dockerfile, build, (instruction, at) => {
      const { keyword } = instruction;
      if ((keyword !== 'COPY' && keyword !== 'ADD') || instruction.flags.some(({ name, value }) => name === 'from' && value)) return;
      for (const { text, span } of sourcesOf(instruction)) {
        const expanded = at.expand(text).text;
        if (expanded === undefined || sourceKind(expanded, keyword) !== 'context') continue;
        const path = cleanPath(expanded);
        const pattern = excludedBy(ignore, path);
        if (pattern) found.push({ ...at.elsewhere, span, keyword, path, pattern });
      }
    });
    const fix = bringBack(context.files, context.ignoreFile ?? '.dockerignore', found);
    return found.map((fact) => ({ ...fact, fix }));
  },
  message: ({ keyword, path, pattern }) =>
    `The ignore file leaves \`${path}\` out with \`${pattern.text}\` in line ${pattern.line}, so ${keyword} does not find it. Change that line, or do not copy it.`,
  fix: ({ fix }) => fix,
};

function sourcesOf({ sources, heredocs }: CopyInstruction): CopyInstruction['sources'] {
  const markers = new Set(heredocs.map(({ markerSpan }) => markerSpan?.start));
  return sources.filter(({ span }) => !markers.has(span.start));
}

/** The first line that matches the path or a folder above it (moby/patternmatcher `MatchesOrParentMatches`). */
function excludedBy({ patterns }: IgnoreFile, path: string): IgnorePattern | undefined {
  if (path === '.' || path === '/') return patterns.find(({ pattern }) => pattern === '*' || pattern === '**' || pattern === '**/*');
  const folders = path.split('/').slice(0, -1);
  return patterns.find((pattern) => {
    if (pattern.matches(path, 'current')) return true;
    const depth = pattern.pattern.split('/').length;
    return folders.length > 0 && depth <= folders.length && pattern.matches(folders.slice(0, depth).join('/'), 'current');
  });
}
