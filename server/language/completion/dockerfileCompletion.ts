import type { Dockerfile, Span } from '../dockerfile/syntax';
import { completionPlace, type ArgumentPlace } from './completionPlace';
import { flagProposals, flagValueProposals, stageProposals } from './flagProposals';
import { asProposals, healthcheckProposals, instructionProposals, triggerProposals } from './instructionProposals';
import { valueProposals, type Proposal, type Proposals } from './proposal';
import { argumentNameProposals, variableProposals } from './variableProposals';

/** What may be inserted at the cursor, and the characters of the file that it replaces. */
export interface Completion {
  readonly replaced: Span;
  readonly proposals: readonly Proposal[];
}

/** What fits at a file offset (textDocument/completion). Nothing in comments, paths and commands. */
export function dockerfileCompletion(dockerfile: Dockerfile, offset: number): Completion | undefined {
  const found = proposalsAt(dockerfile, offset);
  if (!found?.proposals.length) return undefined;
  const { text } = dockerfile;
  const start = offset - found.typed.length;
  // A word that goes on over a line end stays as it is.
  if (text.slice(start, offset) !== found.typed) return undefined;
  const wordEnd = /[\w.-]*/y;
  wordEnd.lastIndex = offset;
  const end = offset + wordEnd.exec(text)![0].length;
  const proposals = text[end] === '=' ? found.proposals.map(withoutEquals) : found.proposals;
  return { replaced: { start, end }, proposals };
}

function withoutEquals(proposal: Proposal): Proposal {
  return { ...proposal, insert: proposal.insert?.replace(/=$/, '') };
}

function proposalsAt(dockerfile: Dockerfile, offset: number): Proposals | undefined {
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
      return variablesBehindDollar(dockerfile, place.instruction, place.before, offset) ?? argumentProposals(dockerfile, place, offset);
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

function argumentProposals(dockerfile: Dockerfile, { instruction, words }: ArgumentPlace, offset: number): Proposals | undefined {
  const typed = words[words.length - 1]!;
  const earlier = words.slice(0, -1);
  const behindFlags = earlier.filter((word) => !word.startsWith('--')).length;
  const { keyword } = instruction;
  if (behindFlags === 0 && typed.startsWith('-')) {
    const equals = typed.indexOf('=');
    if (equals < 0) return { typed, proposals: flagProposals(instruction, earlier) };
    return flagValueProposals(dockerfile, instruction, typed.slice(2, equals), typed.slice(equals + 1));
  }
  const flags = behindFlags === 0 && typed === '' ? flagProposals(instruction, earlier) : [];
  if (keyword === 'FROM' && behindFlags === 0) return { typed, proposals: [...stageProposals(dockerfile, instruction), ...valueProposals(['scratch']), ...flags] };
  if (keyword === 'FROM' && behindFlags === 1) return { typed, proposals: asProposals(dockerfile, offset) };
  if (keyword === 'HEALTHCHECK' && behindFlags === 0) return { typed, proposals: [...healthcheckProposals(dockerfile, offset), ...flags] };
  if (keyword === 'ARG' && !typed.includes('=')) return { typed, proposals: argumentNameProposals(dockerfile, instruction) };
  return { typed, proposals: flags };
}

const directiveValues: Readonly<Record<string, readonly string[]>> = {
  syntax: ['docker/dockerfile:1'],
  escape: ['`', '\\'],
  check: ['skip=', 'error=true'],
};

/** Directives stand in comments at the head of the file. */
function directiveProposals(line: string): Proposals | undefined {
  const name = /^\s*#\s*(\w*)$/.exec(line)?.[1];
  if (name !== undefined) {
    const proposals = Object.keys(directiveValues).map((label): Proposal => ({ label, insert: `${label}=`, kind: 'keyword', textId: `dockerfile/directive-${label}` }));
    return { typed: name, proposals };
  }
  const match = /^\s*#\s*(\w+)\s*=\s*(\S*)$/.exec(line);
  const values = match && Object.hasOwn(directiveValues, match[1]!.toLowerCase()) ? directiveValues[match[1]!.toLowerCase()]! : [];
  return match ? { typed: match[2]!, proposals: valueProposals(values) } : undefined;
}
