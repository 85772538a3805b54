/** `layerwise check` for compose files: whole projects, and files that are only parts of one. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerwise } from './commandLine';
import { Workspace } from './serverProcess';

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
  readonly fixable: boolean;
}

suite('check of compose files', () => {
  let workspace: Workspace;
  setup(() => {
    workspace = new Workspace({
      'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    networks: [back]\n',
      'compose.prod.yaml': 'services:\n  web:\n    networks: [back]\n',
      'whole/compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    networks: [back]\n',
      'whole/compose.override.yaml': 'networks:\n  back: {}\n',
      'parts/compose.yaml': 'include:\n  - ../one/compose.part.yaml\nservices: {}\n',
      'one/compose.part.yaml': 'services:\n  one:\n    imagee: nginx\n    image: nginx:1.29\n',
      'built/compose.yaml': 'services:\n  web:\n    build: { context: ., target: gone }\n',
      'built/Dockerfile': 'FROM scratch AS there\nCOPY a /a\n',
      'built/a': '',
    });
  });
  teardown(() => workspace.remove());

  const check = async (path: string): Promise<readonly Found[]> => {
    const { out } = await layerwise(workspace, 'check', path, '--format', 'json');
    const { files } = JSON.parse(out) as { files: { path: string; diagnostics: readonly Found[] }[] };
    return files.find((file) => file.path === path)!.diagnostics;
  };
  const told = (found: readonly Found[]): readonly string[] => found.map(({ rule, severity, range }) => `${severity} ${rule} in line ${range.start.line}`);

  test('what another file may mend is an error in the main file only', async () => {
    assert.deepEqual(told(await check('compose.yaml')), ['error undefined-network in line 4']);
    assert.deepEqual(told(await check('compose.prod.yaml')), ['information no-image-and-no-build in line 2', 'information undefined-network in line 3']);
    assert.deepEqual(told(await check('whole/compose.yaml')), []);
  });

  test('a fault of an included file is told where it is included, and in the file itself', async () => {
    const [fault, ...more] = await check('parts/compose.yaml');
    assert.deepEqual(told([fault!, ...more]), ['error unknown-key in line 2']);
    assert.match(fault!.message, /one\/compose\.part\.yaml`, line 3: /);
    assert.equal(fault!.fixable, false);
    assert.deepEqual(told(await check('one/compose.part.yaml')), ['error unknown-key in line 3']);
  });

  test('UTF-16 with its mark is read as Compose reads it; bytes that are no UTF-8 are said and never written over', async () => {
    const text = 'version: "3"\nservices:\n  web:\n    image: nginx:1.29 # café\n    networks: [back]\n';
    writeFileSync(join(workspace.folder, 'compose.yaml'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
    assert.ok(told(await check('compose.yaml')).includes('error undefined-network in line 5'));
    const latin = Buffer.from(text, 'latin1');
    writeFileSync(join(workspace.folder, 'compose.yaml'), latin);
    assert.deepEqual((await check('compose.yaml')).filter(({ severity }) => severity === 'error').map(({ rule }) => rule), ['compose-not-text']);
    await layerwise(workspace, 'check', 'compose.yaml', '--fix');
    assert.deepEqual(readFileSync(join(workspace.folder, 'compose.yaml')), latin);
  });

  test('the Dockerfile that a service builds is read', async () => {
    assert.deepEqual(told(await check('built/compose.yaml')), ['warning unknown-build-target in line 3']);
  });

  test('--fix mends the file, and the exit code says whether errors are left', async () => {
    assert.equal((await layerwise(workspace, 'check', 'compose.yaml', '--fail-on', 'error')).code, 1);
    assert.equal((await layerwise(workspace, 'check', 'compose.yaml', '--fix', '--fail-on', 'error')).code, 0);
    assert.equal(readFileSync(join(workspace.folder, 'compose.yaml'), 'utf8'), 'services:\n  web:\n    image: nginx:1.29\n    networks: [back]\n\nnetworks:\n  back:\n');
  });

  test('SARIF names rule, level and place', async () => {
    const { out } = await layerwise(workspace, 'check', 'compose.yaml', '--format', 'sarif');
    const { runs: [run] } = JSON.parse(out) as { runs: [{ results: { ruleId: string; level: string; locations: { physicalLocation: { region: { startLine: number } } }[] }[] }] };
    assert.deepEqual(run.results.map(({ ruleId, level, locations }) => [ruleId, level, locations[0]!.physicalLocation.region.startLine]), [['undefined-network', 'error', 4]]);
  });
});
