import * as vscode from 'vscode';

/**
 * Writes a line into a new terminal and does not run it: the reader reads it and presses Enter. A new one each time, since
 * what stands or runs in another is not ours. Nothing is written where the line holds a control character, which a terminal
 * would take for a key.
 * @param cwd the folder in which it opens; the workspace's where it is missing
 */
export async function writeIntoTerminal(line: string, name: string, cwd?: vscode.Uri): Promise<void> {
  if (hasControlCharacter(line)) {
    void vscode.window.showWarningMessage('This command holds characters that a terminal takes for keys. It was not written.');
  } else if (vscode.workspace.isTrusted) {
    const terminal = vscode.window.createTerminal({ name, cwd });
    terminal.show();
    terminal.sendText(line, false);
  } else {
    await offerCopy(line);
  }
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
