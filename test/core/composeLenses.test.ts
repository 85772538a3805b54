import assert from 'node:assert/strict';
import { composeLenses } from '../../server/language/codeLens/composeLenses';
import { composeFileAlone, type ComposeDocumentFacts } from '../../server/language/composeDocumentFacts';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { parseDockerfile } from '../../server/language/dockerfile/parser';

/** `line: title` of each lens, lines 1-based. */
function lenses(text: string, rules: ComposeDocumentFacts['rules'] = {}): string[] {
  const file = parseCompose(text);
  return composeLenses(file, { ...composeFileAlone(file), rules }, true).map(({ range, command }) => `${range.start.line + 1}: ${command!.title}`);
}

const web = (...lines: readonly string[]): string => ['services:', '  web:', ...lines.map((line) => `    ${line}`)].join('\n');

suite('Code lens: compose services', () => {
  test('what runs, with the Dockerfile that is built', () => {
    const rules = { dockerfile: (path: string) => (path === '/app/Dockerfile' ? parseDockerfile('FROM scratch\nENTRYPOINT ["node"]\nCMD ["a.js"]\n') : undefined) };
    assert.deepEqual(lenses(web('build: ./app'), rules), ['2: runs: node a.js']);
    assert.deepEqual(lenses(web('build: ./app', 'command: ["b.js"]'), rules), ['2: runs: node b.js']);
    assert.deepEqual(lenses(web('build: ./other', 'command: b.js'), rules), []);
  });
  test('what runs as far as it is known of an image', () => {
    assert.deepEqual(lenses(web('image: x', 'command: node b.js')), ['2: runs: node b.js unless its image has an ENTRYPOINT']);
    assert.deepEqual(lenses(web('image: x', 'entrypoint: ["node", "b c.js"]')), ["2: runs: node 'b c.js'"]);
    assert.deepEqual(lenses(web('image: x')), []);
    assert.deepEqual(lenses(web('image: x', 'command: $UNKNOWN')), []);
  });
  test('a long command is cut, a secret is not shown', () => {
    const [long, secret] = [lenses(web('image: x', `command: ${'x'.repeat(500)}`)), lenses(web('image: x', 'command: serve --password hunter2hunter2'))];
    assert.equal(long[0]!.slice(3).length, 80);
    assert.match(long[0]!, /… unless its image has an ENTRYPOINT$/);
    assert.ok(!secret[0]!.includes('hunter2'));
  });
  test('each address at which this machine reaches it', () => {
    assert.deepEqual(lenses(web('image: x', 'ports: ["8080:80", "5432:5432", "53:53/udp", "80:80", "443:443"]')), [
      '2: reachable at http://localhost:8080', '2: reachable at localhost:5432', '2: reachable at localhost:53/udp', '2: and at 2 more ports',
    ]);
    assert.deepEqual(lenses(web('image: x', 'ports: ["80:80", "443:443", "127.0.0.1:8443:8443", "192.168.1.5:8080:80"]')), [
      '2: reachable at http://localhost', '2: reachable at https://localhost', '2: reachable at https://localhost:8443', '2: reachable at http://192.168.1.5:8080',
    ]);
    assert.deepEqual(lenses(web('image: x', 'ports: ["[::1]:8080:80", "[fe80::1]:81:80", {target: 80, published: "82"}]')).map((title) => title.slice(16)), ['http://localhost:8080', 'http://[fe80::1]:81', 'http://localhost:82']);
  });
  test('none for ports that Docker picks, that are not known, or that are not published', () => {
    for (const lines of [['ports: [80]'], ['ports: ["0:80"]'], ['ports: ["8000-8010:80"]'], ['ports: ["$PORT:80"]'], ['expose: [80]'], ['network_mode: host', 'ports: ["80:80"]'], ['ports: ["x:80"]'], ['ports:']]) {
      assert.deepEqual(lenses(web('image: x', ...lines)), [], lines.join());
    }
    assert.equal(lenses(web('image: x', 'ports: ["${PORT:-8080}:80", "9000-9003:9000-9003"]')).length, 4);
  });
  test('none on internal networks only: the Engine publishes nothing there', () => {
    const inside = (networks: string, top: string): string => `services:\n  web:\n    image: x\n    ports: ["8080:80"]\n    networks: [${networks}]\nnetworks:\n${top}`;
    const back = '  back: { internal: true }\n';
    assert.deepEqual(lenses(inside('back', back)), []);
    assert.deepEqual(lenses(inside('back, front', `${back}  front:\n`)), ['2: reachable at http://localhost:8080']);
    assert.deepEqual(lenses(`${web('image: x', 'ports: ["8080:80"]')}\nnetworks: { default: { internal: true } }`), []);
    // Whose network it is decides that, and what another driver does is not known here.
    for (const known of ['  back: { external: true }\n', '  back: { internal: true, driver: macvlan }\n', '  back: { internal: "${INTERNAL}" }\n', '  back: { internal: false }\n']) {
      assert.deepEqual(lenses(inside('back', known)), ['2: reachable at http://localhost:8080'], known);
    }
  });
  test('on the bridge of all, which publishes ports', () => {
    assert.deepEqual(lenses(web('image: x', 'network_mode: bridge', 'ports: ["8080:80"]')), ['2: reachable at http://localhost:8080']);
  });
  test('a web address can be opened where the editor can', () => {
    const file = parseCompose(web('image: x', 'ports: ["8080:80", "5432:5432"]'));
    const commands = (canOpen: boolean) => composeLenses(file, composeFileAlone(file), canOpen).map(({ command }) => [command!.command, ...(command!.arguments ?? [])].join(' '));
    assert.deepEqual(commands(true), ['vscode.open http://localhost:8080', '']);
    assert.deepEqual(commands(false), ['', '']);
  });
  test('at each service of this file, broken or without services', () => {
    assert.deepEqual(lenses('services:\r\n  a: {image: x, command: [b]}\r\n  c: {image: x, ports: ["80:80"]}\r\n'), ['2: runs: b unless its image has an ENTRYPOINT', '3: reachable at http://localhost']);
    for (const text of ['', 'services:', 'services: [a]', 'services: {a: 1, b: }', 'services:\n  a:\n    image: "x\n']) assert.doesNotThrow(() => lenses(text), text);
  });
});
