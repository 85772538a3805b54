import * as assert from 'node:assert/strict';
import { goTo, showHover } from './keyboard';
import { editorOf, lineOf, openSession, readSample, type Session } from './session';

suite('workbench: reading a Dockerfile', () => {
  let session: Session;
  suiteSetup(async () => {
    session = await openSession({ file: 'Dockerfile' });
  });
  suiteTeardown(() => session.close());

  test('the hover on an instruction says what it is', async () => {
    await goTo(session.page, lineOf(session.started, 'Dockerfile', /^COPY /));
    const text = await showHover(session.page, /COPY/);
    assert.ok(text.length > 60, text);
    await session.screenshot('hover-copy');
    await session.page.keyboard.press('Escape');
  });

  test('the hover on CMD shows what runs', async () => {
    await goTo(session.page, lineOf(session.started, 'Dockerfile', /^CMD /));
    const text = await showHover(session.page, /PID 1/);
    assert.ok(text.includes(programOfCmd(session)), text);
    await session.screenshot('hover-cmd');
    await session.page.keyboard.press('Escape');
  });

  test('a lens above CMD shows what runs', async () => {
    const lens = editorOf(session.page, 'Dockerfile').locator('.codelens-decoration', { hasText: programOfCmd(session) });
    await lens.first().waitFor();
  });
});

function programOfCmd({ started }: Session): string {
  const [, program] = /^CMD \[?"?([\w./-]+)/m.exec(readSample(started, 'Dockerfile')) ?? [];
  assert.ok(program, 'the sample has a CMD');
  return program;
}
