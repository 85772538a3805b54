/** Types of `browser.mjs`, for the tests. */
import type { BrowserContext } from 'playwright-core';

export function chromiumExecutable(): string | undefined;
export function openBrowser(folder: string): Promise<BrowserContext>;
