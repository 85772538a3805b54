/** The graph's webview. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCommand } from './keyboard';
import { webviewFrame } from './pictureView';
import { readStarted } from './session';

export interface GraphView {
  readonly frame: FrameLocator;
  /** What is drawn of the history. Text inside an SVG has no inner text: read their text contents. */
  readonly nodes: Locator;
  /** What is drawn of the diagram of one node. */
  readonly diagramNodes: Locator;
  /** The tab of a view. */
  readonly tab: (name: 'history' | 'focus' | 'disk') => Locator;
  readonly sideTab: (name: 'details' | 'list') => Locator;
  readonly search: Locator;
  readonly details: Locator;
  /** Lines of the list that are in sight. */
  readonly lines: Locator;
}

/** Runs the command from the palette and waits until it has a graph. */
export async function openGraph(page: Page): Promise<GraphView> {
  await runCommand(page, 'Layerwise: Show Docker Graph');
  return graphView(page);
}

/** The graph that is open, as soon as it has a graph. */
export async function graphView(page: Page): Promise<GraphView> {
  const frame = webviewFrame(page);
  await frame.locator('#page:not(.without-graph)').waitFor();
  return {
    frame,
    nodes: frame.locator('.history g.node'),
    diagramNodes: frame.locator('.diagram g.node'),
    tab: (name) => frame.locator(`#view-${name}-tab`),
    sideTab: (name) => frame.locator(`#side-${name}-tab`),
    search: frame.locator('.search-input'),
    details: frame.locator('.details'),
    lines: frame.locator('.list [role="treeitem"]'),
  };
}

/** Searches for a text and selects the first node that is found. */
export async function findNode({ search, details }: GraphView, sought: string): Promise<void> {
  await search.fill(sought);
  await search.press('Enter');
  await details.locator('h2', { hasText: sought }).waitFor();
}

/** An address without a daemon: the graph is then the recorded sample. */
export const unreachable = 'unix:///nowhere/docker.sock';

/** Sets `layerwise.dockerHost` where a setting of the machine belongs; undefined takes it back. */
export function setDockerHost(host: string | undefined): void {
  const file = path.join(readStarted().profile.userData, 'Machine', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ 'layerwise.dockerHost': host }));
}
