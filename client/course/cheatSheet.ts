import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CommandEntry } from '../../server/protocol/course';
import { cheatSheetRequest, commands } from '../../server/protocol/messages';
import { writeIntoTerminal } from '../terminalLine';

interface CommandItem extends vscode.QuickPickItem {
  readonly entry: CommandEntry;
}

const copy: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: 'Copy Command' };
const open: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('book'), tooltip: 'Open Lesson' };

/** The list of all commands of the course: Enter writes one into a terminal, and runs nothing. */
export function registerCheatSheet(context: vscode.ExtensionContext, client: LanguageClient): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.showCheatSheet, async () => {
      const entries = await client.sendRequest(cheatSheetRequest, {});
      if (entries.length > 0) showCheatSheet(entries);
      else void vscode.window.showWarningMessage('The cheat sheet could not be read. The output of Layerwise says why.');
    }),
  );
}

function showCheatSheet(entries: readonly CommandEntry[]): void {
  const pick = vscode.window.createQuickPick<CommandItem>();
  pick.title = 'Docker Commands';
  pick.placeholder = 'Search by name, effect or lesson. Enter writes a command into a terminal.';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = entries.map(itemOf);
  pick.onDidAccept(() => {
    const [item] = pick.selectedItems;
    pick.hide();
    if (item) void writeIntoTerminal(item.entry.command, 'Docker');
  });
  pick.onDidTriggerItemButton(async ({ button, item: { entry } }) => {
    if (button === copy) {
      await vscode.env.clipboard.writeText(entry.command);
      vscode.window.setStatusBarMessage('The command is copied.', 3000);
    } else {
      pick.hide();
      await vscode.commands.executeCommand(commands.openLesson, entry.lesson);
    }
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

/** In the course's order. A separator would take room from what a command does; the lesson stands beside the command. */
function itemOf(entry: CommandEntry): CommandItem {
  const { command, does, note, lessonTitle } = entry;
  const detail = note === undefined ? does : `${does} ${note.replaceAll('`', '')}`;
  return { label: command, description: lessonTitle ?? '', detail, buttons: lessonTitle === undefined ? [copy] : [copy, open], entry };
}
