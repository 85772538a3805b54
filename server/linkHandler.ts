import type { DocumentLink } from 'vscode-languageserver-types';
import { uriInContext } from './fileUri';
import type { DockerfileFacts } from './language/dockerfileFacts';
import { contextFileLinks } from './language/documentLinks/contextFileLinks';
import { imageLinks } from './language/documentLinks/imageLinks';
import { TextPositions } from './language/textPosition';
import type { ParsedDockerfile } from './openDocuments';

/**
 * textDocument/documentLink: images lead to their pages, sources of COPY and ADD to the files, as far as the context is known.
 * Beside others (`additionsOnly`), the images of FROM are left to them.
 */
export function documentLinksOf({ dockerfile, document }: ParsedDockerfile, { context }: DockerfileFacts, additionsOnly: boolean): DocumentLink[] {
  const positions = new TextPositions(dockerfile.text);
  const pages = additionsOnly ? imageLinks(dockerfile).filter(({ isBase }) => !isBase) : imageLinks(dockerfile);
  const files = context ? contextFileLinks(dockerfile, context.filtered.sent) : [];
  return [
    ...pages.map(({ span, target, tooltip }) => ({ range: positions.rangeOf(span), target, tooltip })),
    ...files.map(({ span, path }) => ({ range: positions.rangeOf(span), target: uriInContext(document.uri, context!, path) })),
  ];
}
