import assert from 'node:assert/strict';
import manifest from '../../package.json';
import { fileKindOfPath } from '../../server/language/fileKind';

/** Names that plain YAML files have; those of the language `dockercompose` need no name. */
const names = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'compose.override.yaml',
  'docker-compose.prod.yml',
  'compose-dev.yaml',
  'docker-compose_test.yml',
  'composer.yaml',
  'my-compose.yaml',
  'values.yaml',
  'compose.json',
];

suite('menus of the compose diagram', () => {
  const { menus } = manifest.contributes;
  for (const menu of ['editor/title', 'commandPalette'] as const) {
    test(`${menu} offers it for the files that are compose files`, () => {
      const when = menus[menu].find(({ command }) => command === 'layerwise.showComposeDiagram')?.when ?? '';
      const [, pattern] = /resourceFilename =~ \/(.+)\/$/.exec(when) ?? [];
      assert.ok(pattern, when);
      const offered = names.filter((name) => new RegExp(pattern).test(name));
      assert.deepEqual(offered, names.filter((name) => fileKindOfPath(name) === 'compose'));
      assert.notEqual(offered.length, 0);
    });
  }
});
