import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { signatureHelp } from '../../server/language/signatureHelp/signatureHelp';
import { readContentFolder } from '../../server/world/contentFolder';

function helpAt(input: string) {
  return signatureHelp(parseDockerfile(input.replace('|', '')), input.indexOf('|'));
}

/** The form that is shown, with the part of the cursor in angle brackets; undefined where there is none. `|` is the cursor. */
function shown(input: string): string | undefined {
  const help = helpAt(input);
  const signature = help?.signatures[help.activeSignature];
  const parameter = help?.activeParameter === undefined ? undefined : signature?.parameters[help.activeParameter];
  return parameter && signature ? `${signature.label.slice(0, parameter.start)}<${parameter.label}>${signature.label.slice(parameter.end)}` : signature?.label;
}

suite('signature help', () => {
  test('the words of an instruction', () => {
    assert.equal(shown('FROM |'), 'FROM <image>');
    assert.equal(shown('FROM --platform=linux/amd64 node |'), 'FROM image <AS> name');
    assert.equal(shown('FROM node AS b|'), 'FROM image AS <name>');
    assert.equal(shown('FROM node AS b x|'), 'FROM image AS name');
    assert.equal(shown('FROM a\nENV A=1 B|'), 'ENV <name=value> …');
    assert.equal(shown('FROM a\nEXPOSE 80 \\\n 8|'), 'EXPOSE <port[/protocol]> …');
    assert.equal(shown('FROM a\nONBUILD COPY |'), 'COPY <source…> destination');
  });
  test("the last of COPY's words is the destination", () => {
    assert.equal(shown('FROM a\nCOPY a|'), 'COPY <source…> destination');
    assert.equal(shown('FROM a\nCOPY a |'), 'COPY source… <destination>');
    assert.equal(shown('FROM a\nCOPY a| b'), 'COPY <source…> destination');
    assert.equal(shown('FROM a\nCOPY a b| c'), 'COPY <source…> destination');
    assert.equal(shown('FROM a\nCOPY ["a", "|"]'), 'COPY ["source", …, <"destination">]');
  });
  test('commands: a list word by word, a shell command only until it begins', () => {
    assert.equal(shown('FROM a\nCMD |'), 'CMD <command>');
    assert.equal(shown('FROM a\nCMD ["|'), 'CMD [<"program">, "argument", …]');
    assert.equal(shown('FROM a\nCMD ["a", "b", |'), 'CMD ["program", <"argument">, …]');
    for (const input of ['FROM a\nRUN npm |', 'FROM a\n# FROM |', 'FROM a\nRUN <<E\nFROM |\nE\n', 'FROM a\nHEALTHCHECK CMD a |', 'FROM a\nWHAT |']) assert.equal(helpAt(input), undefined, input);
    assert.equal(shown('FROM a\nHEALTHCHECK --retries=2 |'), 'HEALTHCHECK <CMD> command');
  });
  test('flags and their values', () => {
    assert.equal(shown('FROM a\nCOPY --chown|'), '--chown=user:group');
    assert.equal(shown('FROM a\nCOPY --chown=|'), '--chown=<user:group>');
    assert.equal(shown('FROM a\nCOPY --link=|'), '--link[=<true|false>]');
    assert.equal(shown('FROM a\nRUN --constructor=|'), undefined);
  });
  test('mounts, by their type', () => {
    assert.equal(shown('FROM a\nRUN --mount=type=tmpfs,si|'), '--mount=type=tmpfs,target=path,size=bytes');
    assert.equal(shown('FROM a\nRUN --mount=type=tmpfs,size=|'), '--mount=type=tmpfs,target=path,<size=bytes>');
    assert.equal(shown('FROM a\nRUN --mount=|'), '--mount=type=bind,target=path,source=path,from=stage|image,rw');
  });
  test('each form has a text in content/', () => {
    const hovers = readContentFolder('content').hovers;
    const inputs = ['FROM |', ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'].map((name) => `FROM a\n${name} |`)];
    const ids = [...inputs, 'FROM a\nRUN --mount=type=ssh|', 'FROM a\nRUN --mount=|', 'FROM a\nHEALTHCHECK --start-interval=|'].flatMap((input) => helpAt(input)!.signatures.map(({ textId }) => textId));
    assert.deepEqual(ids.filter((id) => !hovers[id]), []);
  });
});
