import { selectSource, type CopySelection } from '../context/copySources';
import type { FilteredContext } from '../context/ignoredEntries';
import type { EngineRules } from './buildInput';
import { brokenLinks } from './brokenLinks';
import { digestSelections } from './contentDigest';
import type { FolderFiles } from './stepDefinition';

/** What steps take of a context. Each source is selected once. */
export function folderFiles(context: FilteredContext, { generation }: EngineRules): FolderFiles {
  const selections = new Map<string, CopySelection>();
  return {
    brokenLinks: (sources, taken) => brokenLinks(sources, taken, context.sent, generation),
    digest: (sources) => digestSelections(sources, context.sent, generation),
    select: (source, options = {}) => {
      const key = JSON.stringify([source, options]);
      const selection = selections.get(key) ?? selectSource(context, source, 'context', options);
      selections.set(key, selection);
      return selection;
    },
  };
}
