import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';

/** Holds the import table and the invariants of ARCHITECTURE.md. */
const project = process.cwd();

interface SourceFile {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files = filesBelow(['server', 'client', 'media', 'test', 'scripts'])
  .filter((path) => /\.(ts|mts|mjs)$/.test(path))
  .map((path): SourceFile => {
    const text = readFileSync(join(project, path), 'utf8');
    return { path, text, imports: importsOf(text) };
  });

function filesBelow(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(project, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((path) => !path.includes('node_modules/')),
  );
}

/** Every module that a file names: `import`, `export … from`, `import()`, `require()` and `import('…').Type`. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const pattern = /(?:\bfrom\s*|\bimport\s*|\bimport\s*\(\s*|\brequire\s*\(\s*)(['"])([\w@.:/*-]+)\1/g;
  return [...code.matchAll(pattern)].map((match) => match[2]!);
}

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

/** A relative import as a path of the project; a library stays as it is. */
function resolveImport(from: string, name: string): string {
  return name.startsWith('.') ? posix.normalize(posix.join(dirname(from), name)) : name;
}

type Room = 'protocol' | 'language' | 'world' | 'service' | 'client' | 'media' | 'test' | 'scripts';

function roomOf(path: string): Room {
  if (path.startsWith('server/protocol/')) return 'protocol';
  if (path.startsWith('server/language/')) return 'language';
  if (path.startsWith('server/world/')) return 'world';
  if (path.startsWith('server/')) return 'service';
  for (const room of ['client', 'media', 'test', 'scripts'] as const) if (path.startsWith(`${room}/`)) return room;
  throw new Error(`${path} is in no room`);
}

interface Permission {
  readonly rooms: readonly Room[];
  readonly libraries: RegExp;
  readonly builtins: boolean;
}

/** The table of ARCHITECTURE.md. A room may always import itself. */
const table: Readonly<Record<Exclude<Room, 'test' | 'scripts'>, Permission>> = {
  protocol: { rooms: [], libraries: /^vscode-languageserver-(protocol|types)$/, builtins: false },
  language: { rooms: ['protocol'], libraries: /^(yaml|compose-validator|vscode-languageserver-types)$/, builtins: false },
  world: { rooms: ['protocol', 'language'], libraries: /^dockerode$/, builtins: true },
  service: { rooms: ['protocol', 'language', 'world'], libraries: /^vscode-(languageserver(-textdocument|-types|-protocol)?|jsonrpc)(\/node)?$/, builtins: true },
  client: { rooms: ['protocol'], libraries: /^(vscode|vscode-languageclient(\/node)?|vscode-languageserver-(types|protocol)|ts-fsrs)$/, builtins: true },
  media: { rooms: ['protocol'], libraries: /^(mermaid|dompurify|markdown-it)/, builtins: false },
};

suite('architecture: who may import whom', () => {
  for (const [room, permission] of Object.entries(table) as [Room, Permission][]) {
    test(room, () => {
      const inRoom = files.filter(({ path }) => roomOf(path) === room);
      assert.notEqual(inRoom.length, 0);
      const wrong = inRoom.flatMap(({ path, imports }) => imports.filter((name) => !isAllowed(room, permission, path, name)).map((name) => `${path} imports ${name}`));
      assert.deepEqual(wrong, []);
    });
  }

  test('tests outside of VS Code do without it', () => {
    const wrong = files
      .filter(({ path }) => path.startsWith('test/core/') || path.startsWith('test/lsp/'))
      .flatMap(({ path, imports }) => imports.filter((name) => name === 'vscode').map(() => path));
    assert.deepEqual(wrong, []);
  });

  test('content holds data, no code', () => {
    const code = filesBelow(['content']).filter((path) => /\.(ts|mts|cts|mjs|cjs|tsx|jsx)$/.test(path));
    assert.deepEqual(code, []);
  });

  test('the core keeps to itself: no clock, randomness, environment, output or network', () => {
    const outside = /\b(process\.|Date\.now\(|new Date\(\)|Math\.random\(|console\.|fetch\(|setTimeout\(|setInterval\(|globalThis\b)/;
    const wrong = files.filter(({ path }) => roomOf(path) === 'language').flatMap(({ path, text }) => withoutComments(text).split('\n').filter((line) => outside.test(line)).map((line) => `${path}: ${line.trim()}`));
    assert.deepEqual(wrong, []);
  });

  test('only the world reads files, starts programs or opens connections', () => {
    const doors = /^(node:)?(fs|fs\/promises|child_process|net|http|https|dgram|tls|http2|worker_threads)$/;
    const wrong = files
      .filter(({ path }) => path.startsWith('server/') && roomOf(path) !== 'world')
      .flatMap(({ path, imports }) => imports.filter((name) => doors.test(name)).map((name) => `${path} imports ${name}`));
    assert.deepEqual(wrong, []);
  });

  test('only connect.ts knows the daemon’s client, and what opens connections is reached through it alone', () => {
    const opener = 'server/world/docker/requestOpener';
    const knownBy: Readonly<Record<string, readonly string[]>> = {
      dockerode: ['server/world/docker/connect.ts'],
      [opener]: ['server/world/docker/connect.ts', 'server/world/docker/readingOnly.ts'],
      'server/world/docker/sshConnection': [`${opener}.ts`],
      'node:http': ['server/world/docker/answer.ts', 'server/world/docker/readingOnly.ts', `${opener}.ts`],
      'node:https': [`${opener}.ts`],
      'node:child_process': ['server/world/docker/sshConnection.ts', 'server/world/git/runGit.ts'],
    };
    for (const [name, knowing] of Object.entries(knownBy)) {
      const found = files.filter(({ path, imports }) => path.startsWith('server/') && imports.some((one) => resolveImport(path, one) === name));
      assert.deepEqual(found.map(({ path }) => path).sort(), knowing, name);
    }
    for (const path of ['server/world/docker/answer.ts', 'server/world/docker/readingOnly.ts']) {
      const text = files.find((file) => file.path === path)?.text ?? '';
      assert.match(text, /^import type \{[^}]*\} from 'node:http';$/m, `${path} needs the types alone`);
      assert.doesNotMatch(text, /^import \{[^}]*\} from 'node:http'/m);
    }
  });
});

function isAllowed(room: Room, { rooms, libraries, builtins }: Permission, path: string, name: string): boolean {
  if (isBuiltin(name)) return builtins;
  const target = resolveImport(path, name);
  if (target === name) return libraries.test(name);
  if (target.endsWith('.css')) return room === 'media';
  if (target.startsWith('third-party/')) return room === 'language' && target.endsWith('.json');
  const targetRoom = roomOf(target);
  return targetRoom === room || rooms.includes(targetRoom);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
}

suite('architecture: files', () => {
  test('none has more than 400 lines', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path);
    assert.deepEqual(long, []);
  });

  test('none is named after nothing in particular', () => {
    const vague = /(^|\/)(utils?|helpers?|common|managers?|misc)(\/|\.|$)|(Utils?|Helpers?|Common|Misc)\./i;
    const paths = filesBelow(['server', 'client', 'media', 'test', 'scripts', 'content']);
    assert.deepEqual(paths.filter((path) => vague.test(path)), []);
  });

  test('every rule is a file of its own that index.ts lists', () => {
    const rules = files.filter(({ path, text }) => path.startsWith('server/language/rules/') && /: Rule<\w+> = \{/.test(text));
    const index = files.find(({ path }) => path === 'server/language/rules/index.ts')!;
    assert.notEqual(rules.length, 0);
    assert.deepEqual(rules.filter(({ path }) => !index.imports.includes(`./${posix.basename(path, '.ts')}`)).map(({ path }) => path), []);
  });

  test('nothing in git names a folder of this machine or the address of a package registry', () => {
    const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0').filter(Boolean);
    assert.notEqual(tracked.length, 0);
    // Spelled in parts, so that this file does not find itself.
    const forbidden = new RegExp(`${['', 'work', '(main|shared)\\b'].join('/')}|${['registry', 'npmjs', 'org'].join('\\.')}|${['C:', 'Users', ''].join('\\\\')}`);
    const found = tracked
      .filter((path) => existsSync(join(project, path)) && !/\.(png|vsix)$/.test(path) && !/^test\/fixtures\//.test(path))
      .filter((path) => forbidden.test(readFileSync(join(project, path), 'utf8')));
    assert.deepEqual(found, []);
  });
});
