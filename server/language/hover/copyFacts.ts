import { describeGap } from '../context/contextGap';
import { selectSource, sourceKind, type CopySelection, type SourceKind } from '../context/copySources';
import type { IgnoredEntry } from '../context/ignoredEntries';
import type { ContextFacts, DockerfileFacts } from '../dockerfileFacts';
import type { CopyInstruction, Dockerfile, Flag, Word } from '../dockerfile/syntax';
import { resolveImagePath } from '../dockerfile/workingDirectory';
import { formatBytes } from '../../protocol/formatBytes';
import { maskSecrets } from '../maskSecrets';
import { count, inlineCode, joinWords } from '../wording';
import { describeDestination } from './destinationFacts';
import type { DockerfileElement } from './dockerfileElement';
import { expandHere } from './expandHere';
import { describeOrigin } from './originFacts';
import { dependsFact } from './wordFacts';

const shownFiles = 5;
const shownSources = 10;

/** What a whole COPY or ADD does here: which files, from where, to where. */
export function copyFacts(dockerfile: Dockerfile, copy: CopyInstruction, facts: DockerfileFacts): string[] {
  const sources = copy.sources.slice(0, shownSources).flatMap((word) => describeWord(dockerfile, copy, word, facts));
  const target = copy.destination && describeDestination(dockerfile, copy, copy.destination, facts);
  return target ? [...sources, target] : sources;
}

export function sourceFacts(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'source' }, facts: DockerfileFacts): { title: string; computed: string[] } {
  const { instruction, word } = element;
  return { title: `${instruction.keyword} source ${inlineCode(maskSecrets(word.text), 60)}`, computed: describeWord(dockerfile, instruction, word, facts) };
}

function describeWord(dockerfile: Dockerfile, copy: CopyInstruction, word: Word, facts: DockerfileFacts): string[] {
  const shown = inlineCode(maskSecrets(word.text), 60);
  const from = copy.flags.find(({ name }) => name === 'from')?.value;
  if (from !== undefined) return [`${shown} comes from ${describeOrigin(dockerfile, from)}, not from the build context.`, ...rootFacts(word.text)];
  const expansion = expandHere(dockerfile, copy, word.text, facts);
  const source = copy.json && !word.text.includes('$') ? word.text : expansion.text;
  if (source === undefined) return [dependsFact(word.text, expansion.unknown)];
  const kind = sourceKind(source, copy.keyword);
  if (kind === 'heredoc') return [`${shown} is a file written here in the Dockerfile.`];
  if (kind === 'http') return [`${shown} is downloaded by the builder${isOn(copy, 'unpack') ? ' and unpacked if it is an archive' : '; an archive is not unpacked'}.`];
  if (kind === 'git') return [`${shown} is a Git repository that the builder clones, ${isOn(copy, 'keep-git-dir') ? 'with' : 'without'} its \`.git\` folder.`];
  const unpacked = copy.keyword === 'ADD' && isOn(copy, 'unpack', true) && archiveName.test(source) ? ['By its name it is an archive: ADD unpacks it into the destination. What counts is the content, not the name.'] : [];
  return [...describeSource(facts, { shown, source, kind, ...selectionOptions(copy.flags) }), ...unpacked];
}

/** Archives that ADD unpacks where they come from the context (reference/dockerfile#adding-local-tar-archives). */
const archiveName = /\.(tar|tar\.(gz|bz2|xz|zst)|tgz|tbz2?|txz)$/i;

function isOn({ flags }: CopyInstruction, name: string, otherwise = false): boolean {
  const flag = flags.find((each) => each.name === name);
  return flag ? flag.value?.toLowerCase() !== 'false' : otherwise;
}

/** A path of another stage starts at its root; a relative one looks as if WORKDIR counted. */
function rootFacts(written: string): string[] {
  const path = /[$"'\\<]/.test(written) || written.startsWith('/') ? undefined : resolveImagePath(written, '/');
  return path === undefined ? [] : [`There it is ${inlineCode(path)}: the path starts at the root, whatever WORKDIR that stage has.`];
}

/** A path of the build context, as it is written and as it is looked up. */
export interface ContextSource {
  /** Inline code. */
  readonly shown: string;
  readonly source: string;
  readonly kind: SourceKind;
  readonly exclude: readonly string[];
  readonly parents: boolean;
}

/** Which files of the build context a path names; empty where the context is not known. */
export function describeSource({ context }: DockerfileFacts, { shown, source, kind, exclude, parents }: ContextSource): string[] {
  if (!context) return [`${shown} is looked up in the build context, which is not known here.`];
  return describeSelection(shown, selectSource(context.filtered, source, kind, { exclude, parents }), context);
}

/** What `--exclude` and `--parents` say. */
function selectionOptions(flags: readonly Flag[]): { exclude: string[]; parents: boolean } {
  const parents = flags.find(({ name }) => name === 'parents');
  const exclude = flags.flatMap(({ name, value }) => (name === 'exclude' && value !== undefined ? [value] : []));
  return { exclude, parents: parents !== undefined && parents.value?.toLowerCase() !== 'false' };
}

function describeSelection(shown: string, selection: CopySelection, context: ContextFacts): string[] {
  const { files, bytes, ignored } = selection;
  const atLeast = context.gap ? 'at least ' : '';
  const ignoreFile = inlineCode(context.ignoreFile ?? '.dockerignore');
  if (files.length === 0) {
    const hidden = ignored.length > 0 ? ` ${ignoreFile} hides ${leftOut(ignored)}.` : '';
    if (context.gap) return [`${shown} matches nothing that was read of the build context ${inlineCode(context.name)}; ${describeGap(context.gap)}.${hidden}`];
    if (selection.roots.length > 0) return [`${shown} matches an empty folder of the build context ${inlineCode(context.name)}.${hidden}`];
    return [`${shown} matches nothing in the build context ${inlineCode(context.name)}.${hidden}`];
  }
  const names = joinWords(files.slice(0, shownFiles + 1).map(({ path }) => inlineCode(path, 60)).slice(0, files.length > shownFiles ? shownFiles : undefined));
  const more = files.length > shownFiles ? ' …' : '';
  const lines = [`${shown} matches ${atLeast}**${count(files.length, 'file')}** (${formatBytes(bytes)}) of the build context ${inlineCode(context.name)}: ${names}${more}`];
  if (ignored.length > 0) lines.push(`${ignoreFile} leaves out ${atLeast}${leftOut(ignored)}`);
  if (context.gap) lines.push(`Not all of it was read: ${describeGap(context.gap)}`);
  return lines;
}

/** How many files and folders, and the names of the first. */
function leftOut(ignored: readonly IgnoredEntry[]): string {
  const folders = ignored.filter(({ isWhole }) => isWhole).length;
  const files = ignored.length - folders;
  const counts = [...(files > 0 ? [count(files, 'file')] : []), ...(folders > 0 ? [count(folders, 'folder')] : [])];
  const names = ignored.slice(0, 3).map(({ entry, isWhole }) => inlineCode(isWhole ? `${entry.path}/` : entry.path, 60));
  return `${joinWords(counts)}: ${joinWords(names)}${ignored.length > 3 ? ' …' : ''}`;
}
