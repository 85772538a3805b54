import type { Dockerfile, Span } from '../dockerfile/syntax';
import { argumentProposals } from './argumentProposals';
import type { CompletionFacts } from './completionFacts';
import { completionPlace, type ArgumentPlace } from './completionPlace';
import { directiveProposals } from './directiveProposals';
import { instructionProposals, triggerProposals } from './instructionProposals';
import type { Proposal, Proposals } from './proposal';
import { variableProposals } from './variableProposals';

/** What may be inserted at the cursor, and the characters of the file that it replaces. */
export interface Completion {
  readonly replaced: Span;
  readonly proposals: readonly Proposal[];
}

/** What fits at a file offset (textDocument/completion). Nothing in comments and commands. */
export function dockerfileCompletion(dockerfile: Dockerfile, offset: number, facts: CompletionFacts = {}): Completion | undefined {
  const found = proposalsAt(dockerfile, offset, facts);
  if (!found?.proposals.length) return undefined;
  const { text } = dockerfile;
  const start = offset - found.typed.length;
  // A word that goes on over a line end stays as it is.
  if (text.slice(start, offset) !== found.typed) return undefined;
  const wordEnd = new RegExp(found.rest ?? /[\w.-]*/y);
  wordEnd.lastIndex = offset;
  const end = offset + wordEnd.exec(text)![0].length;
  const isThere = text[end] === '=' || text[end] === '/';
  const proposals = isThere ? found.proposals.map((proposal) => withoutEnd(proposal, text[end]!)) : found.proposals;
  return { replaced: { start, end }, proposals };
}

/** A character that stands behind the cursor already is not inserted again. */
function withoutEnd(proposal: Proposal, character: string): Proposal {
  const { label, insert = label } = proposal;
  return insert.endsWith(character) ? { ...proposal, insert: insert.slice(0, -1) } : proposal;
}

function proposalsAt(dockerfile: Dockerfile, offset: number, facts: CompletionFacts): Proposals | undefined {
  const place = completionPlace(dockerfile, offset);
  switch (place?.kind) {
    case undefined:
      return undefined;
    case 'keyword':
      return { typed: place.typed, proposals: instructionProposals(dockerfile, offset) };
    case 'trigger':
      return { typed: place.typed, proposals: triggerProposals(dockerfile, offset) };
    case 'directive':
      return directiveProposals(place.typed);
    case 'heredoc':
      return variablesBehindDollar(dockerfile, place.instruction, place.before, offset);
    case 'argument':
      return variablesBehindDollar(dockerfile, place.instruction, place.before, offset) ?? argumentProposals(dockerfile, place, offset, facts);
  }
}

function variablesBehindDollar(dockerfile: Dockerfile, instruction: ArgumentPlace['instruction'], before: string, offset: number): Proposals | undefined {
  const match = /(?:^|[^\\`$])\$(\{?)(\w*)$/.exec(before);
  if (!match || !isExpanded(instruction, before)) return undefined;
  const closes = match[1] && !/^\w*[}:+?/#%-]/.test(dockerfile.text.slice(offset, offset + 100)) ? '}' : '';
  const proposals = variableProposals(dockerfile, instruction).map((proposal) => ({ ...proposal, insert: proposal.label + closes }));
  return { typed: match[2]!, proposals };
}

/** A list in JSON is not expanded where it is a command; nor are --from and what stands behind these keywords. */
function isExpanded({ keyword }: ArgumentPlace['instruction'], before: string): boolean {
  if (keyword === 'SHELL' || keyword === 'MAINTAINER' || keyword === 'ONBUILD' || keyword === 'UNKNOWN') return false;
  const isCommand = keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT';
  return !(isCommand && before.startsWith('[')) && !/(?:^|[ \t])--from=\S*$/.test(before);
}
