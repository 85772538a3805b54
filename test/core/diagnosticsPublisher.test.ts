import assert from 'node:assert/strict';
import { setImmediate as settled } from 'node:timers/promises';
import type { Connection } from 'vscode-languageserver/node';
import { DiagnosticsPublisher } from '../../server/diagnosticsPublisher';
import type { HandlerContext } from '../../server/handlers';

suite('publishing diagnostics', () => {
  test('a document that cannot be read is logged and leaves nothing behind that would end the server', async () => {
    const logged: string[] = [];
    const documents = {
      get: () => {
        throw new RangeError('Maximum call stack size exceeded');
      },
    };
    const facts = { projects: { changed: () => [] } };
    const context = { documents, facts, log: { error: (message: string) => logged.push(message) } } as unknown as HandlerContext;
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    new DiagnosticsPublisher(context, {} as Connection).changed('file:///compose.yaml');
    await settled();
    await settled();
    process.off('unhandledRejection', note);
    assert.deepEqual(logged.map((message) => message.split(':')[0]), ['diagnostics failed', 'document check failed']);
    assert.deepEqual(unhandled, []);
  });
});
