import * as vscode from 'vscode';
import { shellStarted } from './shellEvents';

export interface TerminalPlace {
  /** The folder in which a new terminal opens; the workspace's where it is missing. */
  readonly cwd?: vscode.Uri;
  /** A terminal that is known to wait for a command. */
  readonly waiting?: vscode.Terminal;
}

/**
 * Writes a line into a terminal and does not run it: the reader reads it and presses Enter. It is a new one unless one is known
 * to wait for a command, since what stands or runs in another is not ours. Nothing is written where the line holds a control
 * character, which a terminal would take for a key.
 * @returns the terminal; undefined where nothing was written
 */
export async function writeIntoTerminal(line: string, name: string, { cwd, waiting }: TerminalPlace = {}): Promise<vscode.Terminal | undefined> {
  if (hasControlCharacter(line)) {
    void vscode.window.showWarningMessage('This command holds characters that a terminal takes for keys. It was not written.');
    return undefined;
  }
  if (!vscode.workspace.isTrusted) {
    await offerCopy(line);
    return undefined;
  }
  const terminal = waiting ?? vscode.window.createTerminal({ name, cwd });
  terminal.show();
  if (waiting === undefined) await shellStarted(terminal);
  // Closed while its shell started.
  if (terminal.exitStatus !== undefined) return undefined;
  terminal.sendText(line, false);
  return terminal;
}

/** Restricted Mode has no terminals: VS Code would ask for trust, which reading is no reason for. */
async function offerCopy(line: string): Promise<void> {
  const copy = 'Copy';
  // VS Code makes a link of `[text](command:…)` in a message.
  const shown = line.replaceAll('](', '] (');
  const answer = await vscode.window.showInformationMessage(`Restricted Mode opens no terminal. To run it yourself: ${shown}`, copy);
  if (answer === copy) await vscode.env.clipboard.writeText(line);
}

function hasControlCharacter(line: string): boolean {
  return /[\p{Cc}\u2028\u2029]/u.test(line);
}
