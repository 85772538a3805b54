import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { CompletionFacts } from './completionFacts';
import type { ArgumentPlace } from './completionPlace';
import { flagProposals, flagValueProposals } from './flagProposals';
import { imageProposals } from './imageProposals';
import { asProposals, healthcheckProposals } from './instructionProposals';
import { environmentNameProposals, labelProposals, portProposals, signalProposals } from './knownValues';
import { pathProposals } from './pathProposals';
import type { Proposals } from './proposal';
import { userProposals } from './userProposals';
import { argumentNameProposals } from './variableProposals';

/** What fits behind an instruction's keyword: first its flags, then its words. */
export function argumentProposals(dockerfile: Dockerfile, place: ArgumentPlace, offset: number, facts: CompletionFacts): Proposals | undefined {
  const { instruction, words } = place;
  const typed = words[words.length - 1]!;
  const earlier = words.slice(0, -1);
  const isBehindFlags = earlier.some((word) => !word.startsWith('--'));
  if (!isBehindFlags && typed.startsWith('-')) {
    const equals = typed.indexOf('=');
    if (equals < 0) return { typed, proposals: flagProposals(instruction, earlier) };
    return flagValueProposals(dockerfile, instruction, typed.slice(2, equals), typed.slice(equals + 1), facts);
  }
  const found = wordProposals(dockerfile, place, offset, facts) ?? { typed, proposals: [] };
  if (isBehindFlags || typed !== '') return found;
  return { ...found, proposals: [...found.proposals, ...flagProposals(instruction, earlier)] };
}

function wordProposals(dockerfile: Dockerfile, { instruction, words }: ArgumentPlace, offset: number, facts: CompletionFacts): Proposals | undefined {
  const typed = words[words.length - 1]!;
  const index = words.slice(0, -1).filter((word) => !word.startsWith('--')).length;
  switch (instruction.keyword) {
    case 'FROM':
      return fromProposals(dockerfile, instruction, typed, index, offset, facts);
    case 'HEALTHCHECK':
      return index === 0 ? { typed, proposals: healthcheckProposals(dockerfile, offset) } : undefined;
    case 'COPY':
    case 'ADD':
      // What another stage or image holds is not known.
      return words.some((word) => word.startsWith('--from=')) ? undefined : pathProposals(facts.context?.sent, withoutListMarks(typed));
    case 'ARG':
      return typed.includes('=') ? undefined : { typed, proposals: argumentNameProposals(dockerfile, instruction) };
    case 'ENV':
      return typed.includes('=') || (index > 0 && !words[0]!.includes('=')) ? undefined : environmentNameProposals(dockerfile, instruction, typed);
    case 'LABEL':
      return typed.includes('=') || /^["']/.test(typed) ? undefined : labelProposals(typed);
    case 'EXPOSE':
      return portProposals(dockerfile, instruction, typed);
    case 'STOPSIGNAL':
      return index === 0 ? { typed, proposals: signalProposals(), rest: /[\w+]*/y } : undefined;
    case 'USER':
      return index === 0 && !typed.includes(':') ? { typed, proposals: userProposals(dockerfile, instruction) } : undefined;
    default:
      return undefined;
  }
}

function fromProposals(dockerfile: Dockerfile, instruction: Instruction, typed: string, index: number, offset: number, facts: CompletionFacts): Proposals | undefined {
  if (index === 1) return { typed, proposals: asProposals(dockerfile, offset) };
  if (index > 1) return undefined;
  const images = imageProposals(dockerfile, instruction, typed, facts);
  return { ...images, proposals: [...images.proposals, { label: 'scratch', kind: 'image', textId: 'dockerfile/FROM' }] };
}

/** A path in a JSON list starts behind its quote. */
function withoutListMarks(typed: string): string {
  return typed.replace(/^\[?"/, '');
}
