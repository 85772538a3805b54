import { InsertTextMode } from 'vscode-languageserver-types';
import type { CompletionItem, CompletionList, Position } from 'vscode-languageserver-types';
import { completionItem } from './completionHandler';
import { composeAdditions } from './language/coexistence/composeAdditions';
import { composeCompletion } from './language/composeCompletion/composeCompletion';
import type { ComposeProposal } from './language/composeCompletion/keyProposals';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import type { Content } from './language/content';
import { TextPositions } from './language/textPosition';
import type { LocalImages } from './localImages';
import type { ParsedCompose } from './openDocuments';
import type { NearbyFolders } from './world/nearbyFolders';

/** What a completion knows beside the file; nothing is waited for. */
export interface ComposeCompletionKnowledge {
  readonly content: Content;
  readonly facts: ComposeDocumentFacts;
  readonly localImages: LocalImages;
  readonly folders: NearbyFolders;
  /** Other extensions whose proposals are left to them; undefined where all are made here. */
  readonly leftTo: readonly string[] | undefined;
  /** True where the editor runs the command that asks for proposals again. */
  readonly commandLinks: boolean;
}

/** textDocument/completion: items in the order in which they are proposed, explained by the hover texts' summaries. */
export function composeCompletionsOf({ document }: ParsedCompose, position: Position, { content, facts, localImages, folders, leftTo, commandLinks }: ComposeCompletionKnowledge): CompletionList {
  const text = document.getText();
  const positions = new TextPositions(text);
  const known = {
    project: facts.project,
    ...(document.uri.startsWith('file:') && { path: facts.path, folder: (path: string) => folders.folder(path), text: (path: string) => folders.text(path) }),
    ...(facts.rules.dockerfile && { dockerfile: facts.rules.dockerfile }),
    // The daemon is asked only where images are proposed.
    get localImages() {
      return localImages.names();
    },
  };
  const found = composeCompletion(text, positions.offsetAt(position), known);
  if (!found) return { isIncomplete: false, items: [] };
  const proposals = leftTo ? composeAdditions(found.proposals, leftTo) : found.proposals;
  const range = positions.rangeOf(found.replaced);
  const items = proposals.map((proposal, index): CompletionItem => ({
    ...completionItem(proposal, index, range, content),
    ...layoutOf(proposal, found.wrongIndentation),
    ...(commandLinks && proposal.continues ? { command: askAgain } : {}),
  }));
  return { isIncomplete: localImages.isAsking && proposals.some(({ kind }) => kind === 'image'), items };
}

const askAgain = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

/** Lines are indented as they will stand. What is replaced starts with the blanks that do not fit, so they are searched too. */
function layoutOf({ label, insert = label }: ComposeProposal, wrongIndentation: string): Partial<CompletionItem> {
  return {
    ...(insert.includes('\n') ? { insertTextMode: InsertTextMode.asIs } : {}),
    ...(wrongIndentation === '' ? {} : { filterText: wrongIndentation + label }),
  };
}
