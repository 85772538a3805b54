import type { Connection } from 'vscode-languageserver';
import { guard, type FailureLog } from './guard';
import { CheatSheetCommands } from './language/course/commands/cheatSheetCommands';
import type { Content } from './language/content';
import type { CommandPlaceParams } from './protocol/course';
import { commandHelpRequest, commandProposalsRequest } from './protocol/messages';

/** Longer lines are no commands that somebody reads. */
const longestLine = 10_000;

/** Answers what the docker command at a place of a shell line does, and which commands fit what stands before it. */
export function registerCommandHelpHandlers(connection: Connection, content: Content, log: FailureLog): void {
  const commands = new CheatSheetCommands(content);
  connection.onRequest(commandHelpRequest, (place) => guard('command help', log, null, () => (isPlace(place) ? (commands.help(place) ?? null) : null)));
  connection.onRequest(commandProposalsRequest, (place) => guard('command proposals', log, [], () => (isPlace(place) ? commands.proposals(place) : [])));
}

function isPlace({ line, character }: CommandPlaceParams): boolean {
  return typeof line === 'string' && line.length <= longestLine && Number.isInteger(character) && character >= 0 && character <= line.length;
}
