/** Mermaid's own parser reads every text, and finds in it what was meant. */
import assert from 'node:assert/strict';
import { presentDiagram } from '../../server/language/composeDiagram/presentDiagram';
import { escapeLabel, mermaidLabel } from '../../server/language/mermaidText';
import type { GraphDrawing } from '../../server/protocol/drawing';
import { composeDocumentFacts } from './fixtureProject';
import { mermaidWithoutBrowser } from './mermaidReader';

interface ReadFlowchart {
  readonly vertices: ReadonlyMap<string, { readonly text: string; readonly type: string; readonly classes: readonly string[] }>;
  readonly edges: readonly { readonly start: string; readonly end: string; readonly text: string; readonly stroke: string; readonly type: string }[];
}

/** What mermaid's flowchart knows after it has read a text. */
async function readByMermaid(text: string): Promise<ReadFlowchart> {
  const mermaid = await mermaidWithoutBrowser();
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const flowchart = db as unknown as { getVertices(): ReadFlowchart['vertices']; getEdges(): ReadFlowchart['edges'] };
  return { vertices: flowchart.getVertices(), edges: flowchart.getEdges() };
}

function drawingOf(text: string): GraphDrawing {
  const found = presentDiagram(composeDocumentFacts('compose.yaml', { 'compose.yaml': text }).project);
  assert.ok(found, 'there is no service');
  return found.drawing;
}

/** Mermaid's marks for `#35;` as the characters that a browser shows. */
function shown(text: string): string {
  return text.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCharCode(Number(code)));
}

const hostile = [
  'a"]; click x "javascript:x()"',
  '%%{init: {"theme":"dark"}}%%',
  '<img src=x onerror=alert(1)>',
  'x --> z',
  '`**b**`',
  '$$x$$',
  '#quot;',
  '\\"\\n',
  'subgraph',
  'end',
  '|x|',
  '1. one',
  'style: #fff; x',
  'classDef a:#b; c',
  'a@{ shape: circle }',
];

suite('the diagram of a compose project: mermaid reads it', function () {
  this.timeout(20_000);

  test('nodes, lines, shapes and classes are the ones that were written', async () => {
    const { mermaid, nodes } = drawingOf(
      'services:\n  web: {image: a, ports: ["80:80"], networks: [x, y], secrets: [s], configs: [c], depends_on: {db: {condition: service_healthy}, job: {condition: service_started, required: false}}}\n  db: {image: b, volumes: ["data:/v", "./b:/b"]}\n  job: {image: c, profiles: [p]}\nnetworks: {x: {}, y: {}}\nvolumes: {data: {}}\nsecrets: {s: {file: s}}\nconfigs: {c: {file: c}}\n',
    );
    const { vertices, edges } = await readByMermaid(mermaid);
    assert.deepEqual([...vertices.keys()], Object.keys(nodes));
    assert.deepEqual(Object.fromEntries([...vertices].map(([id, { type, classes }]) => [id, `${type} ${classes.join(' ')}`])), {
      port_80: 'odd port',
      service_db: 'square service',
      service_job: 'square profiled',
      service_web: 'square service',
      network_default: 'round network',
      network_x: 'round network',
      network_y: 'round network',
      volume_data: 'cylinder volume',
      bind___b: 'lean_right bind',
      secret_s: 'subroutine secret',
      config_c: 'trapezoid config',
    });
    const lines = edges.map(({ start, end, text, stroke, type }) => [start, end, text, stroke, type].join(' '));
    assert.ok(lines.includes('service_web service_db healthy normal arrow_point'), lines.join('\n'));
    assert.ok(lines.includes('service_web service_job  dotted arrow_point'), lines.join('\n'));
    assert.ok(lines.includes('service_db volume_data  normal arrow_open'), lines.join('\n'));
  });

  for (const name of hostile) {
    test(`${JSON.stringify(name)} stays what it is, wherever it stands`, async () => {
      const quoted = JSON.stringify(name);
      const { mermaid, nodes } = drawingOf(
        `services:\n  ${quoted}: {image: ${quoted}, profiles: [${quoted}], networks: [${quoted}, other], secrets: [${quoted}], configs: [${quoted}], volumes: [{type: volume, source: ${quoted}, target: /v}, {type: bind, source: ${quoted}, target: /b}], ports: [{target: 1, published: ${quoted}}]}\n  other: {image: a, depends_on: [${quoted}]}\n`,
      );
      const { vertices, edges } = await readByMermaid(mermaid);
      assert.deepEqual([...vertices.keys()], Object.keys(nodes));
      assert.ok(edges.every(({ start, end }) => vertices.has(start) && vertices.has(end)));
      const service = [...vertices].find(([id]) => id.startsWith('service_') && id !== 'service_other')![1];
      assert.equal(shown(service.text).split('<br/>')[0], name);
    });
  }

  test('any characters stay inside a label', async () => {
    const text = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join('');
    const label = mermaidLabel([text], text.length);
    const { vertices } = await readByMermaid(`flowchart LR\n  a["${label}"]:::service\n  b -->|"${escapeLabel(text)}"| a\n`);
    assert.deepEqual([...vertices.keys()], ['a', 'b']);
    assert.deepEqual(vertices.get('a')!.classes, ['service']);
  });
});
