/** Types of `page.mjs`, for the tests. */
import type { BrowserContext, Page } from 'playwright-core';

export function openChromium(): Promise<{ readonly browser: BrowserContext; close(): Promise<void> }>;
export function openGraphPage(browser: BrowserContext, theme?: 'dark' | 'light'): Promise<{ readonly page: Page; readonly errors: string[] }>;
export function openWebviewPage(browser: BrowserContext, script: string, theme?: 'dark' | 'light', libraries?: readonly string[]): Promise<{ readonly page: Page; readonly errors: string[] }>;
