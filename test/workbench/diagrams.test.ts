import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../../scripts/workbench/browser.mjs';
import { readStarted } from './session';

/** The lessons' diagrams are drawn by hand from these sources, which must stay valid mermaid. */
suite('workbench: the sources of the lessons’ diagrams', () => {
  let context: BrowserContext;
  let page: Page;
  suiteSetup(async () => {
    context = await openBrowser(fs.mkdtempSync(path.join(readStarted().folder, 'browser-')));
    page = await context.newPage();
    await page.addScriptTag({ path: path.join(process.cwd(), 'node_modules', 'mermaid', 'dist', 'mermaid.min.js') });
  });
  suiteTeardown(() => context.close());

  const folder = path.join(process.cwd(), 'content');
  const sources = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.mmd'));

  test('there are some', () => assert.ok(sources.length >= 3));

  for (const source of sources) {
    test(source, async () => {
      const text = fs.readFileSync(path.join(folder, source), 'utf8');
      assert.match(await page.evaluate(`mermaid.parse(${JSON.stringify(text)}).then(({ diagramType }) => diagramType)`), /^\w/);
    });
  }

  test('a broken one would be noticed', async () => {
    await assert.rejects(page.evaluate("mermaid.parse('flowchart LR\\n a --> --> b')"), /Parse error/);
  });
});
