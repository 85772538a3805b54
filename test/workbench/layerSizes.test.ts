import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ensureStandInImages, standInImages } from '../daemon/baseImages';
import { buildImage, dockerHost, ownName, removeEverything } from '../daemon/engine';
import { setDockerHost } from './graphView';
import { chooseTheme, goTo, openFile, showHover } from './keyboard';
import { editorOf, lineOf, openSession, readSample, readStarted, writeSettings, type Session } from './session';

const image = `${ownName}/reading-list:1`;

/** The sample's own Dockerfile on a stand-in for Node.js, whose install leaves as much as a real one does. */
const dockerfile = `FROM ${standInImages.node}
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci && \\
    dd if=/dev/zero of=node_modules/packages bs=1000 count=48200
COPY . .
USER node
CMD ["node", "src/server.js"]
`;

suite('workbench: sizes of layers', () => {
  let session: Session;
  let committed: string;
  suiteSetup(async () => {
    await ensureStandInImages();
    const started = readStarted();
    committed = readSample(started, 'Dockerfile');
    fs.writeFileSync(path.join(started.sample, 'Dockerfile'), dockerfile);
    const { ok, output } = await buildImage(started.sample, { tag: image });
    assert.ok(ok, output);
    setDockerHost(dockerHost());
    session = await openSession({ file: 'Dockerfile' });
  });
  suiteTeardown(async () => {
    fs.writeFileSync(path.join(session.started.sample, 'Dockerfile'), committed);
    setDockerHost(undefined);
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
    await session.close();
    await removeEverything();
  });

  const lens = (text: RegExp) => session.page.locator('.codelens-decoration', { hasText: text });

  for (const { theme, file } of [{ theme: 'Dark Modern', file: 'dark' }, { theme: 'Light Modern', file: 'light' }]) {
    test(`${theme}: lenses give the image and its large layers, a hover the layer's row`, async () => {
      const { page, started } = session;
      await chooseTheme(page, theme);
      await openFile(page, 'Dockerfile');
      await lens(/layerwise-test\/reading-list:1: [\d.]+ MB, 48[\d.]* MB of it from these steps/).waitFor();
      await lens(/layer: 48[\d.]* MB/).waitFor();
      await session.screenshot(`layer-sizes-${file}`);
      await goTo(page, lineOf(started, 'Dockerfile', /^RUN npm ci/));
      assert.match(await showHover(page, /In image/), /has a layer of 48[\d.]* MB/);
      await session.screenshot(`layer-sizes-hover-${file}`);
      await page.keyboard.press('Escape');
    });
  }

  test('a step that no image was built from has no size, and its hover says what the nearest image has instead', async () => {
    const { page, started } = session;
    fs.writeFileSync(path.join(started.sample, 'Dockerfile'), dockerfile.replace('npm ci', 'npm ci --omit=dev'));
    await editorOf(page, 'Dockerfile').locator('.view-line', { hasText: 'omit' }).waitFor();
    await lens(/of it from these steps/).waitFor({ state: 'detached' });
    await lens(/layer: /).waitFor({ state: 'detached' });
    await goTo(page, lineOf(started, 'Dockerfile', /^RUN npm ci/));
    assert.match(await showHover(page, /size of its layer is not known/), /No image on this machine has exactly these steps/);
    await session.screenshot('layer-sizes-unmatched');
  });
});
