import * as vscode from 'vscode';

const terminalName = 'docker run';

/**
 * Runs behind the lens above CMD and ENTRYPOINT: writes `line` into a new terminal and does not run it, so that the reader
 * names the image and presses Enter. A new one each time, since what stands or runs in another is not ours.
 */
export async function writeRunLine(line: unknown): Promise<void> {
  if (typeof line !== 'string' || /[\r\n]/.test(line)) return;
  if (!vscode.workspace.isTrusted) return offerCopy(line);
  const terminal = vscode.window.createTerminal({ name: terminalName });
  terminal.show();
  terminal.sendText(line, false);
}

/** Restricted Mode has no terminals: VS Code would ask for trust, which reading a file is no reason for. */
async function offerCopy(line: string): Promise<void> {
  const copy = 'Copy';
  const answer = await vscode.window.showInformationMessage(`Restricted Mode opens no terminal. To run the image yourself: ${line}`, copy);
  if (answer === copy) await vscode.env.clipboard.writeText(line);
}
