import { operands, type PackageManager } from './packageManager';
import { unclear } from './projectText';

/** Words of a mix.exs, which is Elixir, that take in another file. `path:` names a dependency in the project. */
const otherFile = /\bFile\.|\bSystem\.cmd|\bCode\.|\bPath\.|\bpath:|__DIR__/;

/**
 * `mix deps.get` and `mix deps.compile`. Both load the configuration (hexdocs.pm/mix/Mix.Tasks.Deps.Get.html, hexdocs.pm/mix/Mix.Config.html).
 */
export const mix: PackageManager = {
  name: 'mix',
  isInstall(words) {
    if (words[0] !== 'mix') return false;
    const [command, ...rest] = operands(words.slice(1), ['--only']);
    return (command === 'deps.get' || command === 'deps.compile') && rest.length === 0;
  },
  needs(_words, project) {
    const projects = project.paths.filter((path) => /^(apps\/[^/]+\/)?mix\.exs$/.test(path));
    if (!projects.includes('mix.exs')) return unclear('no mix.exs is copied');
    for (const path of projects) {
      const text = project.text(path);
      if (text === undefined) return unclear(`${path} could not be read`);
      const word = otherFile.exec(text.replaceAll(/(^|\s)#.*$/gm, ''))?.[0];
      if (word) return unclear(`${path} may read other files (${word})`);
    }
    const settings = project.paths.filter((path) => /^(apps\/[^/]+\/)?config\/.+\.exs$/.test(path));
    const clever = settings.find((path) => /\bFile\.|\bSystem\.cmd|\bCode\./.test(project.text(path) ?? 'File.'));
    if (clever) return unclear(`${clever} may read other files`);
    if (project.above('mix.exs')) return unclear('a mix.exs lies above the project');
    const locks = project.paths.filter((path) => path === 'mix.lock');
    return { kind: 'manifests', manifests: ['mix.exs', ...locks, ...projects.filter((path) => path !== 'mix.exs'), ...settings] };
  },
  onlyReads: (words) => words.includes('--check-locked') || words.includes('deps.compile'),
  writes: ['deps', '_build'],
  reads: /(^|\/)(mix|config\/[\w/]+)\.exs$/,
};
