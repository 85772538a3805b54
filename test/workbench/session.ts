/** One browser window on the workbench that `scripts/suites/workbench.mjs` has started. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { remoteName, workbenchAddress, type Endpoint } from '../../scripts/workbench/address.mjs';
import { openBrowser } from '../../scripts/workbench/browser.mjs';

interface Started {
  readonly server: Endpoint;
  readonly profile: { readonly userData: string; readonly serverData: string };
  /** The copy of the sample project. */
  readonly sample: string;
  /** A folder for what a test makes. */
  readonly folder: string;
  readonly screenshots: string;
}

export interface Session {
  readonly page: Page;
  readonly started: Started;
  /** The browser's profile: what VS Code remembers lies in it. */
  readonly browser: string;
  /** Saves `<name>.png` among the screenshots that a person looks at. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** How long the workbench may take to show something on a loaded machine, in milliseconds. */
export const patience = 60_000;

export interface SessionOptions {
  /** Opened at the start: a path below the sample, 1-based line. */
  readonly file?: string;
  readonly line?: number;
  /** Written to the user's settings before the window opens. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The browser's profile of a session that was closed: VS Code starts again as that one. */
  readonly browser?: string;
}

/** Opens a window on the sample, with a fresh browser profile or with an earlier one. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const started = readStarted();
  writeSettings(started, { 'security.workspace.trust.enabled': false, ...options.settings });
  const browser = options.browser ?? fs.mkdtempSync(path.join(started.folder, 'browser-'));
  const context = await openBrowser(browser);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(patience);
  await page.goto(workbenchAddress(started.server, started.sample, payload(started, options)), { waitUntil: 'commit' });
  if (options.file) await editorOf(page, options.file).locator('.view-line').first().waitFor();
  else await page.locator('.monaco-workbench .statusbar-item').first().waitFor();
  return session(started, browser, context, page);
}

function session(started: Started, browser: string, context: BrowserContext, page: Page): Session {
  return {
    page,
    started,
    browser,
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(started.screenshots, `${name}.png`), animations: 'disabled' });
    },
    close: () => context.close(),
  };
}

function payload(started: Started, { file, line }: SessionOptions): (readonly [string, string])[] {
  if (!file) return [];
  const name = remoteName(started.server, path.join(started.sample, file));
  return [
    ['openFile', `${name}:${line ?? 1}:1`],
    ['gotoLineMode', 'true'],
  ];
}

/** The text editor that shows a file. */
export function editorOf(page: Page, file: string): Locator {
  return page.locator(`.editor-instance .monaco-editor[data-uri$="/${file}"]`).first();
}

/** Sets user settings; open windows follow by themselves. */
export function writeSettings(started: Started, settings: Readonly<Record<string, unknown>>): void {
  const file = path.join(started.profile.userData, 'User', 'settings.json');
  const current = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(file, JSON.stringify({ ...current, ...settings }, null, 2));
}

/** A file of the sample, as it is on the disk. */
export function readSample(started: Started, file: string): string {
  return fs.readFileSync(path.join(started.sample, file), 'utf8');
}

/** 1-based number of the first line of a sample's file that a pattern matches. */
export function lineOf(started: Started, file: string, pattern: RegExp): number {
  const index = readSample(started, file).split(/\r?\n/).findIndex((line) => pattern.test(line));
  if (index === -1) throw new Error(`${file} has no line like ${pattern}`);
  return index + 1;
}

export function readStarted(): Started {
  const text = process.env['LAYERWISE_WORKBENCH'];
  if (!text) throw new Error('Start these tests with: npm test -- workbench');
  return JSON.parse(text) as Started;
}
