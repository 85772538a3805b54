import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commandPlaceholders } from '../../server/protocol/commandPlaceholders';
import type { CommandProposal } from '../../server/protocol/course';
import { commandHelpRequest, commandProposalsRequest, commands } from '../../server/protocol/messages';
import type { LabFolders } from './labFolders';
import { isInShellFence, placeOf, shellLineAt, type ShellLine } from './shellLine';

const languages = ['markdown', 'shellscript'];

/**
 * What docker commands do, and which there are, in shell scripts and in shell fences of Markdown files. Only in folders of
 * started labs and in the course's own texts: elsewhere nothing is registered, so that other extensions are not disturbed.
 */
export function registerShellFences(context: vscode.ExtensionContext, client: LanguageClient, folders: LabFolders): void {
  let registered: vscode.Disposable | undefined;
  const register = (): void => {
    registered?.dispose();
    const selector = ownPlaces(context.extensionUri, folders);
    registered = vscode.Disposable.from(
      vscode.languages.registerHoverProvider(selector, { provideHover: (document, position) => hoverAt(client, document, position) }),
      // No characters of its own call it: typing stays as it is.
      vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems: (document, position) => proposalsAt(client, document, position) }),
    );
  };
  register();
  context.subscriptions.push(folders.onDidChange(register), new vscode.Disposable(() => registered?.dispose()));
}

function ownPlaces(extensionUri: vscode.Uri, folders: LabFolders): vscode.DocumentFilter[] {
  const labs = folders.lastUsed().flatMap((lesson) => folders.known(lesson) ?? []);
  const places = [vscode.Uri.joinPath(extensionUri, 'content'), ...labs];
  return places.flatMap((place) => languages.map((language) => ({ language, scheme: place.scheme, pattern: new vscode.RelativePattern(place, '**') })));
}

function lineAt(document: vscode.TextDocument, { line, character }: vscode.Position): ShellLine | undefined {
  const isShell = document.languageId === 'shellscript' || isInShellFence(document, line);
  return isShell ? shellLineAt(document, line, character) : undefined;
}

async function hoverAt(client: LanguageClient, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
  const place = lineAt(document, position);
  const help = place && (await client.sendRequest(commandHelpRequest, { line: place.line, character: place.character }));
  if (!help) return undefined;
  const link = help.lesson === undefined ? '' : `\n\n[Open the lesson](command:${commands.openLesson}?${encodeURIComponent(JSON.stringify([help.lesson]))})`;
  const text = new vscode.MarkdownString(help.markdown + link);
  text.isTrusted = { enabledCommands: [commands.openLesson] };
  const [start, end] = [placeOf(place, help.start), placeOf(place, help.end)];
  return new vscode.Hover(text, new vscode.Range(start.line, start.character, end.line, end.character));
}

async function proposalsAt(client: LanguageClient, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionList | undefined> {
  const place = lineAt(document, position);
  const proposals = place && (await client.sendRequest(commandProposalsRequest, { line: place.line, character: place.character }));
  if (!proposals) return undefined;
  const items = proposals.flatMap((proposal, index) => {
    const start = placeOf(place, proposal.start);
    // An item cannot replace more than one line.
    if (start.line !== position.line) return [];
    const range = new vscode.Range(start.line, start.character, position.line, position.character);
    return [proposalItem(proposal, range, document.getText(range), index)];
  });
  return new vscode.CompletionList(items, true);
}

function proposalItem({ text, entry }: CommandProposal, range: vscode.Range, typed: string, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label: text, description: entry.lessonTitle ?? '' }, vscode.CompletionItemKind.Snippet);
  item.insertText = snippetOf(text);
  item.range = range;
  // What is typed may be spelled in the old way: the server has chosen.
  item.filterText = typed;
  item.sortText = String(index).padStart(4, '0');
  item.detail = entry.does;
  if (entry.note !== undefined) item.documentation = new vscode.MarkdownString(entry.note);
  return item;
}

/** The command with a stop at each word that the reader replaces. */
function snippetOf(text: string): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  let from = 0;
  for (const { name, start, end } of commandPlaceholders(text)) {
    snippet.appendText(text.slice(from, start)).appendPlaceholder(name);
    from = end;
  }
  return snippet.appendText(text.slice(from));
}
