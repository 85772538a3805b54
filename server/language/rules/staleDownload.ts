import { bindsFiles } from '../dockerfile/mounts';
import { stageChain } from '../dockerfile/resolvedBases';
import { sourceStage } from '../dockerfile/stages';
import type { Dockerfile, Instruction, RunInstruction } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import type { StepCommand, StepScript } from '../process/stepScript';
import { inlineCode, shortenStart } from '../wording';
import { movingTargets, type MovingTarget } from './movingTarget';
import type { Rule, RuleFact } from './rule';
import { stageChains, stepsBelow, type StageChain } from './stageScripts';

interface StaleDownloadFact extends RuleFact {
  readonly target: MovingTarget;
}

/**
 * A RUN fetches what moves: BuildKit keys the step by its text, so the step stays at what it fetched first. Evidence: the
 * address itself names a branch or the latest version, nothing in the step or below it pins or checks what came, and
 * nothing above it brings content or a value that a build gives, which would run it again.
 */
export const staleDownload: Rule<StaleDownloadFact> = {
  id: 'stale-download',
  severity: 'information',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {} } }) {
    if (!/https?:\/\/|git@|ssh:\/\/|git:\/\//.test(dockerfile.text)) return [];
    const chains = stageChains(dockerfile, build);
    return chains.flatMap((chain) =>
      chain.own.flatMap((script) => {
        const targets = fetchedIn(script);
        if (targets.length === 0 || runsAgain(dockerfile, build, chain, script.run)) return [];
        const below = textBelow(dockerfile, chain, script, stepsBelow(chains, script));
        return targets.filter(({ kind }) => !isPinned(kind, below)).map((target) => ({ span: script.text.spanOf(target.word.start, target.word.end), target }));
      }),
    );
  },
  message: ({ target: { address, meaning, kind } }) =>
    `${inlineCode(shortenStart(address, 60))} is ${meaning} of the day on which this step runs. BuildKit compares only the text of a RUN, so it keeps that state until a step above it changes. ${advice[kind]}`,
};

const advice: Readonly<Record<MovingTarget['kind'], string>> = {
  clone: 'Name a tag with `--branch`, or take it with `ADD`, which asks for the newest commit in each build.',
  download: 'Name a version, or take it with `ADD`, which asks the server in each build.',
  package: 'Name a tag or a commit.',
};

/** What a step fetches whatever happens, the same target once. */
function fetchedIn(script: StepScript): readonly MovingTarget[] {
  if (script.reading.symbols.some(({ construct }) => construct === 'if' || construct === 'case' || construct === 'while' || construct === 'function')) return [];
  const found = script.commands.filter(isCertain).flatMap(movingTargets);
  return found.filter(({ address }, index) => found.findIndex((other) => other.address === address) === index);
}

/** A command behind `||` is for the case that another one fails. */
function isCertain({ shell }: StepCommand): boolean {
  return shell.before !== '||';
}

/** The stage from the step on as it is written, unread steps included, and what the stages that start from it run. */
function textBelow({ text }: Dockerfile, { stage }: StageChain, { run }: StepScript, below: readonly StepScript[]): string {
  const end = stage.instructions.at(-1)!.span.end;
  return [text.slice(run.span.start, end), ...below.map((other) => other.text.text)].join('\n');
}

const checksSum = /\b(sha\d*sum|shasum|md5sum|b2sum|cksum|cosign|minisign|openssl\s+dgst|sha256|sha512|gpgv)\b|--verify\b|--checksum\b|--require-hashes\b/i;
const movesCheckout = /\bcheckout\b|\bgit\b[^;&|\n]*\s(reset|switch|pull|fetch|merge|rebase|cherry-pick|worktree)\b/;

function isPinned(kind: MovingTarget['kind'], texts: string): boolean {
  return kind === 'clone' ? movesCheckout.test(texts) : checksSum.test(texts);
}

/** Whether something above the step, or mounted into it, is expected to be another one in a later build. */
function runsAgain(dockerfile: Dockerfile, build: BuildFacts, { stage }: StageChain, run: RunInstruction): boolean {
  if (bindsFiles(run)) return true;
  for (const each of stageChain(dockerfile, stage, build)) {
    for (const instruction of each.instructions) {
      if (instruction.span.start >= run.span.start) break;
      if (bringsContent(dockerfile, instruction) || takesValue(instruction, build)) return true;
    }
  }
  return false;
}

/** COPY and ADD of anything that may have other content one day. */
function bringsContent(dockerfile: Dockerfile, instruction: Instruction): boolean {
  if (instruction.keyword === 'RUN') return bindsFiles(instruction);
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false;
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  if (from !== undefined) return from.includes('$') || sourceStage(dockerfile, from) !== undefined;
  return instruction.heredocs.length < instruction.sources.length;
}

/** Names that are there to run steps again, or that have another value in each build. */
const changingName = /cache|bust|date|time|rev|sha|commit|build|version|ref|tag|branch|refresh|invalidate|force|nonce|epoch/i;
/** Set by BuildKit itself, the same in each build of one platform. */
const platformName = /^(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)$/;

function takesValue(instruction: Instruction, { buildArguments = {} }: BuildFacts): boolean {
  if (instruction.keyword !== 'ARG') return false;
  return instruction.pairs.some(({ name, value }) => {
    if (platformName.test(name.text)) return false;
    return value === undefined || name.text in buildArguments || changingName.test(name.text) || value.text.includes('$');
  });
}
