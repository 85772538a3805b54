/** Secrets that nobody must read over a shoulder: each kind is masked where it stands alone. */
import assert from 'node:assert/strict';
import { mask, maskSecrets } from '../../server/language/maskSecrets';

const long = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0';

suite('secrets are masked', () => {
  for (const [text, masked] of [
    ['DB_PASSWORD=abc', `DB_PASSWORD=${mask}`],
    ['passwd: abc', `passwd: ${mask}`],
    ['run --PassPhrase abc', `run --PassPhrase ${mask}`],
    ['SMTP_PASS=abc', `SMTP_PASS=${mask}`],
    ['run --pass abc', `run --pass ${mask}`],
    ['redis-server --requirepass abc', `redis-server --requirepass ${mask}`],
    ['AccountName=x;AccountKey=abc==', `AccountName=x;AccountKey=${mask}`],
    ['PWD=abc', `PWD=${mask}`],
    ['"client-secret": "abc"', `"client-secret": ${mask}`],
    ['my.token=abc', `my.token=${mask}`],
    ['APIKEY=abc', `APIKEY=${mask}`],
    ['api-key=abc', `api-key=${mask}`],
    ['access_key=abc', `access_key=${mask}`],
    ['private-key=abc', `private-key=${mask}`],
    ['CREDENTIALS=abc', `CREDENTIALS=${mask}`],
    ['AUTH=abc', `AUTH=${mask}`],
    ['a BEARER abcdefgh1', `a BEARER ${mask}`],
    ['a Basic abcdefgh1', `a Basic ${mask}`],
    ['postgres://me:abc@db/x', `postgres://me:${mask}@db/x`],
    ['x -----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY----- y', `x ${mask} y`],
    ...['ghp_', 'github_pat_', 'glpat-', 'npm_', 'xoxb-', 'sk-', 'AIza'].map((start) => [`x ${start}${long} y`, `x ${mask} y`] as const),
    ['x AKIAABCDEFGHIJKLMNOP y', `x ${mask} y`],
    [`x eyJ${long}.${long}.${long} y`, `x ${mask} y`],
  ] as const) {
    test(text.replace(/\s+/g, ' ').slice(0, 40), () => assert.equal(maskSecrets(text), masked));
  }

  test('what holds none stays, but for its length', () => {
    for (const text of ['', 'image: nginx:1.29', 'BYPASS=1 make --passes 3 compass=n', 'echo "$HOME" && ls -la']) assert.equal(maskSecrets(text), text);
    assert.equal(maskSecrets('x'.repeat(5000)).length, 2048);
  });
});
