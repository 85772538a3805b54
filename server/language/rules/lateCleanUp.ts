import { baseName } from '../context/contextPath';
import type { FilteredContext } from '../context/ignoredEntries';
import { resolveImagePath, workingDirectoryBefore } from '../dockerfile/workingDirectory';
import type { CopyInstruction, Dockerfile, RunInstruction, Span, Word } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import { mayRunApt, readsLists } from '../packages/aptLists';
import type { PackageCache } from '../packages/packageCache';
import { packageCaches } from '../packages/packageCaches';
import { commandSpan, type StepCommand, type StepScript } from '../process/stepScript';
import { inlineCode } from '../wording';
import { copiedSize } from './copiedSize';
import { imageStages } from './imageStages';
import { hasCacheMount, touches } from './packageCacheInLayer';
import { inStep } from './packageCacheFixes';
import type { Fix, Rule, RuleFact } from './rule';
import { stageChains, type StageChain } from './stageScripts';

interface LateCleanUpFact extends RuleFact {
  /** What is removed, as code or words. */
  readonly what: string;
  /** 1-based line of the step whose layer holds it. */
  readonly line: number;
  readonly advice: string;
  readonly fix: Fix | undefined;
}

/**
 * A step removes what an earlier step of the image has written. The earlier layer still holds it; the removal is one more
 * entry that hides it. Evidence: the earlier step's own command or COPY.
 */
export const lateCleanUp: Rule<LateCleanUpFact> = {
  id: 'late-clean-up',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {}, context } }) {
    const chains = stageChains(dockerfile, build).filter(({ inImage }) => inImage);
    const copies = context ? copiesOf(dockerfile, build, context.files) : [];
    return chains.flatMap((chain) =>
      chain.own.flatMap((script, index) => {
        const before = [...chain.inherited, ...chain.own.slice(0, index)];
        return [...cacheFacts(dockerfile, chain, script, before), ...copyFacts(dockerfile, build, script, copies)];
      }),
    );
  },
  message: ({ what, line, advice }) => `${what} is in the layer of line ${line}. Removing it here hides it and makes the image no smaller. ${advice}`,
  fix: ({ fix }) => fix,
};

/** Caches that the step empties and that steps above have filled. */
function cacheFacts(dockerfile: Dockerfile, chain: StageChain, script: StepScript, before: readonly StepScript[]): LateCleanUpFact[] {
  return packageCaches.flatMap((cache): LateCleanUpFact[] => {
    const command = script.commands.find((each) => empties(each, cache));
    // A step that may fill it itself, or that installs from it, cleans up behind itself, too.
    if (!command || (cache.manager === 'apt' && (mayRunApt(script) || script.commands.some(readsLists))) || script.commands.some(cache.fills) || hasCacheMount(script.run, cache)) return [];
    const filled = before.slice(lastEmptied(before, cache) + 1).filter((other) => other.commands.some(cache.fills) && !touches(other, cache) && !hasCacheMount(other.run, cache));
    const first = filled[0];
    if (!first) return [];
    const what = `What ${cache.manager} has left`;
    const fix = fixOf(dockerfile, chain, script, cache, filled, before);
    return [{ span: commandSpan(script, command), what, line: first.run.startLine, advice: 'Clean up in the RUN that writes it.', fix }];
  });
}

/** Index of the last step that emptied it; what was written above is reported there. */
function lastEmptied(steps: readonly StepScript[], cache: PackageCache): number {
  return steps.findLastIndex((step) => !step.commands.some(cache.fills) && step.commands.some((command) => empties(command, cache)));
}

function empties(command: StepCommand, cache: PackageCache): boolean {
  return cache.empties(command) || (command.name === 'rm' && command.words.some((word) => cache.own.test(word)));
}

/** Cleans up in each step that fills the cache, and drops the late step where it does nothing else. */
function fixOf(dockerfile: Dockerfile, chain: StageChain, script: StepScript, cache: PackageCache, filled: readonly StepScript[], before: readonly StepScript[]): Fix | undefined {
  // Steps between install from the lists, and steps of another stage may be used by others.
  if (cache.manager === 'apt' && before.some((step) => mayRunApt(step) || (!step.commands.some(cache.fills) && step.commands.some(readsLists)))) return undefined;
  if (filled.some((step) => !chain.own.includes(step))) return undefined;
  const fixes = filled.map((step) => inStep({ dockerfile, script: step, cache, filling: step.commands.filter(cache.fills) }));
  if (fixes.some((fix) => !fix)) return undefined;
  const { run } = script;
  const text = dockerfile.text.slice(run.span.start, run.span.end);
  const isAlone = script.commands.every((command) => removesOnly(command, cache)) && script.reading.symbols.every(({ construct }) => construct === undefined);
  const drop = isAlone && run.commentsAbove.length === 0 && !/^[^\S\n]*#/m.test(text) ? [{ span: wholeLines(dockerfile, run), newText: '' }] : [];
  return { title: 'Clean up in the RUN that writes it', edits: [...fixes.flatMap((fix) => fix?.edits ?? []), ...drop] };
}

