import { formatBytes } from '../../../../protocol/formatBytes';
import { count } from '../../../wording';
import { listOf, numberOf, textOf, unmet, verdict, type LiveConditions } from '../../condition';
import type { ImageAnswer } from '../../daemonQuestions';

/** Conditions on images by their names. */
export const imageConditions: LiveConditions = {
  'image-exists': {
    parameters: { image: 'string' },
    questions: (parameters) => [{ kind: 'image', name: textOf(parameters, 'image') }],
    check: (parameters, answers) => verdict(answers.image(textOf(parameters, 'image')) !== undefined, () => noImage(textOf(parameters, 'image'))),
  },
  /** They are different images that begin with the same layers: at least so many, or all but the last so many of each. */
  'images-share-layers': {
    parameters: { images: 'list', atLeast: 'number?', allBut: 'number?' },
    questions: (parameters) => listOf(parameters, 'images').map((name) => ({ kind: 'image', name })),
    check: (parameters, answers) => {
      const names = listOf(parameters, 'images');
      const absent = names.find((name) => !answers.image(name));
      if (absent !== undefined) return unmet(noImage(absent));
      const images = names.map((name) => answers.image(name)!);
      if (new Set(images.map(({ id }) => id)).size < images.length) return unmet('The names stand for one image');
      const shared = sharedLayers(images);
      const others = Math.max(...images.map(({ layers }) => layers.length - shared));
      const { atLeast = 1, allBut = others } = parameters;
      return verdict(shared >= Number(atLeast) && others <= Number(allBut), () => `They share ${count(shared, 'layer')}; ${others} ${others === 1 ? 'is' : 'are'} different`);
    },
  },
  /** Less than so many percent of the other image's size. */
  'image-smaller': {
    parameters: { image: 'string', than: 'string', percent: 'number' },
    questions: (parameters) => ['image', 'than'].map((name) => ({ kind: 'image', name: textOf(parameters, name) })),
    check: (parameters, answers) => {
      const [name, than] = [textOf(parameters, 'image'), textOf(parameters, 'than')];
      const [image, other] = [answers.image(name), answers.image(than)];
      if (!image || !other) return unmet(noImage(image ? than : name));
      return verdict(image.bytes * 100 < other.bytes * numberOf(parameters, 'percent'), () => `${name} has ${formatBytes(image.bytes)}, ${than} has ${formatBytes(other.bytes)}`);
    },
  },
};

function noImage(name: string): string {
  return `There is no image ${name}`;
}

/** How many layers all of them begin with. */
function sharedLayers([first, ...rest]: readonly ImageAnswer[]): number {
  const layers = first?.layers ?? [];
  const different = layers.findIndex((layer, index) => rest.some((other) => other.layers[index] !== layer));
  return different < 0 ? layers.length : different;
}
