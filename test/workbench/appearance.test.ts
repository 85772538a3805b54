import * as assert from 'node:assert/strict';
import { openGraph, setDockerHost, unreachable } from './graphView';
import { goTo, openFile, showHover } from './keyboard';
import { lineOf, openSession, writeSettings, type Session } from './session';
import { openWalkthrough, pictureOf } from './walkthroughView';

const themes = [
  { name: 'Light Modern', file: 'light', bodyClass: 'vscode-light' },
  { name: 'Dark Modern', file: 'dark', bodyClass: 'vscode-dark' },
  { name: 'Default High Contrast', file: 'high-contrast', bodyClass: 'vscode-high-contrast' },
  { name: 'Default High Contrast Light', file: 'high-contrast-light', bodyClass: 'vscode-high-contrast-light' },
] as const;

/** The least contrast of text that WCAG 2.2 asks for at level AA. */
const leastContrast = 4.5;

suite('workbench: light, dark and high contrast', () => {
  for (const theme of themes) {
    suite(theme.name, () => {
      let session: Session;
      suiteSetup(async () => {
        setDockerHost(unreachable); // The recorded sample has nodes of every kind.
        session = await openSession({ settings: { 'workbench.colorTheme': theme.name } });
      });
      suiteTeardown(async () => {
        await session.close();
        setDockerHost(undefined);
        writeSettings(session.started, { 'workbench.colorTheme': undefined });
      });

      test('the graph follows the theme, and its words can be read', async () => {
        const { frame, nodes } = await openGraph(session.page);
        await frame.locator(`body.${theme.bodyClass}`).waitFor();
        await session.screenshot(`graph-${theme.file}`);
        const contrasts = await nodes.evaluateAll(contrastsOfNodes);
        assert.ok(contrasts.length > 0);
        assert.deepEqual(contrasts.filter(({ ratio }) => ratio < leastContrast), []);
      });

      test('hover and walkthrough, for a person to look at', async () => {
        const { page } = session;
        await openFile(page, 'Dockerfile');
        await goTo(page, lineOf(session.started, 'Dockerfile', /^CMD /));
        await showHover(page, /CMD/);
        await session.screenshot(`hover-${theme.file}`);
        await page.keyboard.press('Escape');
        await openWalkthrough(page);
        await pictureOf(page).waitFor();
        await session.screenshot(`walkthrough-${theme.file}`);
      });
    });
  }
});

/** Runs in the page: the contrast between each node's text and its shape, as WCAG defines it. */
function contrastsOfNodes(nodes: Element[]): { text: string; ratio: number }[] {
  const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  /** Colours may have an alpha: what shines through is the page. */
  const opaque = (color: string, below: string): string => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = channels(color);
    const under = channels(below);
    return `rgb(${[red, green, blue].map((value, index) => value * alpha + (under[index] ?? 0) * (1 - alpha)).join(',')})`;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  return nodes.flatMap((node) => {
    const shape = node.querySelector('rect, polygon, path, circle, ellipse');
    const text = node.querySelector('text');
    if (!shape || !text) return [];
    const fill = getComputedStyle(shape).fill;
    const ground = fill === 'none' ? page : opaque(fill, page);
    const letters = opaque(getComputedStyle(text.querySelector('tspan') ?? text).fill, ground);
    const [light = 0, dark = 0] = [luminance(ground), luminance(letters)].sort((a, b) => b - a);
    return [{ text: text.textContent ?? '', ratio: (light + 0.05) / (dark + 0.05) }];
  });
}
