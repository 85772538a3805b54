import { selectSource, sourceKind } from '../context/copySources';
import { hasWildcard } from '../context/pathPattern';
import type { DockerfileFacts } from '../dockerfileFacts';
import type { CopyInstruction, Dockerfile, Word } from '../dockerfile/syntax';
import { resolveImagePath, workingDirectoryBefore } from '../dockerfile/workingDirectory';
import { inlineCode } from '../wording';
import type { DockerfileElement } from './dockerfileElement';
import { expandHere } from './expandHere';
import { dependsFact, isDrivePath } from './wordFacts';

/** The destination of a COPY or ADD: its full path, and whether it becomes a file or a folder. */
export function destinationFacts(dockerfile: Dockerfile, { instruction, word }: DockerfileElement & { kind: 'destination' }, facts: DockerfileFacts): { title: string; computed: string[] } {
  const title = `${instruction.keyword} destination ${inlineCode(word.text, 60)}`;
  return { title, computed: [describeDestination(dockerfile, instruction, word, facts), ...shapeFacts(dockerfile, instruction, word, facts)] };
}

/** Where a COPY or ADD writes: one sentence. */
export function describeDestination(dockerfile: Dockerfile, copy: CopyInstruction, word: Word, facts: DockerfileFacts): string {
  const { text, unknown } = expandHere(dockerfile, copy, word.text, facts);
  if (text === undefined) return `The destination: ${dependsFact(word.text, unknown)}`;
  if (isDrivePath(dockerfile, text)) return `Destination: ${inlineCode(text)}`;
  const resolved = resolveImagePath(text, workingDirectoryBefore(dockerfile, copy, facts));
  if (resolved === undefined) return `The destination ${inlineCode(text)} is relative to the base image's working directory, which is not known here.`;
  const isFolder = isFolderPath(text) || copy.sources.length > 1;
  return `Destination: ${inlineCode(isFolder && resolved !== '/' ? `${resolved}/` : resolved)}`;
}

/** `.`, `..`, and what ends with a slash. */
function isFolderPath(path: string): boolean {
  return path === '' || /(^|\/)(\.{0,2})$/.test(path);
}

/** What people expect otherwise: a folder's name is not kept, and without a slash a file may take the path itself. */
function shapeFacts(dockerfile: Dockerfile, copy: CopyInstruction, word: Word, facts: DockerfileFacts): string[] {
  const source = copy.sources.length === 1 ? expandHere(dockerfile, copy, copy.sources[0]!.text, facts).text : undefined;
  const text = expandHere(dockerfile, copy, word.text, facts).text;
  if (source === undefined || text === undefined || !facts.context || copy.flags.some(({ name }) => name === 'from' || name === 'parents')) return [];
  const kind = sourceKind(source, copy.keyword);
  const roots = kind === 'context' ? selectSource(facts.context.filtered, source, kind).roots : [];
  // A pattern may match more than what was read.
  if (roots.length !== 1 || (facts.context.gap && hasWildcard(source))) return [];
  const isFolder = roots[0]!.entry === undefined || roots[0]!.entry.type === 'directory';
  if (isFolder) return [`What is in ${inlineCode(source, 60)} goes there, without that folder itself.`];
  const workingDirectory = workingDirectoryBefore(dockerfile, copy, facts);
  if (isFolderPath(text) || copy.keyword === 'ADD' || resolveImagePath(text, workingDirectory) === workingDirectory) return [];
  return ['Without a `/` at its end it becomes the file itself, unless the image has a folder of that name: then the file goes into it.'];
}
