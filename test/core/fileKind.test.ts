import assert from 'node:assert/strict';
import { fileKindOf, fileKindOfPath } from '../../server/language/fileKind';

suite('what a file is read as', () => {
  test('compose files by name', () => {
    for (const name of ['compose.yaml', 'docker-compose.yml', 'compose.override.yml', 'docker-compose.prod.yaml', 'a/compose-dev.yaml', 'docker-compose_test.yml', 'C:\\a\\Docker-Compose.YML', 'docker-compose2.yml']) assert.equal(fileKindOfPath(name), 'compose', name);
    for (const name of ['composer.yaml', 'decompose.yaml', 'compose.yaml.j2', 'compose.json', 'my-compose.yaml']) assert.equal(fileKindOfPath(name), undefined, name);
  });
  test('the editor knows better than the name', () => {
    assert.equal(fileKindOf('dockercompose', 'stack.yml'), 'compose');
    assert.equal(fileKindOf('yaml', 'compose-dev.yaml'), 'compose');
    assert.equal(fileKindOf('yaml', 'stack.yml'), undefined);
  });
});
