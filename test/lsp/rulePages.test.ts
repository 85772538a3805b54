/** Diagnostics lead to the page of their rule where the editor shows it, over standard streams. */
import assert from 'node:assert/strict';
import { rulePageRequest } from '../../server/protocol/messages';
import { endOfTest, StdioServer, Workspace } from './serverProcess';

const text = 'version: "3"\nservices:\n  web:\n    image: nginx:1.29\n    hostnme: web\n';

suite('pages of rules, over standard streams', () => {
  let server: StdioServer;
  let workspace: Workspace;
  setup(() => {
    workspace = new Workspace();
  });
  teardown(() => endOfTest(server, workspace));

  async function links(options: object): Promise<readonly (readonly [string, string | undefined])[]> {
    server = StdioServer.spawn();
    await server.initialize({}, options);
    const uri = workspace.write('compose.yaml', text);
    const found = server.nextDiagnostics(uri, ({ diagnostics }) => diagnostics.length === 2);
    await server.open(uri, 'dockercompose', text);
    return (await found).map(({ code, codeDescription }) => [String(code), codeDescription?.href] as const).sort();
  }

  test('a rule and a fault lead to their texts', async () => {
    const found = await links({ rulePages: true });
    assert.deepEqual(found, [['obsolete-version', 'layerwise-rule:/obsolete-version.md'], ['unknown-key', 'layerwise-rule:/unknown-key.md']]);
    const rule = await server.connection.sendRequest(rulePageRequest, { rule: 'obsolete-version' });
    assert.match(rule!.text, /^# version at the top of a compose file\n\n[\s\S]*## Why\n[\s\S]*## Bad\n\n`compose\.yaml`\n\n```yaml\nversion: "3\.8"\n[\s\S]*## Good\n/);
    const fault = await server.connection.sendRequest(rulePageRequest, { rule: 'unknown-key' });
    assert.match(fault!.text, /^# unknown-key\n\nA key that Compose does not have\.\n[\s\S]*---\n\nLayerwise reads a compose file/);
    for (const unknown of ['toString', '__proto__', '', 'yaml-bad-indent']) assert.equal(await server.connection.sendRequest(rulePageRequest, { rule: unknown }), null);
  });

  test('an editor that shows no pages gets no links', async () => {
    assert.deepEqual((await links({})).map(([, href]) => href), [undefined, undefined]);
  });
});
