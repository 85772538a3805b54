import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real git repository in a temporary folder. */
export class GitRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'layerwise-git-'));
  /** Absolute, for a build of the root. */
  readonly file = join(this.folder, 'Dockerfile');

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('config', 'user.name', 'Test');
    this.git('config', 'user.email', 'test@example.org');
  }

  /** Runs git in the repository and gives what it prints. */
  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Writes files and commits everything. */
  commit(files: Readonly<Record<string, string>> = {}): void {
    this.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'change');
  }

  /** Adds many commits quickly, each of which sets some files. */
  commitMany(count: number, filesOf: (index: number) => readonly (readonly [path: string, text: string])[]): void {
    const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const commits = Array.from({ length: count }, (_, index) => {
      const parent = index === 0 ? 'from refs/heads/main^0\n' : '';
      const files = filesOf(index).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);
      return `commit refs/heads/main\ncommitter Test <test@example.org> ${1_700_000_000 + index} +0000\n${data('change')}${parent}${files.join('')}`;
    });
    execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: this.folder, input: commits.join(''), stdio: ['pipe', 'pipe', 'pipe'] });
    this.git('reset', '--quiet', '--hard');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
