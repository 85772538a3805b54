import type { CodeLens } from 'vscode-languageserver-types';
import { ageWords } from '../cache/imageSteps/ageWords';
import { imageName, imageSteps } from '../cache/imageSteps/imageSteps';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { DockerfileFacts } from '../dockerfileFacts';
import { formatBytes } from '../../protocol/formatBytes';
import { TextPositions } from '../textPosition';
import { shortenStart } from '../wording';

/** Bytes; smaller layers get no lens, their hovers have them. */
const smallestShown = 1_000_000;
const longestName = 50;

/**
 * Above the FROM of each stage that an image on this machine was built by: `app:dev: 412 MB, 212 MB of it from these steps,
 * made 3 hours ago`. Above each step with a layer of a megabyte and more: `layer: 212 MB`. They run no command.
 */
export function layerSizeLenses(dockerfile: Dockerfile, facts: DockerfileFacts): CodeLens[] {
  const { machineImages } = facts;
  if (!machineImages) return [];
  const positions = new TextPositions(dockerfile.text);
  const lens = ({ keywordSpan }: Instruction, title: string): CodeLens => ({ range: positions.rangeOf(keywordSpan), command: { title, command: '' } });
  const shown = new Set<Instruction>();
  return imageSteps(dockerfile, facts).flatMap((match) => {
    if (match.kind !== 'same') return [];
    const { image, rows, stage } = match;
    const total = image.history.reduce((sum, { bytes }) => sum + bytes, 0);
    const own = rows.reduce((sum, { bytes }) => sum + bytes, 0);
    const age = ageWords(image, machineImages.now);
    const title = `${shortenStart(imageName(image), longestName)}: ${formatBytes(total)}, ${formatBytes(own)} of it from these steps${age === undefined ? '' : `, ${age}`}`;
    // A stage can be part of several images: the last stage's counts.
    const large = rows.filter(({ instruction, bytes }) => bytes >= smallestShown && !shown.has(instruction));
    for (const { instruction } of large) shown.add(instruction);
    return [lens(stage.from, title), ...large.map(({ instruction, bytes }) => lens(instruction, `layer: ${formatBytes(bytes)}`))];
  });
}
