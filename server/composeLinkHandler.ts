import { pathToFileURL } from 'node:url';
import type { DocumentLink } from 'vscode-languageserver-types';
import type { ShareOfOthers } from './language/coexistence/othersHave';
import { fileReferences } from './language/composeNavigation/fileReferences';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import { composeImageLinks } from './language/documentLinks/composeImageLinks';
import { TextPositions } from './language/textPosition';
import type { ParsedCompose } from './openDocuments';
import { filesAmong } from './world/namedFiles';
import { systemPath } from './world/projectFiles';

/**
 * textDocument/documentLink: images lead to their pages, and files that are there to themselves; a folder that is built leads
 * to its Dockerfile. Others that have a part of it have the images.
 */
export async function composeLinksOf({ compose, document }: ParsedCompose, { path, project }: ComposeDocumentFacts, share: ShareOfOthers): Promise<DocumentLink[]> {
  const positions = new TextPositions(compose.text);
  const pages = share === 'none' ? composeImageLinks(compose, project.variables) : [];
  const references = document.uri.startsWith('file:') ? fileReferences(path, compose, project.variables, project.folders.get(path)) : [];
  const files = await filesAmong(references.flatMap(({ paths }) => paths));
  return [
    ...pages.map(({ span, target, tooltip }) => ({ range: positions.rangeOf(span), target, tooltip })),
    ...references.flatMap(({ span, paths }) => {
      const file = paths.find((one) => files.has(one));
      return file === undefined ? [] : [{ range: positions.rangeOf(span), target: pathToFileURL(systemPath(file)).href }];
    }),
  ];
}
