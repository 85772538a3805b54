import { selectSource, sourceKind } from '../context/copySources';
import type { FilteredContext } from '../context/ignoredEntries';
import type { CopyInstruction } from '../dockerfile/syntax';
import type { Fix, Rule, RuleFact } from './rule';

interface AddForCopyFact extends RuleFact {
  readonly fix: Fix;
}

/** Names that an archive has or may have: ADD unpacks what it recognises by its content. */
const maybeArchive = /\.(tar|t[gx]z|tbz2?|tzst|tlz|gz|bz2|xz|zst|lzma|lz|Z)$/i;

/**
 * ADD does what COPY does: folders of the context, and files whose names tell that they are no archives. A name without an
 * ending may be one; variables and patterns may stand for anything.
 */
export const addForCopy: Rule<AddForCopyFact> = {
  id: 'add-for-copy',
  severity: 'hint',
  alsoKnownAs: ['DL3020'],
  check({ dockerfile, facts: { context } }) {
    return dockerfile.stages.flatMap(({ instructions }) =>
      instructions.flatMap((instruction): AddForCopyFact[] => {
        if (instruction.keyword !== 'ADD' || !takesFilesOnly(instruction, context?.files)) return [];
        const { keywordSpan: span, keywordText } = instruction;
        const word = keywordText === keywordText.toLowerCase() ? 'copy' : 'COPY';
        return [{ span, fix: { title: 'Use COPY', edits: [{ span, newText: word }] } }];
      }),
    );
  },
  message: () => 'This ADD takes files of the build context, which COPY does, too. ADD also unpacks archives and fetches addresses, so a reader has to look twice. Use COPY.',
  fix: ({ fix }) => fix,
};

function takesFilesOnly({ sources, destination, flags, heredocs }: CopyInstruction, context: FilteredContext | undefined): boolean {
  if (sources.length === 0 || !destination || heredocs.length > 0) return false;
  if (flags.some(({ name }) => !['chown', 'chmod', 'link'].includes(name))) return false;
  return sources.every(({ text }) => {
    if (sourceKind(text, 'ADD') !== 'context' || /[$*?[]/.test(text)) return false;
    if (/(^|\/)\.{0,2}$/.test(text) || (/[^/]\.\w+$/.test(text) && !maybeArchive.test(text))) return true;
    const roots = context ? selectSource(context, text).roots : [];
    return roots.length > 0 && roots.every(({ entry, inside }) => entry?.type === 'directory' || (!entry && inside.length > 0));
  });
}
