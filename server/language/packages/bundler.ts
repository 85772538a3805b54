import { existing, operands, type PackageManager } from './packageManager';
import { unclear } from './projectText';

/** Words of a Gemfile, which is Ruby, that take in another file. */
const otherFile = /\bgemspec\b|\bpath:|:path\s*=>|^\s*path\s|\beval_gemfile\b|\brequire_relative\b|\brequire\s|\bFile\b|\bDir\b|\bIO\b|instance_eval|__dir__|__FILE__|\bload\s/m;

/** `bundle install` and plain `bundle` (bundler.io/man/bundle-install.1.html). */
export const bundler: PackageManager = {
  name: 'bundle',
  isInstall(words) {
    if (!/^bundler?$/.test(words[0] ?? '') || words.some((word) => /^(--gemfile|--system|--help|--version|-v|--standalone)(=|$)/.test(word))) return false;
    const [command, ...rest] = operands(words.slice(1), ['-j', '--jobs', '--without', '--with', '--path', '--retry', '--binstubs', '--shebang', '-P', '--trust-policy']);
    return (command === undefined || command === 'install') && rest.length === 0;
  },
  needs(_words, project) {
    const name = project.paths.includes('gems.rb') ? 'gems.rb' : 'Gemfile';
    const text = project.text(name);
    if (text === undefined) return unclear(`${name} could not be read`);
    const code = text.replaceAll(/^\s*#.*$/gm, '').replaceAll(/\bruby\s*\(?\s*file:/g, '');
    const other = otherFile.exec(code)?.[0].trim();
    if (other) return unclear(`${name} takes in other files (${other})`);
    if (project.paths.some((path) => path.startsWith('vendor/cache/'))) return unclear('vendor/cache holds gems');
    return { kind: 'manifests', manifests: existing(project, [name, 'Gemfile.lock', 'gems.locked', '.ruby-version', '.tool-versions', '.bundle/config']) };
  },
  onlyReads: (words) => words.includes('--deployment') || words.includes('--frozen'),
  writes: ['vendor/bundle', '.bundle'],
  reads: /(^|\/)(Gemfile|gems\.rb)$/,
};
