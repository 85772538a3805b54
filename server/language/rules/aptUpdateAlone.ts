import type { Dockerfile } from '../dockerfile/syntax';
import { fetchesLists, mayRunApt, readsLists } from '../packages/aptLists';
import { packageCaches } from '../packages/packageCaches';
import type { StepCommand, StepScript } from '../process/stepScript';
import { inlineCode } from '../wording';
import { touches } from './packageCacheInLayer';
import type { Fix, Rule, RuleFact, SpanEdit } from './rule';
import { appendCommand } from './stepEdits';
import { stageChains, stepsBelow } from './stageScripts';

interface AptUpdateFact extends RuleFact {
  /** `apt-get install`. */
  readonly install: string;
  /** 1-based line of the step that fetched the lists. */
  readonly updateLine: number;
  readonly fix: Fix | undefined;
}

/**
 * `apt-get install` uses lists that an earlier step has fetched. That step stays in the cache while its own words and what
 * stands above it stay, so an edit of the install runs with lists of any age: the versions that they name may be gone.
 */
export const aptUpdateAlone: Rule<AptUpdateFact> = {
  id: 'apt-update-alone',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {} } }) {
    if (!/\bapt(?:-get|itude)?\b[^\n]*\bupdate\b/.test(dockerfile.text)) return [];
    const chains = stageChains(dockerfile, build);
    return chains.flatMap(({ inherited, own, inImage }) => {
      let fetched = inherited.reduce(fetchedAfter, undefined);
      return own.flatMap((script): AptUpdateFact[] => {
        const first = script.commands.find((command) => fetchesLists(command) || readsLists(command));
        const before = fetched;
        fetched = fetchedAfter(fetched, script);
        if (!first || !readsLists(first) || !before || !needsLists(first) || hasListMount(script)) return [];
        return [factOf({ dockerfile, script, fetched: before, inImage, below: stepsBelow(chains, script) }, first)];
      });
    });
  },
  message: ({ install, updateLine }) =>
    `${inlineCode(install)} uses the package lists of line ${updateLine}. That step comes from the cache when this one changes, so the lists may be old and name packages that are gone. Run \`apt-get update\` and the install in one RUN.`,
  fix: ({ fix }) => fix,
};

/** The step whose lists are there below a step: none where it has removed them, or where a mount has kept them out. */
function fetchedAfter(fetched: StepScript | undefined, script: StepScript): StepScript | undefined {
  if (touches(script, packageCaches[0]!) || hasListMount(script)) return undefined;
  return script.commands.some(fetchesLists) ? script : fetched;
}

function hasListMount({ run: { flags } }: StepScript): boolean {
  return flags.some(({ name, value }) => name === 'mount' && /\/var\/lib\/apt|\$/.test(value ?? ''));
}

/** A step that fetches no lists itself installs from those of an earlier one. Packages as files may need none. */
function needsLists({ words }: StepCommand): boolean {
  const packages = words.slice(1).filter((word) => !word.startsWith('-'));
  return packages.length === 0 || packages.some((word) => !/^[./]|\.deb$/.test(word));
}

interface Place {
  readonly dockerfile: Dockerfile;
  readonly script: StepScript;
  readonly fetched: StepScript;
  readonly inImage: boolean;
  /** Steps that may use the lists after this one. */
  readonly below: readonly StepScript[];
}

function factOf(place: Place, command: StepCommand): AptUpdateFact {
  const { script, fetched } = place;
  const { shell, at, name } = command;
  const verb = shell.words.findIndex(({ value }, index) => index > at && !value.startsWith('-'));
  const last = shell.words[verb < 0 ? at : verb]!;
  return {
    span: script.text.spanOf(shell.words[at]!.start, last.end),
    install: `${name} ${last.value}`,
    updateLine: fetched.run.startLine,
    fix: fixOf(place, command),
  };
}

/** Fetches the lists in the same step, removes them at its end where that makes the image smaller, and drops a step that did only that. */
function fixOf({ dockerfile, script, fetched, inImage, below }: Place, command: StepCommand): Fix | undefined {
  const { shell, at, name } = command;
  const prefix = shell.words.slice(shell.assignments, at).map(({ text }) => `${text} `).join('');
  if (prefix !== '' && !prefix.startsWith('sudo ')) return undefined;
  const start = script.text.sourceAt(shell.words[0]!.start);
  // Behind a pipe, a `!` or `if` another command must not come between.
  if (!/^(|&&|;|\n)$/.test(shell.before) || script.reading.symbols.some(({ construct }) => construct !== undefined)) return undefined;
  const quiet = /^(apt|apt-get)$/.test(name) ? name : 'apt-get';
  const edits: SpanEdit[] = [{ span: { start, end: start }, newText: `${prefix}${quiet} update && ` }];
  const apt = packageCaches[0]!;
  const mayRemove = inImage && !touches(script, apt) && !below.some((other) => touches(other, apt) || mayRunApt(other) || other.commands.some(readsLists));
  const removal = mayRemove ? appendCommand(dockerfile, script, `${prefix}rm -rf /var/lib/apt/lists/*`) : undefined;
  if (removal) edits.push(removal);
  const dropped = droppedStep(dockerfile, fetched, script);
  if (dropped) edits.push(dropped);
  return { title: dropped ? 'Move `apt-get update` into this RUN' : 'Run `apt-get update` in this RUN, too', edits };
}

/** The step that fetched the lists, where it does nothing else and stands right above. */
function droppedStep({ text, instructions }: Dockerfile, fetched: StepScript, script: StepScript): SpanEdit | undefined {
  const { run } = fetched;
  const isNext = instructions[instructions.indexOf(run) + 1] === script.run;
  const isAlone = fetched.commands.every(fetchesLists) && fetched.reading.symbols.every(({ construct }) => construct === undefined);
  const hasComments = run.commentsAbove.length > 0 || run.flags.length > 0 || /^[^\S\n]*#/m.test(text.slice(run.span.start, run.span.end));
  return isNext && isAlone && !hasComments ? { span: run.span, newText: '' } : undefined;
}
