import type { ComposeFile } from './compose/composeFile';
import type { ComposeProject } from './compose/project/composeProject';
import { loadComposeProject } from './compose/project/loadProject';
import type { ComposeRuleFacts } from './composeRules/composeRule';

/** What is known beside the text of one compose file. */
export interface ComposeDocumentFacts {
  /** The file as the project names it: absolute, with `/`. */
  readonly path: string;
  /** The project that the file is read in, with the file's text as it is now. */
  readonly project: ComposeProject;
  readonly rules: ComposeRuleFacts;
}

/** The path of a file that lies nowhere. */
const alonePath = '/compose.yaml';

/** A compose file of which nothing else is known: what another file or a variable could mend is no error in it. */
export function composeFileAlone(file: ComposeFile): ComposeDocumentFacts {
  const project = loadComposeProject({
    main: [alonePath],
    isTakenByItself: false,
    folder: '/',
    read: (path) => (path === alonePath ? { text: file.text } : 'unknown'),
    parse: () => file,
    isFolder: () => undefined,
  });
  return { path: alonePath, project, rules: {} };
}
