import type { ComposeFile } from './compose/composeFile';
import type { ComposeProject } from './compose/project/composeProject';
import { loadComposeProject } from './compose/project/loadProject';
import type { ComposeRuleFacts } from './composeRules/composeRule';

/** What is known beside one compose file. */
export interface ComposeDocumentFacts {
  /** Absolute, with `/`: the file's own name among the paths of `project`. */
  readonly path: string;
  /** The project that the file is read in. */
  readonly project: ComposeProject;
  readonly rules: ComposeRuleFacts;
}

const alonePath = '/compose.yaml';

/** A compose file of which nothing else is known: what another file or a variable could mend is no error then. */
export function composeFileAlone(file: ComposeFile): ComposeDocumentFacts {
  const project = loadComposeProject({
    main: [alonePath],
    folder: '/',
    read: (path) => (path === alonePath ? { text: file.text } : 'unreadable'),
    isFolder: () => undefined,
    parse: () => file,
  });
  return { path: alonePath, project, rules: {} };
}
