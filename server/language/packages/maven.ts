import { cleanPath, parentPath } from '../context/contextPath';
import { existing, operands, type PackageManager, type ProjectFiles } from './packageManager';
import { blockIn, unclear, withoutBlocks } from './projectText';

const resolveGoals = /^((org\.apache\.maven\.plugins:maven-)?dependency(-plugin)?(:[\d.]+)?:)(go-offline|resolve|resolve-plugins)$/;
/** Modules in modules, and a bound for those that go round. */
const moduleLimit = 500;

/** Goals that download and compile nothing. Of a project with modules Maven reads each one's pom.xml (maven.apache.org/guides/mini/guide-multiple-modules.html). */
export const maven: PackageManager = {
  name: 'mvn',
  isInstall(words) {
    if (!['mvn', './mvnw', 'mvnw'].includes(words[0] ?? '')) return false;
    if (words.some((word) => /^(-f|--file|-pl|--projects|-s|--settings|-gs|--global-settings|-t|--toolchains)(=|$)/.test(word))) return false;
    const goals = operands(words.slice(1), ['-P', '-D', '-T', '-l']);
    return goals.length > 0 && goals.every((goal) => resolveGoals.test(goal));
  },
  needs(words, project) {
    const poms = ['pom.xml'];
    for (let index = 0; index < poms.length; index++) {
      if (index > moduleLimit) return unclear('there are too many modules');
      const pom = poms[index]!;
      const text = pomText(pom, project);
      if (text === undefined) return unclear(`${pom} could not be read`);
      if (/<systemPath>|file:\/\/|\$\{(project\.|maven\.\w+)?(basedir|multiModuleProjectDirectory)\}/i.test(text)) return unclear(`${pom} points into the project`);
      for (const module of modulesOf(text)) {
        const path = modulePom(pom, module, project);
        if (path === undefined) return unclear(`the module ${module} of ${pom} is not copied`);
        if (!poms.includes(path)) poms.push(path);
      }
    }
    const parent = poms.find((pom) => parentElsewhere(pom, project, poms));
    if (parent) return unclear(`the parent of ${parent} lies in the project`);
    // A module that was built on the host is taken from there.
    if (poms.length > 1 && project.paths.some((path) => /(^|\/)target\//.test(path))) return unclear('the folder target of a module is copied');
    const wrapper = words[0] === 'mvn' ? [] : existing(project, ['mvnw']);
    // Maven and its wrapper read .mvn whenever it is there.
    const settings = project.paths.filter((path) => path.startsWith('.mvn/'));
    return { kind: 'manifests', manifests: [...wrapper, ...settings, ...poms] };
  },
  onlyReads: () => true,
  writes: [],
  reads: /(^|\/)(pom|[\w.-]*pom)\.xml$/,
};

function pomText(pom: string, project: ProjectFiles): string | undefined {
  const text = project.text(pom);
  return text === undefined ? undefined : withoutBlocks(text, '<!--', '-->');
}

function modulesOf(text: string): string[] {
  return [...text.matchAll(/<(?:module|subproject)>([^<]*)</g)].map((match) => match[1]!.trim());
}

/** A module is a folder with a pom.xml, or a file. */
function modulePom(pom: string, module: string, project: ProjectFiles): string | undefined {
  const at = cleanPath(`${parentPath(pom) || '.'}/${module}`);
  return [cleanPath(`${at}/pom.xml`), at].find((path) => project.paths.includes(path));
}

/** Maven takes a parent from `relativePath`, `../pom.xml` where nothing is said, and nowhere in the project for `<relativePath/>`. */
function parentElsewhere(pom: string, project: ProjectFiles, known: readonly string[]): boolean {
  const parent = blockIn(pomText(pom, project) ?? '', '<parent>', '</parent>');
  if (parent === undefined || /<relativePath *\/>/.test(parent)) return false;
  const written = blockIn(parent, '<relativePath>', '</relativePath>')?.trim();
  if (written === '') return false;
  const at = cleanPath(`${parentPath(pom) || '.'}/${written ?? '../pom.xml'}`);
  if (known.includes(at) || known.includes(cleanPath(`${at}/pom.xml`))) return false;
  return written !== undefined || (at.startsWith('..') ? project.above('pom.xml') : project.paths.includes(at));
}
