import type { Repository } from './repository';
import { runGit, type RunGitOptions } from './runGit';

/** Larger files are no Dockerfile, no ignore file and no link. */
const blobLimit = 1024 * 1024;

/** Texts of blobs by id, or by `commit:path`. What is missing, no blob, or larger than a mebibyte is left out. */
export async function readBlobs({ root }: Repository, names: Iterable<string>, options: RunGitOptions = {}): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(names)].filter((name) => !name.includes('\n'));
  const texts = new Map<string, string>();
  if (wanted.length === 0) return texts;
  const small = await smallBlobs(root, wanted, options);
  if (small.length === 0) return texts;
  const answer = await runGit(root, ['cat-file', '--batch'], { ...options, input: small.map((name) => `${name}\n`).join('') });
  let at = 0;
  for (const name of small) {
    const lineEnd = answer.indexOf(10, at);
    if (lineEnd < 0) break;
    const size = Number(answer.toString('utf8', at, lineEnd).split(' ')[2]);
    if (!Number.isFinite(size)) break;
    texts.set(name, answer.toString('utf8', lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 1;
  }
  return texts;
}

/** Git reads all that it is asked for into the answer, so sizes are asked first. */
async function smallBlobs(root: string, names: readonly string[], options: RunGitOptions): Promise<readonly string[]> {
  const answer = await runGit(root, ['cat-file', '--batch-check'], { ...options, input: names.map((name) => `${name}\n`).join('') });
  const lines = answer.toString().split('\n');
  return names.filter((_, index) => {
    const match = /^[0-9a-f]+ blob (\d+)$/.exec(lines[index] ?? '');
    return match !== null && Number(match[1]) <= blobLimit;
  });
}
