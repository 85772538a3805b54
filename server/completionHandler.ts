import { CompletionItemKind, CompletionItemTag, MarkupKind } from 'vscode-languageserver-types';
import type { CompletionItem, Position } from 'vscode-languageserver-types';
import { dockerfileCompletion } from './language/completion/dockerfileCompletion';
import type { Proposal } from './language/completion/proposal';
import type { Content } from './language/content';
import type { Dockerfile } from './language/dockerfile/syntax';
import { TextPositions } from './language/textPosition';

const kinds: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  flag: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  stage: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
};

/** textDocument/completion: items in the order in which they are proposed, explained by the hover texts' summaries. */
export function completionsOf(dockerfile: Dockerfile, position: Position, { hovers }: Content): CompletionItem[] {
  const positions = new TextPositions(dockerfile.text);
  const completion = dockerfileCompletion(dockerfile, positions.offsetAt(position));
  if (!completion) return [];
  const range = positions.rangeOf(completion.replaced);
  return completion.proposals.map(({ label, insert = label, kind, detail, textId, deprecated }, index) => {
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
  });
}
