import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { dockerfileHover } from '../../server/language/hover/dockerfileHover';
import { resolveCommands } from '../../server/language/hover/shell/commandWords';
import { readShell, withoutQuotes } from '../../server/language/process/readShell';
import { readCommands, readContentFolder } from '../../server/world/contentFolder';

const folder = join(process.cwd(), 'content');
const { commands } = readCommands(folder);
const { hovers } = readContentFolder(folder);

const names = (text: string) => readShell(text)?.commands.map(({ words, assignments }) => words.slice(assignments).map(({ value }) => value));

suite('shell words: reading a text', () => {
  const texts: readonly [string, string[][] | undefined][] = [
    ['a b && c | d; e', [['a', 'b'], ['c'], ['d'], ['e']]],
    ['A=1 B="x y" a', [['a']]],
    ['A=1', [[]]],
    ['if a; then b; elif c; then d; else e; fi', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['for x in a b; do c "$x"; done > /f', [['c', '$x'], []]],
    ['while a; do b; done', [['a'], ['b']]],
    ['case $x in a|b) c ;; *) d ;; esac; e', [['c'], ['d'], ['e']]],
    ['case x in (a) b; esac', [['b']]],
    ['( a; b ) && { c; }', [['a'], ['b'], ['c']]],
    ['f() { a; }; f', [['a'], ['f']]],
    ['! a', [['a']]],
    ['[[ a && b ]] || c', [['[[', 'a', '&&', 'b', ']]'], ['c']]],
    ['echo if then fi', [['echo', 'if', 'then', 'fi']]],
    ['a > /f 2>&1 < /g b', [['a', 'b']]],
    ['a \\\n  b', [['a', 'b']]],
    ['a # b && c', [['a']]],
    ["cat <<'E' > /f\nrm -rf \"\nE\nb", [['cat'], ['b']]],
    ['cat <<-E\n\tx\n\tE\nb', [['cat'], ['b']]],
    ['a "b', undefined],
    ['a $(b', undefined],
    ['', []],
  ];
  for (const [text, expected] of texts) test(JSON.stringify(text), () => assert.deepEqual(names(text), expected));

  test('quotes and escapes are taken off as the shell does', () => {
    const words: readonly [string, string][] = [["'a\\b'", 'a\\b'], ['"a\\b\\"c\\$"', 'a\\b"c$'], ['a\\ b', 'a b'], ["a'b'\"c\"", 'abc'], ['"it\'s"', "it's"], ['a\\\nb', 'ab'], ['a\\\r\nb', 'ab']];
    for (const [written, value] of words) assert.equal(withoutQuotes(written), value, written);
  });

  test('a text beyond the bound is not read', () => {
    assert.equal(readShell('a;'.repeat(30_000)), undefined);
    assert.equal(readShell('a;'.repeat(20_000))?.commands.length, 20_000);
  });
});

suite('shell words: what the words of a command are', () => {
  const roles = (text: string): string[] => {
    const { words, assignments } = readShell(text)!.commands[0]!;
    const resolved = resolveCommands(words, commands, assignments);
    return words.map((_, index) => resolved.map(({ roles: all }) => all.get(index)?.kind).find((kind) => kind !== undefined) ?? 'assignment');
  };
  const texts: readonly [string, string][] = [
    ['apt-get -q install -y -o A=b curl', 'name flag subcommand flag flag value argument'],
    ['apt-get install -y -- -x', 'name subcommand flag end-of-flags argument'],
    ['mvn -B clean package -DskipTests', 'name flag subcommand subcommand flag'],
    ['gradle clean :app:bootJar :app:other -x test', 'name subcommand subcommand argument flag value'],
    ['sbt update x/assembly Docker/stage', 'name subcommand subcommand argument'],
    ['make -j install', 'name flag subcommand'],
    ['make -j 4 install', 'name flag value subcommand'],
    ['dotnet publish /p:Name=value -c:Release --self-contained true /src/app.csproj', 'name subcommand flag flag flag value argument'],
    ['dotnet publish --self-contained app.csproj', 'name subcommand flag argument'],
    ['npm install --only production', 'name subcommand flag value'],
    ['npm ci -d', 'name subcommand flag'],
    ['npx --yes tsc@5 --build', 'name flag name flag'],
    ['npx @scope/tool -p x', 'name argument argument argument'],
    ['npx --unknown tsc -p x', 'name flag argument flag value'],
    ['bundle exec pip install x', 'name subcommand name subcommand argument'],
    ['poetry run pip install x', 'name subcommand name subcommand argument'],
    ['conda run -n e pip install x', 'name subcommand flag value name subcommand argument'],
    ['uv run app.py -p 1', 'name subcommand argument argument argument'],
    ['A=1 sudo -u app env B=2 npm run build -- --prod', 'assignment name flag value name argument name subcommand subcommand end-of-flags argument'],
    ['bash -euxo pipefail -c "a b" c', 'name flag value flag script argument'],
    ['tar xzf a b', 'name flag value argument'],
    ['tar -C /x -xf a', 'name flag value flag value'],
    ['make -j4 install', 'name flag subcommand'],
    ['command -v tar', 'name flag argument'],
    ['tini -- node x', 'name end-of-flags name argument'],
    ['chmod -R +x a', 'name flag argument argument'],
    ['set -- a', 'name flag argument'],
    ['unheardof install -y', 'name argument flag'],
    ['timeout -k 5 10 make', 'name flag value argument name'],
    ['sudo sudo sudo sudo sudo sudo sudo sudo a', 'name name name name name name assignment assignment assignment'],
  ];
  for (const [text, expected] of texts) test(text, () => assert.equal(roles(text).join(' '), expected));
});

suite('shell words: nothing breaks them', () => {
  const hostile = [
    'RUN $($($(', 'RUN `a `b`', 'RUN "$(a "$(b "$(c)")")"', "RUN sh -c 'sh -c \"sh -c a\"'", 'RUN case in esac in )', 'RUN fi done esac }', 'RUN for for in in do do done',
    'RUN f() ( ) { }', 'RUN [[ [[ ]] ]]', 'RUN ;;;; && || | & &', 'RUN > < >> <<< 2>&1', 'RUN set -o', 'RUN -- --', 'RUN apt-get -o', 'RUN ["sh", "-c"]', 'RUN ["sh", "-c", "a \\"b"]', 'RUN []',
    'RUN <<EOF\n$(\nEOF', 'RUN <<EOF\ncat <<X\nEOF', 'RUN a \\\n# b\n\n  && c', 'RUN é && \u{1F600} -x', 'ONBUILD ONBUILD RUN a', 'HEALTHCHECK CMD ["a", "b"]', 'CMD a | b', 'RUN __proto__ constructor && toString --x', 'RUN apt-get __proto__',
    '# escape=`\nFROM mcr.microsoft.com/windows\nRUN powershell -Command `\n a "{ b | c } ; d', 'SHELL ["pwsh"]\nRUN (((',
  ];
  for (const line of hostile) {
    test(JSON.stringify(line), () => {
      const text = line.startsWith('#') ? line : `FROM a\n${line}\n`;
      const dockerfile = parseDockerfile(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const hover = dockerfileHover(dockerfile, offset, {}, commands);
        if (!hover) continue;
        assert.ok(hover.span.start <= offset && offset < hover.span.end, `${offset} is outside of ${JSON.stringify(hover.span)}`);
        assert.ok(hover.textId === undefined || hovers[hover.textId], `no text ${hover.textId}`);
      }
    });
  }

  test('deep nesting stops without a word', () => {
    const text = `FROM a\nRUN ${'$('.repeat(3000)}a${')'.repeat(3000)}\n`;
    assert.doesNotThrow(() => dockerfileHover(parseDockerfile(text), text.indexOf('a)'), {}, commands));
  });
});
