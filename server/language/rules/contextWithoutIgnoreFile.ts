import { StageState } from '../cache/stageState';
import { baseName, contextPath } from '../context/contextPath';
import { selectSource } from '../context/copySources';
import { findLeftovers, type Leftover, type LeftoverKind } from '../context/leftovers';
import type { CopyInstruction, Instruction, Span, Stage, Word } from '../dockerfile/syntax';
import { joinWords } from '../wording';
import { contextSources, takesTheSame } from './contextSources';
import { imageStages } from './imageStages';
import { isMadeInStage } from './leftoverEvidence';
import type { Rule, RuleFact, RuleInput } from './rule';

export interface ContextWithoutIgnoreFileFact extends RuleFact {
  readonly keyword: string;
  readonly leftovers: readonly Leftover[];
  /** Text of an ignore file that leaves them out. */
  readonly ignoreText: string;
}

/**
 * The whole context is copied, there is no ignore file, and the context holds what belongs to the machine. A leftover is
 * named only where it is there, is copied, and the file shows that the build does not need it.
 */
export const contextWithoutIgnoreFile: Rule<ContextWithoutIgnoreFileFact> = {
  id: 'context-without-ignore-file',
  severity: 'warning',
  alsoKnownAs: [],
  check(input) {
    const { context } = input.facts;
    if (!context || context.ignoreFile !== undefined || findLeftovers(context.files.sent.root).length === 0) return [];
    const found = wholeCopies(input).filter(({ leftovers }) => leftovers.length > 0);
    const [first] = found;
    if (!first) return [];
    const leftovers = inPathOrder(found.flatMap((copy) => copy.leftovers)).filter((leftover, index, all) => all[index - 1]?.path !== leftover.path);
    const needless = takesTheSame(input.dockerfile, input.facts.build ?? {}, context.files, leftovers);
    // Python makes its bytecode anew in a moment: alone it is not worth a word.
    if (needless.every(({ kind }) => kind === 'bytecode')) return [];
    return [{ span: first.span, keyword: first.keyword, leftovers: needless, ignoreText: ignoreText(needless) }];
  },
  message({ keyword, leftovers }) {
    const kinds = new Set(leftovers.map(({ kind }) => kind));
    const reasons = [...new Set(consequences.flatMap(([kind, text]) => (kinds.has(kind) ? [text] : [])))].slice(0, 2).join(' ');
    const names = joinWords(leftovers.map(({ path }) => path), 4);
    return `There is no .dockerignore, so ${keyword} takes ${names} as well. ${reasons} Leave them out with a .dockerignore.`;
  },
  fix: ({ ignoreText: newText }) => ({
    title: 'Write a .dockerignore that leaves them out',
    edits: [],
    otherFile: { name: '.dockerignore', before: undefined, edits: [{ span: { start: 0, end: 0 }, newText }] },
  }),
};

/** What each of them does; the first two are told. */
const consequences: readonly (readonly [LeftoverKind, string])[] = [
  ['secrets', 'Whoever has the image can read .env.'],
  ['node packages', 'The node_modules of this machine are laid over those that the build installs.'],
  ['history', 'Each commit changes .git, so that this step and those below it run again.'],
  ['virtual environment', 'A virtual environment works only where it was made.'],
  ...(['dotnet output', 'cargo output', 'maven output', 'gradle output', 'web output'] as const).map((kind) => [kind, 'What was built on this machine gets among what the build makes.'] as const),
];

interface WholeCopy {
  readonly keyword: string;
  readonly span: Span;
  readonly leftovers: readonly Leftover[];
}

/** Each COPY or ADD of the whole context, with the leftovers that it takes and that its stage does not need. */
function wholeCopies({ dockerfile, facts: { build = {}, context } }: RuleInput): WholeCopy[] {
  const inImage = new Set<Stage>(imageStages(dockerfile, build));
  return dockerfile.stages.flatMap((stage) => {
    if (!stage.instructions.some((instruction) => rootSource(instruction))) return [];
    const state = new StageState(dockerfile, stage, build);
    const found: WholeCopy[] = [];
    for (const instruction of stage.instructions) {
      const source = rootSource(instruction);
      if (source) {
        const copy = instruction as CopyInstruction;
        const place = { dockerfile, stage, context: context!, isInImage: inImage.has(stage), destination: state.resolve(state.expand(copy.destination?.text ?? '')) };
        const exclude = copy.flags.flatMap(({ name, value }) => (name === 'exclude' && value ? [state.expand(value)] : []));
        const folder = selectSource(context!.files, source.text, 'context', { exclude }).roots[0]?.folder;
        const leftovers = (folder ? findLeftovers(folder) : []).filter((leftover) => isMadeInStage(leftover, place, build));
        found.push({ keyword: copy.keyword, span: source.span, leftovers });
      }
      state.apply(instruction);
    }
    return found;
  });
}

function rootSource(instruction: Instruction): Word | undefined {
  return contextSources(instruction).find(({ text }) => !/[$*?[\\]/.test(text) && contextPath(text) === '');
}

function inPathOrder(leftovers: readonly Leftover[]): Leftover[] {
  return [...leftovers].sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

/** One line for each; folders of bytecode have one name everywhere. */
function ignoreText(leftovers: readonly Leftover[]): string {
  const lines = leftovers.map(({ kind, path }) => (kind === 'bytecode' ? `**/${baseName(path)}` : path.replace(/[*?[\]\\!#]/g, (character) => `\\${character}`)));
  return `${[...new Set(lines)].join('\n')}\n`;
}

