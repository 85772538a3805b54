import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { CompletionFacts } from './completionFacts';
import type { Proposal, Proposals } from './proposal';
import { stageProposals } from './stageProposals';

/** A machine may hold thousands of images. */
const mostImages = 500;

/** What an image reference is made of: the whole of it is replaced. */
const restOfImage = /[\w.:/@-]*/y;

/** What FROM, COPY --from and a mount's from can name: stages above, images on this machine, and images the file names. */
export function imageProposals(dockerfile: Dockerfile, instruction: Instruction, typed: string, { localImages = [] }: CompletionFacts): Proposals {
  // BuildKit expands no variables in --from, and what a variable will hold is not known.
  if (typed.includes('$')) return { typed, proposals: [] };
  const stages = stageProposals(dockerfile, instruction);
  const taken = new Set(stages.map(({ label }) => label));
  const local = localImages.slice(0, mostImages).map((label): Proposal => ({ label, kind: 'image', detail: 'on this machine', textId: 'dockerfile/FROM' }));
  const written = dockerfile.stages
    .slice(0, mostImages)
    .filter(({ from }) => from !== instruction && from.image && !from.image.text.includes('$'))
    .map(({ from }): Proposal => ({ label: from.image!.text, kind: 'image', detail: 'in this file', textId: 'dockerfile/FROM' }));
  const images = [...local, ...written].filter(({ label }) => {
    const isNew = label !== 'scratch' && !taken.has(label.toLowerCase());
    taken.add(label.toLowerCase());
    return isNew;
  });
  return { typed, proposals: [...stages, ...images], rest: restOfImage };
}
