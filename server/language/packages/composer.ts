import { existing, operands, parseJsonObject, type PackageManager } from './packageManager';
import { unclear } from './projectText';

/** Plug-ins that write below `vendor` and read nothing of the project but composer.json. */
const quietPlugins = new Set([
  'dealerdirect/phpcodesniffer-composer-installer', 'phpstan/extension-installer', 'pestphp/pest-plugin', 'infection/extension-installer',
  'php-http/discovery', 'ocramius/package-versions', 'composer/package-versions-deprecated', 'symfony/runtime', 'tbachert/spi',
]);
/** Scripts that an install runs (getcomposer.org/doc/articles/scripts.md#event-names). */
const installScript = /^(pre|post)-(install-cmd|update-cmd|autoload-dump|package-\w+|dependencies-solving|operations-exec|file-download|pool-create)$|^init$|^command$/;

/** `composer install`, which also writes the autoloader (getcomposer.org/doc/03-cli.md#install-i). */
export const composer: PackageManager = {
  name: 'composer',
  isInstall(words) {
    const rest = words[0] === 'php' && /(^|\/)composer(\.phar)?$/.test(words[1] ?? '') ? words.slice(2) : words[0] === 'composer' ? words.slice(1) : undefined;
    if (!rest || rest.some((word) => /^(-d|--working-dir|--help|-h)(=|$)|^-d\S/.test(word))) return false;
    const [command, ...packages] = operands(rest, ['--prefer-install', '--ignore-platform-req', '--apcu-autoloader-prefix']);
    return (command === 'install' || command === 'i') && packages.length === 0;
  },
  needs(words, project) {
    const manifest = parseJsonObject(project.text('composer.json'));
    if (!manifest) return unclear('composer.json could not be read');
    const obstacle = localPackages(manifest) ?? scriptOf(words, manifest) ?? pluginOf(words, manifest) ?? scannedFolder(words, manifest);
    if (obstacle) return unclear(obstacle);
    return { kind: 'manifests', manifests: existing(project, ['composer.json', 'composer.lock', 'symfony.lock', 'auth.json']) };
  },
  onlyReads: () => true,
  writes: ['vendor'],
  reads: /(^|\/)composer\.json$/,
};

type Manifest = Readonly<Record<string, unknown>>;

function localPackages(manifest: Manifest): string | undefined {
  const text = JSON.stringify(manifest['repositories'] ?? []);
  if (/"type":"(path|artifact)"|"url":"(\.|\/|file:)/.test(text)) return 'composer.json names a repository in the project';
  const { ['vendor-dir']: vendor, ['bin-dir']: programs } = asObject(manifest['config']);
  return vendor !== undefined || programs !== undefined ? 'composer.json chooses another folder than vendor' : undefined;
}

function scriptOf(words: readonly string[], manifest: Manifest): string | undefined {
  if (words.includes('--no-scripts')) return undefined;
  const name = Object.keys(asObject(manifest['scripts'])).find((script) => installScript.test(script));
  return name && `the script "${name}" of composer.json runs during the install and may read the sources`;
}

/** A plug-in runs only where composer.json allows it (getcomposer.org/doc/06-config.md#allow-plugins). */
function pluginOf(words: readonly string[], manifest: Manifest): string | undefined {
  if (words.includes('--no-plugins')) return undefined;
  const allowed = asObject(manifest['config'])['allow-plugins'];
  if (allowed === true) return 'every plug-in of Composer is allowed to run';
  const name = Object.entries(asObject(allowed)).find(([plugin, allows]) => allows === true && !quietPlugins.has(plugin))?.[0];
  return name && `the plug-in ${name} may read the sources`;
}

/** An autoloader with a class map looks into every source. */
function scannedFolder(words: readonly string[], manifest: Manifest): string | undefined {
  if (words.includes('--no-autoloader')) return undefined;
  const config = asObject(manifest['config']);
  const isOptimized = words.some((word) => /^(-o|-a|--optimize-autoloader|--classmap-authoritative)$/.test(word));
  if (isOptimized || config['optimize-autoloader'] || config['classmap-authoritative']) return 'it writes a class map of the sources: without `--no-autoloader` it needs them';
  const loads = [manifest['autoload'], manifest['autoload-dev']].map(asObject);
  const reads = loads.some((load) => 'classmap' in load || 'files' in load);
  return reads ? 'the autoloader reads files that composer.json names' : undefined;
}

function asObject(value: unknown): Manifest {
  return typeof value === 'object' && value !== null ? (value as Manifest) : {};
}
