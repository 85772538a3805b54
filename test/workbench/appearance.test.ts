import * as assert from 'node:assert/strict';
import { openGraph, setDockerHost, unreachable, type GraphView } from './graphView';
import { chooseTheme, goTo, openFile, showHover } from './keyboard';
import { lineOf, openSession, writeSettings, type Session } from './session';
import { openWalkthrough, pictureOf } from './walkthroughView';

const themes = [
  { name: 'Dark Modern', file: 'dark', bodyClass: 'vscode-dark' },
  { name: 'Light Modern', file: 'light', bodyClass: 'vscode-light' },
  { name: 'Dark High Contrast', file: 'high-contrast', bodyClass: 'vscode-high-contrast' },
  { name: 'Light High Contrast', file: 'high-contrast-light', bodyClass: 'vscode-high-contrast-light' },
] as const;

/** The least contrast of text that WCAG 2.2 asks for at level AA. */
const leastContrast = 4.5;

suite('workbench: light, dark and high contrast', () => {
  let session: Session;
  let graph: GraphView;
  suiteSetup(async () => {
    setDockerHost(unreachable); // The recorded sample has nodes of every kind.
    session = await openSession({ file: 'Dockerfile' });
    graph = await openGraph(session.page);
  });
  suiteTeardown(async () => {
    await session.close();
    setDockerHost(undefined);
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
  });

  for (const theme of themes) {
    test(`${theme.name}: the open graph follows the theme, and its words can be read`, async () => {
      await chooseTheme(session.page, theme.name);
      await openGraph(session.page);
      await graph.frame.locator(`body.${theme.bodyClass}`).waitFor();
      await session.screenshot(`graph-${theme.file}`);
      const contrasts = await graph.nodes.evaluateAll(contrastsOfNodes);
      assert.ok(contrasts.length > 0);
      assert.deepEqual(contrasts.filter(({ ratio }) => ratio < leastContrast), []);
    });

    test(`${theme.name}: hover and walkthrough, for a person to look at`, async () => {
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
  }
});

/** Runs in the page: the contrast between each word of a node and the node's shape, as WCAG defines it. */
function contrastsOfNodes(nodes: Element[]): { text: string; ratio: number }[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  /** Paints colours over one another, the lowest first, and reads the pixel: any notation and any alpha. */
  const painted = (...colors: string[]): Uint8ClampedArray => {
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = (pixel: Uint8ClampedArray): number => {
    const [red = 0, green = 0, blue = 0] = [...pixel].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  return nodes.flatMap((node) => {
    const shape = node.querySelector('rect, polygon, path, circle, ellipse');
    const text = node.querySelector('text');
    if (!shape || !text) return [];
    const { fill } = getComputedStyle(shape);
    const ground = fill === 'none' ? [page] : [page, fill];
    const words = [...text.querySelectorAll('tspan')].filter((part) => part.childElementCount === 0 && part.textContent?.trim());
    return words.map((part) => {
      const letters = getComputedStyle(part).fill;
      const [light = 0, dark = 0] = [painted(...ground), painted(...ground, letters)].map(luminance).sort((a, b) => b - a);
      return { text: part.textContent ?? '', ratio: (light + 0.05) / (dark + 0.05) };
    });
  });
}
