import * as vscode from 'vscode';
import { shellEvents } from '../shellEvents';
import { writeIntoTerminal } from '../terminalLine';

/**
 * The terminals into which a lesson's lines are written. One is used again only where its shell has said that what ran in it
 * has ended: then it waits for a command. A line that nobody has run yet stays as it is, and the next one gets a new terminal.
 */
export class LessonTerminals implements vscode.Disposable {
  /** The last terminal of each lesson. */
  private readonly last = new Map<string, vscode.Terminal>();
  private readonly waiting = new Set<vscode.Terminal>();
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    const { onDidStartTerminalShellExecution: started, onDidEndTerminalShellExecution: ended } = shellEvents();
    this.subscriptions = [
      ...(started === undefined ? [] : [started(({ terminal }) => void this.waiting.delete(terminal))]),
      ...(ended === undefined ? [] : [ended(({ terminal }) => void (this.isOurs(terminal) && this.waiting.add(terminal)))]),
      vscode.window.onDidCloseTerminal((terminal) => this.forget(terminal)),
    ];
  }

  /** Writes a line and does not run it. `folder`: where a new terminal opens. */
  async write(lesson: string, line: string, folder: vscode.Uri | undefined): Promise<void> {
    const earlier = this.last.get(lesson);
    const waiting = earlier !== undefined && this.waiting.delete(earlier) ? earlier : undefined;
    const used = await writeIntoTerminal(line, 'Docker', { cwd: folder, waiting });
    if (used !== undefined) this.last.set(lesson, used);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private isOurs(terminal: vscode.Terminal): boolean {
    return [...this.last.values()].includes(terminal);
  }

  private forget(terminal: vscode.Terminal): void {
    this.waiting.delete(terminal);
    for (const [lesson, last] of this.last) if (last === terminal) this.last.delete(lesson);
  }
}
