import { formatBytes } from '../../../protocol/formatBytes';
import type { LayerNode } from '../../../protocol/graph';
import { count } from '../../wording';

/** What an image shares with how many others, in words. A longer list of steps says less. */
const mostSteps = 3;

/**
 * `It shares its first 6 layers (139 MB) with 3 other images.` Where fewer images share more of it, that is said, too.
 * @param chain the image's segments, base first
 */
export function sharingSentence(chain: readonly LayerNode[]): string {
  const total = chain.reduce((sum, { layers }) => sum + layers, 0);
  if (total === 0) return 'It has no layers.';
  const steps = sharedSteps(chain);
  if (steps.length === 0) return `It shares none of its ${count(total, 'layer')} with another image.`;
  const shown = steps.length > mostSteps ? [steps[0]!, ...steps.slice(1 - mostSteps)] : steps;
  const parts = shown.map(({ layers, bytes, others }, index) => {
    const which = layers === total ? `all its ${count(layers, 'layer')}` : layers === 1 ? 'its first layer' : `its first ${count(layers, 'layer')}`;
    const size = bytes === undefined ? '' : ` (${formatBytes(bytes)})`;
    return index === 0 ? `${which}${size} with ${count(others, 'other image')}` : `${which}${size} with ${others} of them`;
  });
  return `It shares ${parts.length < 3 ? parts.join(', and ') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`}.`;
}

interface SharedStep {
  readonly layers: number;
  /** Undefined where the size of a layer is not known. */
  readonly bytes: number | undefined;
  readonly others: number;
}

/** For each number of sharing images the longest run of layers from the base that so many share. */
function sharedSteps(chain: readonly LayerNode[]): readonly SharedStep[] {
  const steps: SharedStep[] = [];
  let layers = 0;
  let bytes: number | undefined = 0;
  for (const segment of chain) {
    if (segment.images < 2) break;
    layers += segment.layers;
    bytes = bytes === undefined || segment.bytes === undefined ? undefined : bytes + segment.bytes;
    const others = segment.images - 1;
    if (steps.at(-1)?.others === others) steps.pop();
    steps.push({ layers, bytes, others });
  }
  return steps;
}
