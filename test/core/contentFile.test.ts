import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent, writeContent } from '../../server/world/content';
import { readContentFolder } from '../../server/world/contentFolder';

suite('content: the compiled file', () => {
  let folder: string;
  setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'layerwise-content-'));
  });
  teardown(() => rmSync(folder, { recursive: true }));

  const written = (text: string): string => {
    const file = join(folder, 'content.json');
    writeFileSync(file, text);
    return file;
  };

  test('gives back everything that was written, and is JSON', () => {
    const content = readContentFolder(join(process.cwd(), 'content'));
    const text = writeContent(content);
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(content)));
    const loaded = loadContent(written(text));
    assert.deepEqual(JSON.parse(JSON.stringify(loaded)), JSON.parse(text));
  });

  test('an entry that is not there is undefined, also under a name that every object has', () => {
    const { hovers } = loadContent(written(writeContent(readContentFolder(join(process.cwd(), 'content')))));
    assert.equal(hovers['constructor'], undefined);
    assert.equal(Object.hasOwn(hovers, 'toString'), false);
    assert.equal('dockerfile/RUN' in hovers, true);
  });

  test('a damaged file is named, with what to do', () => {
    assert.throws(() => loadContent(written('{"rules":{},\n')), /content\.json cannot be read .*npm run build/s);
    assert.throws(() => loadContent(join(folder, 'none.json')), /none\.json cannot be read .*npm run build/s);
  });
});
