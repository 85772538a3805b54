import assert from 'node:assert/strict';
import { isInShellFence, placeOf, shellLineAt, type DocumentLines } from '../../client/course/shellLine';

function linesOf(text: string): DocumentLines {
  const lines = text.split('\n');
  return { lineCount: lines.length, lineAt: (line) => ({ text: lines[line]! }) };
}

suite('shell lines of a document', () => {
  test('which lines stand in a fence for shell lines', () => {
    const text = ['docker ps', '```sh', 'docker ps', '```', 'docker ps', '~~~Console title', '$ docker ps', '```', 'docker ps', '~~~', '```yaml', 'docker ps', '```', '  ```bash', 'docker ps'].join('\n');
    const inside = Array.from({ length: 15 }, (_, line) => isInShellFence(linesOf(text), line));
    assert.deepEqual(inside.flatMap((is, line) => (is ? [line] : [])), [2, 6, 8, 14]);
  });

  test('a backslash continues a line, two of them do not', () => {
    const lines = linesOf('cd a\ndocker run \\\n  -d \\\n  nginx\nls \\\\\ndocker ps');
    assert.deepEqual(shellLineAt(lines, 2, 3), { line: 'docker run \\\n  -d \\\n  nginx', character: 16, firstLine: 1 });
    assert.deepEqual(shellLineAt(lines, 5, 6), { line: 'docker ps', character: 6, firstLine: 5 });
    const place = shellLineAt(lines, 3, 2);
    assert.deepEqual(placeOf(place, place.character), { line: 3, character: 2 });
    assert.deepEqual(placeOf(place, 0), { line: 1, character: 0 });
  });
});
