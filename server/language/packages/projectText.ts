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

/** What stands between the first `open` and the `close` below it; undefined where one is missing. */
export function blockIn(text: string, open: string, close: string): string | undefined {
  const start = text.toLowerCase().indexOf(open.toLowerCase());
  const end = start < 0 ? -1 : text.toLowerCase().indexOf(close.toLowerCase(), start);
  return end < 0 ? undefined : text.slice(start + open.length, end);
}

/** The text without what stands between `open` and `close`, such as comments. One that is never closed reaches to the end. */
export function withoutBlocks(text: string, open: string, close: string): string {
  const [first = '', ...others] = text.split(open);
  const kept = others.map((part) => {
    const end = part.indexOf(close);
    return end < 0 ? '' : part.slice(end + close.length);
  });
  return first + kept.join(' ');
}

/** Lines with something on them, without the blanks behind it: patterns that skip blanks stay quick on any text. */
export function withoutEmptyLines(text: string): string {
  return text.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '').join('\n');
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
