import * as vscode from 'vscode';
import { commands } from '../server/protocol/messages';
import { containerCounts } from './dockerGraph/containerCounts';
import type { GraphFeed } from './dockerGraph/graphFeed';

/** How long the containers are still followed when the reader works in another window, in milliseconds. */
const afterFocusMs = 5 * 60_000;

/** The item in the status bar that says how many containers run. */
export function registerRunningContainers(context: vscode.ExtensionContext, feed: GraphFeed): void {
  const item = new RunningContainers(feed);
  context.subscriptions.push(
    item,
    feed.onDidChange(() => item.draw()),
    vscode.window.onDidChangeWindowState(() => item.follow()),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('layerwise.statusBar') && item.follow()),
  );
  item.follow();
}

/** A number that nobody keeps up to date is not shown: without focus, after a while, the item goes until the reader comes back. */
class RunningContainers implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('layerwise.runningContainers', vscode.StatusBarAlignment.Left, -100);
  private timer: NodeJS.Timeout | undefined;
  private follows = false;

  constructor(private readonly feed: GraphFeed) {
    this.item.name = 'Docker Containers (Layerwise)';
    this.item.command = commands.showGraph;
  }

  /** Begins or ends following, as setting and focus say. */
  follow(): void {
    clearTimeout(this.timer);
    if (!vscode.workspace.getConfiguration('layerwise').get<boolean>('statusBar', true)) {
      this.setFollows(false);
    } else if (vscode.window.state.focused) {
      this.setFollows(true);
    } else if (this.follows) {
      this.timer = setTimeout(() => this.setFollows(false), afterFocusMs);
    }
  }

  draw(): void {
    const state = this.feed.whole?.state;
    const counts = this.follows && state !== undefined ? containerCounts(state) : undefined;
    if (counts === undefined) {
      return this.item.hide();
    }
    const engine = `Docker Engine ${state?.graph?.engineVersion} at ${state?.graph?.host}`;
    this.item.text = `$(package) ${counts.short}`;
    this.item.tooltip = `${counts.long}\n${engine}\nShow Docker Graph`;
    this.item.accessibilityInformation = { label: `Docker: ${counts.long}. Show Docker Graph.` };
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.feed.wish(this, undefined);
    this.item.dispose();
  }

  private setFollows(follows: boolean): void {
    // What was known when following ended may be old: it is shown again when the server has told the state anew, which it
    // does not where somebody else has followed everything all the time.
    const isUpToDate = follows && !this.follows && this.feed.followsEverything;
    this.follows = follows;
    this.feed.wish(this, follows ? 'containers' : undefined);
    if (!follows) {
      this.item.hide();
    } else if (isUpToDate) {
      this.draw();
    }
  }
}
