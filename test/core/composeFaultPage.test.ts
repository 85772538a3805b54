/** `content/compose-faults.md`: each fault that is found has its lines there, and each example gives exactly its fault. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeDocumentFacts } from './fixtureProject';

const page = readFileSync(join(process.cwd(), 'content', 'compose-faults.md'), 'utf8').replaceAll('\r\n', '\n');
const sections = page.split(/^## /m).slice(1).map((section) => {
  const files: Record<string, string> = {};
  for (const [, name = '', text = ''] of section.matchAll(/^```\S+ (\S+)\n([\s\S]*?)^```$/gm)) files[name] = text;
  return { code: section.slice(0, section.indexOf('\n')), files };
});

/** Not rejected by Compose, or told as something else. */
const noFaults = ['unset-variable', 'obsolete-version', 'compose-too-large', 'dotenv-too-large', 'yaml-unreadable'];

/** Every code that the source of the loader names; those that it puts together are named here. */
function codesInSource(): ReadonlySet<string> {
  const folder = join(process.cwd(), 'server', 'language', 'compose');
  const codes = new Set<string>(['item-twice', 'undefined-config', 'undefined-model', 'undefined-network', 'undefined-secret', 'undefined-volume']);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, code = ''] of text.matchAll(/(?:\b(?:fault|report|add)\((?:\s*)|\bcode(?::|\s*=)\s*|Code = )'([a-z]+(?:-[a-z]+)+)'/g)) if (!noFaults.includes(code)) codes.add(code);
  }
  return codes;
}

suite('page of compose faults', () => {
  test('every fault is there, in order, and no other', () => {
    assert.deepEqual(sections.map(({ code }) => code), [...codesInSource()].sort());
  });

  for (const { code, files } of sections) {
    if (Object.keys(files).length === 0) continue;
    test(code, () => {
      const { faults } = composeDocumentFacts('compose.yaml', files).project;
      assert.deepEqual(faults.map((fault) => fault.code), [code], JSON.stringify(faults.map(({ message }) => message)));
    });
  }
});
