import { ageWords } from '../cache/imageSteps/ageWords';
import { imageName, imageSteps, type StageImage } from '../cache/imageSteps/imageSteps';
import type { DockerfileFacts } from '../dockerfileFacts';
import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { formatBytes } from '../../protocol/formatBytes';
import { shortInstruction } from '../graph/historyInstruction';
import { count, inlineCode, joinWords } from '../wording';

type SameImage = StageImage & { readonly kind: 'same' };
type DifferentImage = StageImage & { readonly kind: 'different' };

/**
 * What the images on this machine say of a step: the size of its layer in the newest image that exactly these steps built.
 * Where only some steps are the same, that is said, and no size. Empty where no image comes near.
 */
export function layerFacts(dockerfile: Dockerfile, instruction: Instruction, facts: DockerfileFacts): string[] {
  if (!facts.machineImages || !['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR'].includes(instruction.keyword)) return [];
  const images = imageSteps(dockerfile, facts);
  const stage = stageOf(dockerfile, instruction);
  const own = images.find((image) => image.stage === stage);
  if (instruction.keyword === 'FROM') return own ? stageFact(own, facts.machineImages.now) : [];
  for (const image of images) {
    const row = image.kind === 'same' && image.rows.find((each) => each.instruction === instruction);
    if (row) return row.bytes === 0 && instruction.keyword === 'WORKDIR' ? [] : rowFacts(image, row, facts.machineImages.now);
  }
  return own?.kind === 'different' && instruction.keyword !== 'WORKDIR' ? [`The size of its layer is not known. ${differenceSentence(own)}`] : [];
}

function rowFacts(image: SameImage, row: SameImage['rows'][number], now: number): string[] {
  const size = row.bytes === 0 ? 'adds **no bytes**' : `has a layer of **${formatBytes(row.bytes)}**`;
  const open = row.open ? ' A value that neither the file nor the image tells is part of it.' : '';
  return [`In image ${named(image, now)} this step ${size}: ${inlineCode(shortInstruction(row.createdBy), 80)}.${open}`];
}

function stageFact(image: StageImage, now: number): string[] {
  if (image.kind === 'different') return [differenceSentence(image)];
  const { rows, otherValues, older } = image;
  const total = image.image.history.reduce((sum, { bytes }) => sum + bytes, 0);
  const own = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const others = older > 0 ? ` ${count(older, 'older image')} ${older === 1 ? 'has' : 'have'} the same steps.` : '';
  const values = otherValues.length > 0 ? ` Built with another value of ${joinWords(otherValues.map((name) => inlineCode(name)), 4)}.` : '';
  return [`Image ${named(image, now)} has exactly these steps: they add **${formatBytes(own)}** of its ${formatBytes(total)}.${values}${others}`];
}

function differenceSentence({ image, first }: DifferentImage): string {
  const nearest = `No image on this machine has exactly these steps. ${inlineCode(imageName(image), 60)} comes nearest`;
  if (first === 'base') return `${nearest}, but stands on another base than this FROM names here and now.`;
  return `${nearest}, but has ${inlineCode(shortInstruction(first.row.createdBy), 80)} in the place of line ${first.step.startLine}.`;
}

function named({ image }: SameImage, now: number): string {
  const age = ageWords(image, now);
  return `${inlineCode(imageName(image), 60)}${age === undefined ? '' : ` (${age})`}`;
}
