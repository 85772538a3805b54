import { CompletionItemKind, CompletionItemTag, MarkupKind } from 'vscode-languageserver-types';
import type { CompletionItem, CompletionList, Position, Range } from 'vscode-languageserver-types';
import type { LocalImages } from './localImages';
import { completionAdditions } from './language/coexistence/completionAdditions';
import type { CompletionFacts } from './language/completion/completionFacts';
import { dockerfileCompletion, type Completion } from './language/completion/dockerfileCompletion';
import type { Proposal } from './language/completion/proposal';
import type { Content } from './language/content';
import type { DockerfileFacts } from './language/dockerfileFacts';
import type { Dockerfile } from './language/dockerfile/syntax';
import { TextPositions } from './language/textPosition';

const kinds: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  flag: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  stage: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  name: CompletionItemKind.Variable,
  image: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  user: CompletionItemKind.Constant,
};

/** What a completion knows beside the file; nothing is waited for. */
export interface CompletionKnowledge {
  readonly content: Content;
  readonly facts: DockerfileFacts;
  readonly localImages: LocalImages;
  /** True where another extension's proposals are left to it. */
  readonly additionsOnly: boolean;
}

/** textDocument/completion: items in the order in which they are proposed, explained by the hover texts' summaries. */
export function completionsOf(dockerfile: Dockerfile, position: Position, { content, facts, localImages, additionsOnly }: CompletionKnowledge): CompletionList {
  const positions = new TextPositions(dockerfile.text);
  const known: CompletionFacts = {
    context: facts.context?.filtered,
    // The daemon is asked only where images are proposed.
    get localImages() {
      return localImages.names();
    },
  };
  const found = dockerfileCompletion(dockerfile, positions.offsetAt(position), known);
  if (!found) return { isIncomplete: false, items: [] };
  const completion = additionsOnly ? completionAdditions(dockerfile, found) : found;
  const isIncomplete = localImages.isAsking && completion.proposals.some(({ kind }) => kind === 'image');
  return { isIncomplete, items: itemsOf(completion, positions, content) };
}

function itemsOf(completion: Completion, positions: TextPositions, content: Content): CompletionItem[] {
  const range = positions.rangeOf(completion.replaced);
  return completion.proposals.map((proposal, index) => completionItem(proposal, index, range, content));
}

/** @param index its place among the proposals */
export function completionItem({ label, insert = label, kind, detail, textId, deprecated }: Proposal, index: number, range: Range, { hovers }: Content): CompletionItem {
  const summary = textId === undefined ? undefined : hovers[textId]?.summary;
  return {
    label,
    kind: kinds[kind],
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText: insert },
    ...(detail ? { detail } : {}),
    ...(summary ? { documentation: { kind: MarkupKind.Markdown, value: summary } } : {}),
    ...(deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}
