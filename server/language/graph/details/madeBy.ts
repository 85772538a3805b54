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
 * are what the Dockerfile leads to, and where no other line could have made them.
 * @returns by the number of the layer, base 0
 */
export function layerOrigins(image: ImageFacts, origins: Iterable<PossibleOrigin>, historyOf: BaseHistory, now: number): ReadonlyMap<number, LayerOrigin> {
  const { history = [], layers } = image;
  const rows = alignHistory(history, layers.length);
  if (rows === undefined || history.length === 0) return new Map();
  const layerOf = new Map(rows.map((row, index) => [row, index]));
  const found = new Map<number, LayerOrigin | 'several'>();
  for (const { path, dockerfile, facts } of origins) {
    for (const [row, instruction] of stepsOf(image, history, dockerfile, { ...facts, machineImages: { images: [{ ...image, history }], historyOf, now } })) {
      const layer = layerOf.get(row);
      const before = layer === undefined ? undefined : found.get(layer);
      if (layer === undefined || before === 'several') continue;
      const isSame = before === undefined || (before.path === path && before.instruction.startLine === instruction.startLine);
      found.set(layer, isSame ? { path, dockerfile, instruction } : 'several');
    }
  }
  return new Map([...found].filter((entry): entry is [number, LayerOrigin] => entry[1] !== 'several'));
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
