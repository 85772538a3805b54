import { compilePathPattern } from '../context/pathPattern';
import { cleanPath, parentPath } from '../context/contextPath';
import type { InstallNeeds, ProjectFiles } from './packageManager';

/** The needs of an install that is not understood. `reason` completes "because …". */
export function unclear(reason: string): InstallNeeds {
  return { kind: 'unclear', reason };
}

/**
 * The manifests of a workspace's members: the files called `manifest` whose folder one of the patterns matches. A
 * pattern that starts with `!` takes folders away; `node_modules` is never searched.
 */
export function memberManifests(project: ProjectFiles, patterns: readonly string[], manifest: string): string[] {
  const compile = (pattern: string) => compilePathPattern(cleanPath(pattern), { doubleStar: true });
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).flatMap((pattern) => compile(pattern) ?? []);
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!')).flatMap((pattern) => compile(pattern.slice(1)) ?? []);
  return project.paths.filter((path) => {
    const folder = parentPath(path);
    if (folder === '' || path !== `${folder}/${manifest}` || /(^|\/)node_modules\//.test(path)) return false;
    return wanted.some((pattern) => pattern.matches(folder)) && !unwanted.some((pattern) => pattern.matches(folder));
  });
}

/** The table of a TOML text with that exact name, without its sub-tables; `''` where there is none. */
export function tomlTable(text: string, name: string): string {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => line.replace(/\s|#.*$/g, '') === `[${name}]`);
  if (start < 0) return '';
  const length = lines.slice(start + 1).findIndex((line) => /^\s*\[{1,2}[^[\],]+\]{1,2}\s*(#.*)?$/.test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The texts in a list that a TOML or similar text gives a key: `members = ["a", "b"]`. */
export function listOfTexts(text: string, key: string): string[] {
  const list = new RegExp(`(?:^|\\n)\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`).exec(text)?.[1] ?? '';
  return [...list.replaceAll(/#.*$/gm, '').matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2]!);
}
