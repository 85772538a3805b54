import { cleanPath } from '../context/contextPath';
import { walkStages, type WalkedStage } from '../dockerfile/stageWalk';
import type { Word } from '../dockerfile/syntax';
import type { Fix, Rule, RuleFact } from './rule';

export interface WorkdirRelativePathFact extends RuleFact {
  readonly path: string;
  /** The absolute path that it means now; undefined where the base image is not known. */
  readonly absolute: string | undefined;
  /** True where the word can be replaced as it stands. */
  readonly plain: boolean;
}

/**
 * The first WORKDIR of a stage is relative to whatever the base image says (BuildKit `dispatchWorkdir`).
 * A stage that starts from another one goes on with that stage's WORKDIR.
 */
export const workdirRelativePath: Rule<WorkdirRelativePathFact> = {
  id: 'workdir-relative-path',
  severity: 'warning',
  alsoKnownAs: ['WorkdirRelativePath', 'DL3000'],
  check({ dockerfile, facts: { build = {} } }) {
    const found: WorkdirRelativePathFact[] = [];
    const settled = new Set<WalkedStage>();
    walkStages(dockerfile, build, (instruction, at) => {
      if (at.parent && settled.has(at.parent)) settled.add(at);
      if (instruction.keyword !== 'WORKDIR' || settled.has(at)) return;
      settled.add(at);
      const { value } = instruction;
      if (value?.text.startsWith('/')) return;
      const path = value && at.expand(value.text).text;
      if (value === undefined || path === undefined || path.startsWith('/') || isWindowsPath(path, dockerfile.escape, at, build.platform)) return;
      const base = baseDirectory(at, (image) => build.baseImages?.(image)?.workingDirectory);
      found.push({ ...at.elsewhere, span: value.span, path, absolute: base === undefined ? undefined : cleanPath(`${base}/${path}`), plain: isPlain(value) });
    });
    return found;
  },
  message: ({ path }) =>
    `${path === '' ? 'This path is empty, which' : `\`${path}\` is relative and`} starts from the working directory of the base image, so another base gives another folder. Write the path from \`/\` on.`,
  fix({ span, absolute, plain }): Fix | undefined {
    return absolute !== undefined && plain ? { title: `Write \`${absolute}\``, edits: [{ span, newText: absolute }] } : undefined;
  },
};

/** `C:\app` is absolute where the image is one for Windows. */
function isWindowsPath(path: string, escape: string, { image = '' }: WalkedStage, platform = ''): boolean {
  const isWindows = escape === '`' || platform.startsWith('windows') || /windows|nanoserver/i.test(image);
  return isWindows && /^(?:[A-Za-z]:|\\)/.test(path);
}

function baseDirectory(at: WalkedStage, directoryOf: (image: string) => string | undefined): string | undefined {
  let root = at;
  while (root.parent) root = root.parent;
  if (root.image === undefined) return undefined;
  return root.image === 'scratch' ? '/' : directoryOf(root.image);
}

function isPlain({ text, span }: Word): boolean {
  return /^[\w./-]+$/.test(text) && span.end - span.start === text.length;
}
