import type { CopyInstruction, Dockerfile } from '../dockerfile/syntax';
import type { CopiedFile, CopiedFiles } from '../packages/copiedFiles';
import type { LateInstalls } from '../packages/lateInstalls';
import { lineEnd } from './lineEnd';

/** More COPY lines than this are not a mending any more. */
const lineLimit = 20;

/** The COPY lines for the manifests that one COPY brings, one for each folder, or why they cannot be written. */
export function manifestLines(dockerfile: Dockerfile, copied: CopiedFiles, found: LateInstalls): string[] | string {
  const { instruction } = copied;
  const files = manifestsOf(copied, found);
  if (files.some(({ contextPath }) => /[*?[\]\\$"'`]/.test(contextPath))) return 'a file name has a character that is special in a Dockerfile';
  if (!instruction.json && /["'\\]/.test(instruction.destination!.text)) return 'the destination is quoted';
  const folders = new Map<string, CopiedFile[]>();
  for (const file of files) folders.set(file.folder, [...(folders.get(file.folder) ?? []), file]);
  if (folders.size > lineLimit) return `the manifests lie in ${folders.size} folders`;
  return [...folders].map(([folder, inFolder]) => manifestLine(dockerfile, instruction, folder, inFolder));
}

function manifestsOf(copied: CopiedFiles, found: LateInstalls): CopiedFile[] {
  const wanted = [...new Set(found.installs.flatMap(({ manifests }) => manifests))];
  return wanted.flatMap((path) => copied.files.find(({ contextPath }) => contextPath === path) ?? []);
}

function manifestLine(dockerfile: Dockerfile, copy: CopyInstruction, folder: string, files: readonly CopiedFile[]): string {
  const indent = /^[ \t]*/.exec(dockerfile.text.slice(copy.span.start, copy.keywordSpan.start))![0];
  const flags = copy.flags.map(({ span }) => `${dockerfile.text.slice(span.start, span.end)} `).join('');
  const names = [...new Set(files.map(({ contextPath }) => contextPath))];
  const words = [...names, folderBelow(copy.destination!.text, folder)];
  const list = copy.json || names.some((name) => /\s/.test(name)) ? JSON.stringify(words).replaceAll('","', '", "') : words.join(' ');
  return `${indent}${copy.keywordText} ${flags}${list}${lineEnd(dockerfile.text, copy.span)}`;
}

/** The destination as written, as a folder, with `folder` below it. */
function folderBelow(destination: string, folder: string): string {
  const base = destination.replace(/\/+$/, '');
  const below = folder === '' ? '' : `${folder}/`;
  if (base === '.') return below === '' ? './' : below;
  return `${base}/${below}`;
}