/** The line end above goes where the file ends without one, so that it ends as before. */
function wholeLines({ text }: Dockerfile, { span }: RunInstruction): Span {
  const above = text.endsWith('\n') || span.end < text.length ? 0 : /(\r?\n)?$/.exec(text.slice(0, span.start))![0].length;
  return { start: span.start - above, end: span.end };
}

function removesOnly(command: StepCommand, cache: PackageCache): boolean {
  if (cache.empties(command) || (/^(apt|apt-get)$/.test(command.name) && /^(clean|autoclean)$/.test(command.words.find((word) => !word.startsWith('-')) ?? ''))) return true;
  return command.name === 'rm' && command.words.every((word) => word.startsWith('-') || cache.own.test(word));
}

/** A COPY or ADD of the image with the paths that it is certain to write. */
interface CopiedPaths {
  readonly instruction: CopyInstruction;
  readonly paths: ReadonlySet<string>;
  readonly bytes: number;
}

/** Small files, such as a script, are removed for tidiness and not for size. */
const fewBytes = 1_000_000;
const mostCopies = 400;

function copiesOf(dockerfile: Dockerfile, build: BuildFacts, context: FilteredContext): readonly CopiedPaths[] {
  const copies = imageStages(dockerfile, build).flatMap(({ instructions }) => instructions.filter((each): each is CopyInstruction => each.keyword === 'COPY' || each.keyword === 'ADD'));
  return copies.slice(0, mostCopies).flatMap((instruction) =>
    instruction.sources.flatMap((source) => {
      const paths = new Set(pathsOf(dockerfile, build, instruction, source));
      const bytes = paths.size === 0 ? 0 : copiedSize({ ...instruction, sources: [source] }, context);
      return bytes < fewBytes ? [] : [{ instruction, paths, bytes }];
    }),
  );
}

/** The destination itself where a folder is named that nothing else can lie in, and files by name in a folder. */
function pathsOf(dockerfile: Dockerfile, build: BuildFacts, instruction: CopyInstruction, source: Word): string[] {
  const { destination, sources, heredocs } = instruction;
  if (!destination || heredocs.length > 0 || [destination, ...sources].some(({ text }) => /[$*?[\]"']/.test(text))) return [];
  const target = resolveImagePath(destination.text, workingDirectoryBefore(dockerfile, instruction, build));
  if (target === undefined || target === '/') return [];
  const isFolder = /(^|\/)\.{0,2}$/.test(destination.text) || sources.length > 1;
  const unpacks = instruction.keyword === 'ADD' && sources.some(({ text }) => /\.(tar|tgz|tbz2?|txz|gz|bz2|xz|zst)$/i.test(text) || /^[a-z]+:\/\//.test(text));
  if (!isFolder || unpacks) return [target];
  return /(^|\/)\.{0,2}$/.test(source.text) ? [] : [`${target}/${baseName(source.text)}`];
}

/** `rm` of a path that a COPY above has brought. */
function copyFacts(dockerfile: Dockerfile, build: BuildFacts, script: StepScript, copies: readonly CopiedPaths[]): LateCleanUpFact[] {
  return script.commands.flatMap((command): LateCleanUpFact[] => {
    if (command.name !== 'rm' || command.shell.before === '||') return [];
    const moved = script.commands.some(({ name }) => /^(cd|pushd|popd|chroot)$/.test(name));
    for (const word of command.shell.words.slice(command.at + 1)) {
      if (/^-|[$*?[\]{]/.test(word.value)) continue;
      const directory = moved ? undefined : workingDirectoryBefore(dockerfile, script.run, build);
      const path = resolveImagePath(word.value.replace(/\/$/, ''), directory);
      const copy = path === undefined ? undefined : copies.find(({ instruction, paths }) => instruction.span.start < script.run.span.start && paths.has(path));
      if (!copy) continue;
      const { keyword, startLine } = copy.instruction;
      const advice = `Mount it in this RUN instead of the ${keyword}, with \`--mount=type=bind\`, or use it in an earlier stage.`;
      return [{ span: script.text.spanOf(word.start, word.end), what: `What ${keyword} has put into ${inlineCode(path!, 60)} (${Math.round(copy.bytes / 1_000_000)} MB)`, line: startLine, advice, fix: undefined }];
    }
    return [];
  });
}
