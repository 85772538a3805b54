import { existing, operands, type PackageManager, type ProjectFiles } from './packageManager';

const resolveGoals = /^((org\.apache\.maven\.plugins:maven-)?dependency(-plugin)?(:[\d.]+)?:)(go-offline|resolve|resolve-plugins)$/;

export const maven: PackageManager = {
  name: 'mvn',
  isInstall(words) {
    if (!['mvn', './mvnw', 'mvnw'].includes(words[0] ?? '')) return false;
    if (words.some((word) => /^(-f|--file|-pl|--projects|-s|--settings|-gs|--global-settings|-t|--toolchains)(=|$)/.test(word))) return false;
    const goals = operands(words.slice(1), ['-P', '-D', '-T', '-l']);
    return goals.length > 0 && goals.every((goal) => resolveGoals.test(goal));
  },
  needs(words, project) {
    const text = project.text('pom.xml');
    if (text === undefined) return { kind: 'unclear', reason: 'pom.xml could not be read' };
    if (/<modules>/.test(text)) return { kind: 'unclear', reason: 'pom.xml names modules, each with a pom.xml of its own' };
    if (/<systemPath>|file:\/\/|\$\{(project\.)?basedir\}/.test(text)) return { kind: 'unclear', reason: 'pom.xml points into the project' };
    if (parentInProject(text, project)) return { kind: 'unclear', reason: 'the parent of pom.xml lies in the project' };
    const wrapper = words[0] === 'mvn' ? [] : existing(project, ['mvnw']);
    // Maven and its wrapper read .mvn whenever it is there.
    const settings = project.paths.filter((path) => path.startsWith('.mvn/'));
    return { kind: 'manifests', manifests: [...wrapper, ...settings, ...existing(project, ['pom.xml'])] };
  },
  writes: [],
  reads: /(^|\/)pom\.xml$/,
};

/** Maven takes a parent from `relativePath`, `../pom.xml` where nothing is said, and nowhere in the project for `<relativePath/>`. */
function parentInProject(text: string, project: ProjectFiles): boolean {
  if (!/<parent>/.test(text) || /<relativePath\s*\/>|<relativePath>\s*<\/relativePath>/.test(text)) return false;
  return /<relativePath>/.test(text) || project.above('pom.xml');
}
