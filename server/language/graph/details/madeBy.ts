import { imageSteps } from '../../cache/imageSteps/imageSteps';
import type { StepRow } from '../../cache/imageSteps/matchImage';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import type { DockerfileFacts } from '../../dockerfileFacts';
import type { HistoryRow, ImageFacts } from '../daemonFacts';
import { alignHistory } from '../layerHistory';

/** A Dockerfile of the workspace with one way in which it is built. */
export interface PossibleOrigin {
  /** Tells files apart: two with the same text may have built the same image. */
  readonly path: string;
  readonly dockerfile: Dockerfile;
  readonly facts: Omit<DockerfileFacts, 'machineImages'>;
}

export interface LayerOrigin {
  readonly path: string;
  readonly dockerfile: Dockerfile;
  readonly instruction: Instruction;
}

/** What is known of the images that the Dockerfiles start from, by the name that FROM writes. */
export type BaseHistory = NonNullable<DockerfileFacts['machineImages']>['historyOf'];

/**
 * Finds the steps of Dockerfiles that made an image's layers. A step is told only where all rows of the image from it to the end
 * are what the Dockerfile leads to, and where no other line of the files that were looked at could have made them.
 */
export class LayerOriginSearch {
  private readonly layerOf: ReadonlyMap<HistoryRow, number>;
  private readonly origins = new Map<number, LayerOrigin | 'several'>();

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly image: ImageFacts,
    private readonly historyOf: BaseHistory,
    private readonly now: number,
  ) {
    const rows = alignHistory(image.history ?? [], image.layers.length) ?? [];
    this.layerOf = new Map(rows.map((row, index) => [row, index]));
  }

  /** Compares one more file; takes up to some milliseconds. */
  look({ path, dockerfile, facts }: PossibleOrigin): void {
    const { image, historyOf, now } = this;
    const { history = [] } = image;
    if (this.layerOf.size === 0) return;
    for (const [row, instruction] of stepsOf(image, history, dockerfile, { ...facts, machineImages: { images: [{ ...image, history }], historyOf, now } })) {
      const layer = this.layerOf.get(row);
      if (layer === undefined) continue;
      const before = this.origins.get(layer);
      const isSame = before === undefined || (before !== 'several' && before.path === path && before.instruction.startLine === instruction.startLine);
      this.origins.set(layer, isSame ? { path, dockerfile, instruction } : 'several');
    }
  }

  /** By the number of the layer, base 0. */
  found(): ReadonlyMap<number, LayerOrigin> {
    return new Map([...this.origins].filter((entry): entry is [number, LayerOrigin] => entry[1] !== 'several'));
  }
}

function stepsOf(image: ImageFacts, history: readonly HistoryRow[], dockerfile: Dockerfile, facts: DockerfileFacts): readonly (readonly [HistoryRow, Instruction])[] {
  return imageSteps(dockerfile, facts).flatMap((match) => {
    if (match.kind !== 'same' || match.image.id !== image.id) return [];
    const start = startOf(match.rows, history);
    return start === undefined ? [] : match.rows.map(({ instruction }, index) => [history[start + index]!, instruction] as const);
  });
}

/** The steps are the last rows; the legacy builder may have noted `--label` behind them. */
function startOf(steps: readonly StepRow[], history: readonly HistoryRow[]): number | undefined {
  const ends = [history.length - steps.length, history.length - steps.length - 1];
  return ends.find((start) => start >= 0 && steps.every(({ createdBy }, index) => createdBy === history[start + index]!.createdBy));
}
