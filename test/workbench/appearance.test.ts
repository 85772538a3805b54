import * as assert from 'node:assert/strict';
import { contrastsOf, leastContrast } from './contrasts';
import { openGraph, setDockerHost, unreachable } from './graphView';
import { chooseTheme, goTo, openFile, showHover } from './keyboard';
import type { GraphView } from './graphView';
import { lineOf, openSession, writeSettings, type Session } from './session';
import { themes } from './themes';
import { openWalkthrough, pictureOf } from './walkthroughView';

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
      const contrasts = await graph.nodes.evaluateAll(contrastsOf);
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
