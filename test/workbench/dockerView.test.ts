import * as assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from '../daemon/baseImages';
import { dockerOutput, ownName, removeEverything, startContainer } from '../daemon/engine';
import { openDockerView, runningContainers, type DockerView } from './dockerView';
import { setDockerHost, unreachable } from './graphView';
import { chooseTheme, runCommand, untilTexts } from './keyboard';
import { openSession, patience, writeSettings, type Session } from './session';
import { openSetting } from './settingsView';

const project = 'bookshop';
const web = `${project}-web-1`;
const volume = `${project}_books`;
const compose = (service: string): string[] => ['--label', `com.docker.compose.project=${project}`, '--label', `com.docker.compose.service=${service}`];

const themes = [
  { name: 'Dark Modern', file: 'dark' },
  { name: 'Light Modern', file: 'light' },
  { name: 'Dark High Contrast', file: 'high-contrast' },
  { name: 'Light High Contrast', file: 'high-contrast-light' },
] as const;

suite('workbench: Docker in the side bar and in the status bar', () => {
  let session: Session;
  let view: DockerView;
  const running = async (): Promise<number> => Number(/\d+/.exec((await runningContainers(session.page).textContent()) ?? '')?.[0]);
  suiteSetup(async () => {
    await removeEverything();
    await ensureBaseImage();
    await dockerOutput('volume', 'create', '--label', ownName, volume);
    await startContainer(busyboxImage, ['--name', web, ...compose('web'), '--volume', `${volume}:/data`], ['sleep', '3600']);
    await startContainer(busyboxImage, ['--name', `${project}-migrate-1`, ...compose('migrate')], ['sh', '-c', 'exit 3']);
    session = await openSession({ file: 'Dockerfile' });
    await session.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  suiteTeardown(async () => {
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
    await session?.close();
    await removeEverything();
    await dockerOutput('volume', 'rm', '--force', volume);
  });

  test('a project stands there with its containers and their states, and so do images, volumes and networks', async () => {
    view = await openDockerView(session.page);
    const texts = await view.until((current) => [web, 'exited with code 3'].every((word) => current.some((text) => text.includes(word))));
    for (const words of ['Compose projects', '1 of 2 containers running', 'Images', 'Volumes', 'Networks']) {
      assert.ok(texts.some((text) => text.includes(words)), `${words}: ${texts.join(' | ')}`);
    }
    assert.match((await view.row(`Container ${web}`).getAttribute('aria-label'))!, /running/);
  });

  test('the status bar counts containers that run, and follows them', async () => {
    const before = await running();
    await startContainer(busyboxImage, ['--name', `${project}-cache-1`, ...compose('cache')], ['sleep', '3600']);
    await untilTexts(runningContainers(session.page), ([text]) => text?.trim() === `${before + 1} running`, patience);
    await view.until((texts) => texts.some((text) => text.includes(`${project}-cache-1`)));
    await dockerOutput('rm', '--force', `${project}-cache-1`);
    await untilTexts(runningContainers(session.page), ([text]) => text?.trim() === `${before} running`, patience);
    await view.until((texts) => !texts.some((text) => text.includes(`${project}-cache-1`)));
  });

  test('the setting takes the number out of the status bar and brings it back, in a window that is open', async () => {
    const tick = await openSetting(session.page, 'layerwise.statusBar');
    await tick(true);
    await runningContainers(session.page).waitFor();
    await tick(false);
    await runningContainers(session.page).waitFor({ state: 'detached' });
    await session.screenshot('docker-status-bar-off');
    await tick(true);
    await runningContainers(session.page).waitFor();
    await session.page.keyboard.press('Escape');
    await session.page.locator('.settings-editor').waitFor({ state: 'hidden' });
  });

  test('with keys alone: a branch opens and stays open when something changes, and Enter leads to the graph', async () => {
    const { page } = session;
    await view.row('Volumes').click();
    await page.keyboard.press('ArrowRight');
    await view.until((texts) => texts.some((text) => text.includes(volume)));
    await dockerOutput('stop', '--time', '0', web);
    await view.until((texts) => texts.some((text) => text.includes(web) && text.includes('exited')) && texts.some((text) => text.includes(volume)));
    await dockerOutput('start', web);
    await view.until((texts) => texts.some((text) => text.includes(web) && text.includes('running')));
    await view.walkTo(`Container ${web}`);
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'Docker Graph' }).waitFor();
  });

  test('the menu of an item copies its name', async () => {
    const { page } = session;
    await view.row(`Container ${web}`).click({ button: 'right' });
    await page.locator('.context-view .action-label', { hasText: 'Copy Name' }).click();
    await page.waitForFunction(async (name) => (await navigator.clipboard.readText()) === name, web);
  });

  for (const { name, file } of themes) {
    test(`${name}, for a person to look at`, async () => {
      await chooseTheme(session.page, name);
      await openDockerView(session.page);
      await view.row(`Container ${web}`).hover();
      await session.screenshot(`docker-view-${file}`);
    });
  }
});

suite('workbench: the side bar without a daemon', () => {
  let session: Session;
  suiteSetup(async () => {
    setDockerHost(unreachable);
    session = await openSession({ file: 'Dockerfile' });
  });
  suiteTeardown(async () => {
    await session?.close();
    setDockerHost(undefined);
  });

  test('it says what is wrong and what to do, shows nothing of the sample, and no number of containers', async () => {
    const view = await openDockerView(session.page);
    const texts = await view.until((current) => current.some((text) => text.includes('Try again')));
    assert.deepEqual(texts.map((text) => text.trim()), ['Try again', 'Choose a Docker context…', 'Show a recorded sample as a graph']);
    const message = (await view.message.textContent()) ?? '';
    assert.ok(message.includes(unreachable), message);
    assert.match(message, /Start Docker|systemctl/);
    assert.equal(await runningContainers(session.page).count(), 0);
    await session.screenshot('docker-view-no-daemon');
  });

  test('contexts to choose from are those of the Docker command line, with what it does itself first', async () => {
    const { page } = session;
    await runCommand(page, 'Layerwise: Choose Docker Context');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    const texts = await untilTexts(rows, (current) => current.length >= 2, patience);
    assert.match(texts[0]!, /As the Docker command line does/);
    assert.ok(texts.some((text) => text.includes('default')), texts.join(' | '));
    await session.screenshot('docker-contexts');
    await page.keyboard.press('Escape');
  });

  test('as soon as a daemon answers, the tree is there by itself', async () => {
    const view = await openDockerView(session.page);
    setDockerHost(undefined);
    await view.until((texts) => texts.some((text) => text.includes('Networks')) && !texts.some((text) => text.includes('Try again')));
  });
});
