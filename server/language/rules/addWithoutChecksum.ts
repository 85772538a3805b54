import { sourceKind } from '../context/copySources';
import { inlineCode, shortenStart } from '../wording';
import type { Rule, RuleFact } from './rule';

interface AddWithoutChecksumFact extends RuleFact {
  readonly address: string;
}

/** A commit in the address fixes the content; a git repository, which newer builders also know by a query, has commits and no checksum here. */
const fixed = /[/@=][0-9a-f]{40}\b|\.git([?#/]|$)/i;

/** ADD of a web address that says nothing of what has to come. `--checksum` takes one source (Dockerfile reference, "ADD --checksum"). */
export const addWithoutChecksum: Rule<AddWithoutChecksumFact> = {
  id: 'add-without-checksum',
  severity: 'information',
  alsoKnownAs: [],
  check({ dockerfile }) {
    return dockerfile.stages.flatMap(({ instructions }) =>
      instructions.flatMap((instruction): AddWithoutChecksumFact[] => {
        if (instruction.keyword !== 'ADD' || instruction.flags.some(({ name }) => name === 'checksum')) return [];
        const open = instruction.sources.find(({ text }) => sourceKind(text, 'ADD') === 'http' && !fixed.test(text));
        return open ? [{ span: open.span, address: open.text }] : [];
      }),
    );
  },
  message: ({ address }) =>
    `Each build takes what ${inlineCode(shortenStart(address, 60))} gives on that day, and nothing tells whether it was changed. Add \`--checksum=sha256:…\`: BuildKit then refuses other content.`,
};
