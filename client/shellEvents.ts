import * as vscode from 'vscode';

interface OfTerminal {
  readonly terminal: vscode.Terminal;
}

/** What VS Code tells of shells since 1.93, and of those alone that it knows: https://code.visualstudio.com/docs/terminal/shell-integration */
interface ShellEvents {
  /** The shell listens. */
  readonly onDidChangeTerminalShellIntegration?: vscode.Event<OfTerminal>;
  readonly onDidStartTerminalShellExecution?: vscode.Event<OfTerminal>;
  readonly onDidEndTerminalShellExecution?: vscode.Event<OfTerminal>;
}

export function shellEvents(): ShellEvents {
  return vscode.window as ShellEvents;
}

/** A shell that says nothing of itself is waited for so long, in milliseconds. */
const longestStart = 2000;

/** Waits until the shell of a new terminal listens: what is sent before stands twice, once above its prompt. */
export async function shellStarted(terminal: vscode.Terminal): Promise<void> {
  const started = shellEvents().onDidChangeTerminalShellIntegration;
  if (started === undefined || (terminal as { readonly shellIntegration?: unknown }).shellIntegration !== undefined) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listeners.dispose();
      resolve();
    };
    const timer = setTimeout(done, longestStart);
    const listeners = vscode.Disposable.from(
      started((event) => event.terminal === terminal && done()),
      vscode.window.onDidCloseTerminal((closed) => closed === terminal && done()),
    );
  });
}
