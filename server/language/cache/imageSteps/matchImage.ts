import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import type { DockerfileFacts } from '../../dockerfileFacts';
import type { HistoryRow } from '../../graph/daemonFacts';
import { expectedSteps, type ExpectedStep, type StageChain } from './expectedSteps';
import { givenArguments, openArguments } from './givenArguments';
import type { BuiltImage, MachineImages } from './machineImages';
import { rowMatches } from './rowArgument';
import { builderOf, rowText, type Builder, type RowText } from './rowText';

/** What a history row says of one step. */
export interface StepRow {
  readonly instruction: Instruction;
  /** Bytes of its layer; 0 where it adds none. */
  readonly bytes: number;
  /** As the daemon has it; may hold secrets. */
  readonly createdBy: string;
  /** True where the row's text depends on a value that neither the file nor the image tells. */
  readonly open: boolean;
}

/** How an image compares with the steps of a stage. */
export type ImageMatch =
  | { readonly kind: 'same'; readonly image: BuiltImage; readonly rows: readonly StepRow[]; /** Build arguments whose value is not the file's. */ readonly otherValues: readonly string[] }
  | { readonly kind: 'different'; readonly image: BuiltImage; readonly equal: number; readonly first: Difference }
  | { readonly kind: 'other' };

/** The first step, from above, that the image's row does not have. */
export type Difference = { readonly step: Instruction; readonly row: HistoryRow } | 'base';

/** An image whose rows are all like the steps, before the build arguments are looked at. */
interface Candidate {
  readonly image: BuiltImage;
  readonly builder: Builder;
  readonly rows: readonly HistoryRow[];
  readonly texts: readonly RowText[];
  readonly plain: readonly ExpectedStep[];
}

/** Compares images with one stage; texts are written once for each builder. */
export class StageMatcher {
  private readonly known = new Map<Builder, { readonly plain: readonly ExpectedStep[]; readonly open: readonly ExpectedStep[] }>();

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly chain: StageChain,
    private readonly facts: DockerfileFacts,
    private readonly machine: MachineImages,
  ) {}

  /** Every row, from the end of the image back to its base, has to be what the stage's step leads to. */
  match(image: BuiltImage): ImageMatch {
    const last = image.history[image.history.length - 1];
    if (!last) return { kind: 'other' };
    const builder = builderOf(last);
    const { plain, open } = this.stepsFor(builder);
    const history = withoutLabelOption(image.history, builder, plain);
    const start = history.length - plain.length;
    if (plain.length === 0 || start < 0) return { kind: 'other' };
    const [below, rows] = [history.slice(0, start), history.slice(start)];
    const texts = rows.map(rowText);
    const isEqual = plain.map((step, index) => rowMatches(step.expected, texts[index]!) || rowMatches(open[index]!.expected, texts[index]!));
    const difference = isEqual.indexOf(false);
    const equal = isEqual.filter((each, index) => each && makesLayer(plain[index]!)).length;
    if (difference >= 0) return this.near(image, equal, isEqual, { step: plain[difference]!.instruction, row: rows[difference]! });
    const standsOnBase = this.standsOnBase(below);
    if (standsOnBase === 'reading') return { kind: 'other' };
    if (standsOnBase === false) return this.near(image, equal, isEqual, 'base');
    return this.withArguments({ image, rows, texts, builder, plain }, standsOnBase === true);
  }

  /** The values that the build was given decide texts, too: with them, every row is compared once more. */
  private withArguments({ image, rows, texts, builder, plain }: Candidate, standsOnBase: boolean): ImageMatch {
    const given = givenArguments(plain, texts, builder);
    const { dockerfile, chain, facts } = this;
    const known = expectedSteps(dockerfile, chain, facts, builder, { given, open: false });
    const open = expectedSteps(dockerfile, chain, facts, builder, { given: { ...openArguments(dockerfile), ...given }, open: true });
    const steps = known.map(({ instruction, expected }, index): StepRow => {
      const { bytes, createdBy } = rows[index]!;
      return { instruction, bytes, createdBy, open: !rowMatches(expected, texts[index]!) };
    });
    const fits = steps.every((step, index) => !step.open || rowMatches(open[index]!.expected, texts[index]!));
    const isProven = standsOnBase || steps.some((step, index) => !step.open && makesLayer(plain[index]!));
    return fits && isProven ? { kind: 'same', image, rows: steps, otherValues: this.otherValues(given) } : { kind: 'other' };
  }

  /** At least half of the steps have to be there, and one that makes a layer: anything less is another Dockerfile's image. */
  private near(image: BuiltImage, layers: number, isEqual: readonly boolean[], first: Difference): ImageMatch {
    const equal = isEqual.filter((each) => each).length;
    return layers > 0 && equal * 2 >= isEqual.length ? { kind: 'different', image, equal, first } : { kind: 'other' };
  }

  /** Undefined where the base is not on this machine, or is for the build arguments to choose. */
  private standsOnBase(below: readonly HistoryRow[]): boolean | 'reading' | undefined {
    const { base, baseVaries } = this.chain;
    if (base === undefined || baseVaries) return undefined;
    const rows = base === 'scratch' ? [] : this.machine.historyOf(base);
    return typeof rows === 'string' ? rows : rows && rows.length === below.length && rows.every(({ createdBy }, index) => createdBy === below[index]!.createdBy);
  }

  private otherValues(given: Readonly<Record<string, string>>): readonly string[] {
    const instructions = [...this.dockerfile.globalInstructions, ...this.chain.stages.flatMap((stage) => stage.instructions)];
    const declared = instructions.flatMap((instruction) => (instruction.keyword === 'ARG' ? instruction.pairs : []));
    return Object.keys(given).filter((name) => {
      const defaults = declared.filter((pair) => pair.name.text === name).flatMap(({ value }) => (value ? [value.text] : []));
      // A default with quotes or variables is not judged.
      return defaults.every((text) => text !== given[name] && !/["'$\\`]/.test(text)) && (defaults.length > 0 || given[name] !== '');
    });
  }

  private stepsFor(builder: Builder): { readonly plain: readonly ExpectedStep[]; readonly open: readonly ExpectedStep[] } {
    const known = this.known.get(builder);
    if (known) return known;
    const write = (values: Parameters<typeof expectedSteps>[4]): readonly ExpectedStep[] => expectedSteps(this.dockerfile, this.chain, this.facts, builder, values);
    const steps = { plain: write({ given: {}, open: false }), open: write({ given: openArguments(this.dockerfile), open: true }) };
    this.known.set(builder, steps);
    return steps;
  }
}

/** The legacy builder notes `--label` as one more instruction at the end. */
function withoutLabelOption(history: readonly HistoryRow[], builder: Builder, steps: readonly ExpectedStep[]): readonly HistoryRow[] {
  const isOption = builder === 'legacy' && steps[steps.length - 1]?.expected.keyword !== 'LABEL' && rowText(history[history.length - 1]!).keyword === 'LABEL';
  return isOption ? history.slice(0, -1) : history;
}

/** These always add a layer, if only an empty one. */
function makesLayer({ expected }: ExpectedStep): boolean {
  return ['RUN', 'COPY', 'ADD'].includes(expected.keyword);
}
