import type { LanguageClient } from 'vscode-languageclient/node';
import { commandHelpRequest } from '../../server/protocol/messages';

/** More lines and more commands of one line than a lesson has; a page that asks for more is not answered in full. */
const mostLines = 200;
const mostCommands = 4;

/** What the docker commands of shell lines do, as Markdown by line; a line of which nothing is known is left out. */
export async function helpOfLines(client: LanguageClient, lines: readonly string[]): Promise<Record<string, string>> {
  const answers = await Promise.all([...new Set(lines)].slice(0, mostLines).map(async (line) => [line, await helpOfLine(client, line)] as const));
  return Object.fromEntries(answers.filter(([, help]) => help !== ''));
}

async function helpOfLine(client: LanguageClient, line: string): Promise<string> {
  const places = [...line.matchAll(/\bdocker(?:-compose)?\b/g)].slice(0, mostCommands).map(({ index }) => index);
  const helps = await Promise.all(places.map((character) => client.sendRequest(commandHelpRequest, { line, character }).catch(() => null)));
  return [...new Set(helps.flatMap((help) => help?.markdown ?? []))].join('\n\n');
}
