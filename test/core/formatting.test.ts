import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { IndentStyle } from '../../server/language/formatting/continuationIndent';
import { formatDockerfile } from '../../server/language/formatting/formatDockerfile';
import { applyEdits } from '../../server/language/rules/rule';

const fourSpaces: IndentStyle = { tabSize: 4, insertSpaces: true };

/** The formatted text; formatting it again must change nothing. */
function formatted(text: string, style: IndentStyle = fourSpaces): string {
  const once = applyEdits(text, formatDockerfile(parseDockerfile(text), style));
  assert.deepEqual(formatDockerfile(parseDockerfile(once), style), [], 'formatting a formatted file changes nothing');
  return once;
}

/** Asserts that a text stays as it is. */
const stays = (text: string, style?: IndentStyle): void => assert.equal(formatted(text, style), text);

suite('formatting', () => {
  test('instructions and comments start their line; blanks at line ends go', () => {
    assert.equal(formatted('\ufeff  FROM a  \n\t# b \n   \n  RUN c\t\n'), '\ufeffFROM a\n# b\n\nRUN c\n');
    assert.equal(formatted(' FROM a\r\n  RUN b \\ \r\nc\r\n'), 'FROM a\r\nRUN b \\\r\n    c\r\n');
  });
  test('continued lines without indentation get one, with the comments between them', () => {
    const text = 'FROM a\nRUN b && \\\n# why\nc && \\\n      d\nENV A=1 \\\nB=2\nCMD [ \\\n"x" \\\n]\n';
    assert.equal(formatted(text), 'FROM a\nRUN b && \\\n    # why\n    c && \\\n      d\nENV A=1 \\\n    B=2\nCMD [ \\\n    "x" \\\n]\n');
    assert.equal(formatted('FROM a\nRUN b \\\nc\n', { tabSize: 8, insertSpaces: false }), 'FROM a\nRUN b \\\n\tc\n');
  });
  test('an indentation that is there keeps its width and is spelled as the editor wants it', () => {
    assert.equal(formatted('FROM a\nRUN b \\\n\tc \\\n \t  d\n'), 'FROM a\nRUN b \\\n    c \\\n      d\n');
    assert.equal(formatted('FROM a\nRUN b \\\n      c\n', { tabSize: 4, insertSpaces: false }), 'FROM a\nRUN b \\\n\t  c\n');
    stays('FROM a\nRUN b \\\n   c \\\n         d\n');
  });
  test('what would change its meaning stays: words, quotes, values, and quotes that are not certain', () => {
    for (const rest of ['RUN ab\\\ncd', "RUN echo 'a \\\nb'", 'RUN echo "a \\\nb"', 'ENV A b \\\nc', 'WORKDIR /a \\\nb', "RUN echo it's \\\nb", 'RUN x "$(y "a \\\nb")"', 'RUN a\\ \\\nb\\ \\\\\n', 'WHAT a \\\nb']) {
      stays(`FROM a\n${rest}\n`);
    }
    stays('# escape=`\nFROM a\nRUN dir C:\\`\nb\n');
  });
  test('heredocs stay, and what follows them starts its line', () => {
    assert.equal(formatted('FROM a\nRUN <<EOF  \n  a \\ \nb  \n# c\nEOF\n  COPY <<-X /y\n\tz \n\tX\n'), 'FROM a\nRUN <<EOF\n  a \\ \nb  \n# c\nEOF\nCOPY <<-X /y\n\tz \n\tX\n');
  });
  test('keywords change only where the file mixes their case', () => {
    stays('from a as b\nrun c\n');
    assert.equal(formatted('FROM a as b\nrun c\nCOPY d e\n'), 'FROM a AS b\nRUN c\nCOPY d e\n');
    assert.equal(formatted('From a AS b\nrun c\ncopy d e\n'), 'from a as b\nrun c\ncopy d e\n');
  });
  test('only the lines that are asked for', () => {
    const text = 'FROM a\n  RUN b\n  RUN c\n  RUN d\n';
    const part = { start: text.indexOf('RUN c'), end: text.indexOf('RUN c') + 3 };
    assert.equal(applyEdits(text, formatDockerfile(parseDockerfile(text), fourSpaces, part)).split('\n')[1], '  RUN b');
    assert.equal(applyEdits(text, formatDockerfile(parseDockerfile(text), fourSpaces, part)).split('\n')[2], 'RUN c');
    assert.equal(applyEdits(text, formatDockerfile(parseDockerfile(text), fourSpaces, part)).split('\n')[3], '  RUN d');
  });
});
