/**
 * Compose on the same base images. Debian 12's packages have no Compose 2, so these tests are there where the client under
 * test has it: `node scripts/engine26.mjs -- npm test -- daemon`.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { noVariables } from '../../server/language/compose/interpolation';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { composeServiceCommand } from '../../server/language/process/composeCommand';
import { effectiveCommand, type EffectiveCommand } from '../../server/language/process/effectiveCommand';
import { readImageConfiguration } from '../../server/language/process/imageConfiguration';
import { stageCommand } from '../../server/language/process/stageCommand';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, containerArguments, createFolder, docker, dockerOutput, firstProcess, ownName, removeEverything, removeFolder } from './engine';

const client = process.env['LAYERWISE_DOCKER_CLIENT'] ?? 'docker';
const hasCompose = spawnSync(client, ['compose', 'version']).status === 0;

const images: Readonly<Record<string, string>> = {
  both: 'ENTRYPOINT ["/bin/sleep","E"]\nCMD ["C","D"]\n',
  cmd: 'CMD ["/bin/sleep","C"]\n',
  shell: 'ENTRYPOINT /bin/sleep E\nCMD ["C"]\n',
};

/** How a key can be written; `undefined`: it is not there. */
const commandForms = [undefined, 'x "y z" $$HOME && w', '["x", "$$HOME", ""]', '""', '[]', 'null', '[""]'];
const entrypointForms = [undefined, '/bin/tail -f', '["/bin/tail", "-f"]', '""', '[]', 'null', '[""]'];

interface Service {
  readonly name: string;
  readonly title: string;
  readonly yaml: string;
  readonly image: string;
}

function allServices(): Service[] {
  return Object.keys(images).flatMap((image) =>
    entrypointForms.flatMap((entrypoint, first) =>
      commandForms.map((command, second): Service => {
        const keys = [...(entrypoint === undefined ? [] : [`entrypoint: ${entrypoint}`]), ...(command === undefined ? [] : [`command: ${command}`])];
        const name = `${image}-${first}-${second}`;
        return { name, image, title: `${image}, ${keys.join(', ') || 'nothing said'}`, yaml: serviceYaml(name, image, keys) };
      }),
    ),
  );
}

function serviceYaml(name: string, image: string, keys: readonly string[]): string {
  const lines = [`image: ${ownName}/compose-${image}:1`, 'network_mode: none', `labels: [${ownName}]`, ...keys];
  return [`  ${name}:`, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

async function whatWeSay({ image, name, yaml }: Service): Promise<EffectiveCommand> {
  const known = readImageConfiguration(JSON.parse(await dockerOutput('image', 'inspect', busyboxImage)));
  const tree = parseDockerfile(`FROM ${busyboxImage}\n${images[image]!}`);
  const file = parseCompose(`services:\n${yaml}`);
  const { settings } = composeServiceCommand(file, file.services.find((service) => service.name === name)!, noVariables);
  return effectiveCommand({ image: stageCommand(tree, tree.stages[0]!, { image: () => known }), compose: settings });
}

(hasCompose ? suite : () => undefined)('What Compose runs, on a real daemon', () => {
  const project = `${ownName}-compose`;
  const services = allServices();
  const withInit: Service = { name: 'init', image: 'cmd', title: 'init: true', yaml: serviceYaml('init', 'cmd', ['command: /bin/sleep 1000', 'init: true', 'stop_signal: SIGUSR1']) };
  const said = new Map<string, EffectiveCommand>();

  suiteSetup(async function () {
    this.timeout(300_000);
    await ensureBaseImage();
    for (const [name, text] of Object.entries(images)) {
      const context = createFolder({ Dockerfile: `FROM ${busyboxImage}\n${text}` });
      const { ok, output } = await buildImage(context, { tag: `${ownName}/compose-${name}:1` });
      removeFolder(context);
      assert.ok(ok, output);
    }
    for (const service of services) said.set(service.name, await whatWeSay(service));
    // A service with nothing to run would stop the creation of all.
    const running = services.filter(({ name }) => said.get(name)!.argv.length > 0);
    const { code, stderr } = await create([...running, withInit], 'all');
    assert.equal(code, 0, stderr);
  });
  suiteTeardown(removeEverything);

  function create(chosen: readonly Service[], name: string) {
    const own = createFolder({ 'compose.yaml': `services:\n${chosen.map(({ yaml }) => yaml).join('')}` });
    return docker(['compose', '--project-name', `${project}-${name}`, '--file', join(own, 'compose.yaml'), 'create']).finally(() => removeFolder(own));
  }

  for (const service of services) {
    test(service.title, async () => {
      const { argv, complete } = said.get(service.name)!;
      assert.ok(complete);
      if (argv.length > 0) assert.deepEqual(await containerArguments(`${project}-all-${service.name}-1`), argv);
      else assert.match((await create([service], 'refused')).stderr, /no command specified/i);
    });
  }

  test('init: true and stop_signal', async () => {
    const container = `${project}-all-init-1`;
    const { processOne, stopSignal } = await whatWeSay(withInit);
    await dockerOutput('start', container);
    assert.deepEqual(await firstProcess(container), processOne.command);
    assert.equal(await dockerOutput('inspect', '--format', '{{.Config.StopSignal}}', container), stopSignal.effective);
  });
});
