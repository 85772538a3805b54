import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { contextFileLinks } from '../../server/language/documentLinks/contextFileLinks';
import { parseDockerfile } from '../../server/language/dockerfile/parser';

const context = new ContextTree(['package.json', 'src/main.ts'].map((path) => ({ path, type: 'file' as const, size: 1 })));

/** Each link as `words -> path`. */
function links(lines: string): string[] {
  const dockerfile = parseDockerfile(`FROM a AS b\n${lines}\n`);
  return contextFileLinks(dockerfile, context).map(({ span, path }) => `${dockerfile.text.slice(span.start, span.end)} -> ${path}`);
}

suite('links to files of the build context', () => {
  test('each source that is one file, however it is written', () => {
    assert.deepEqual(links('COPY package.json ./src/main.ts /app/'), ['package.json -> package.json', './src/main.ts -> src/main.ts']);
    assert.deepEqual(links('ADD ["src/main.ts", "/app/"]'), ['src/main.ts -> src/main.ts']);
    assert.deepEqual(links('ONBUILD COPY /../package.json x'), ['/../package.json -> package.json']);
  });
  test('none for folders, wildcards, variables, stages, addresses and what is missing', () => {
    for (const line of ['COPY src x', 'COPY *.json x', 'COPY $A/main.ts x', 'COPY --from=b package.json x', 'ADD https://example.com/package.json x', 'COPY nothing x', 'RUN cat package.json']) {
      assert.deepEqual(links(line), [], line);
    }
  });
});
