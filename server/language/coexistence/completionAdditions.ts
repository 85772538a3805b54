import type { Completion } from '../completion/dockerfileCompletion';
import type { Proposal } from '../completion/proposal';
import type { Dockerfile } from '../dockerfile/syntax';
import { directivesOfOthers, flagsOfOthers } from './othersHave';

/** A completion without what another extension proposes at the same place. */
export function completionAdditions({ text }: Dockerfile, { replaced, proposals }: Completion): Completion {
  // A stage behind FROM or in a mount is proposed by nobody else.
  const isCopyFrom = /--from=$/i.test(text.slice(Math.max(0, replaced.start - 20), replaced.start));
  return { replaced, proposals: proposals.filter((proposal) => !isProposedByOthers(proposal, isCopyFrom)) };
}

/** They know keywords, some flags, two directives, variables behind `$`, and stages in `COPY --from=`: no value, path, image, user or port. */
function isProposedByOthers({ kind, textId = '' }: Proposal, isCopyFrom: boolean): boolean {
  const id = textId.replace(/^dockerfile\//, '');
  switch (kind) {
    case 'keyword':
      return id.startsWith('directive-') ? directivesOfOthers.has(id) : id !== 'FROM-AS';
    case 'flag':
      return flagsOfOthers.has(id);
    case 'variable':
      return true;
    case 'stage':
      return isCopyFrom;
    default:
      return false;
  }
}
