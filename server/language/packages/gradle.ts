import { cleanPath, parentPath } from '../context/contextPath';
import { operands, type PackageManager, type ProjectFiles } from './packageManager';
import { unclear, withoutBlocks } from './projectText';

const script = /\.gradle(\.kts)?$/;
/** What a build reads before any task runs (docs.gradle.org/current/userguide/build_lifecycle.html, …/platforms.html). */
const readAlways = /(^|\/)(gradle\.properties|gradle\.lockfile|buildscript-gradle\.lockfile|settings-gradle\.lockfile)$|^gradle\/|^gradlew(\.bat)?$/;
/** Scripts are programs. These words read a file, run a command or make projects from folders. */
const readsFiles = /\b(file|files|fileTree|zipTree|flatDir|includeBuild|includeFlat|eachDir|listFiles|walk|projectDir|readText|readLines|readBytes|fileContents|bufferedReader|exec|execute|ProcessBuilder|commandLine|Properties|FileInputStream)\b\s*[({=.]|\bnew\s+File\b|\bFile\s*\(|\.text\b|\bgit\b|grgit|palantir|nebula|axion|reckon|jgitver|nyx/i;

/** `gradle dependencies` resolves and downloads, and compiles nothing; `gradle build` reads the sources itself. */
export const gradle: PackageManager = {
  name: 'gradle',
  isInstall(words) {
    if (!['gradle', './gradlew', 'gradlew'].includes(words[0] ?? '')) return false;
    if (words.some((word) => /^(-p|--project-dir|-b|--build-file|-c|--settings-file|-I|--init-script|--include-build)(=|$)/.test(word))) return false;
    const tasks = operands(words.slice(1), ['--configuration', '-x', '--exclude-task', '-g', '--gradle-user-home', '--console', '--max-workers', '--project-cache-dir']);
    return tasks.length > 0 && tasks.every((task) => /^:?([\w-]+:)*dependencies$/.test(task));
  },
  needs(words, project) {
    const scripts = project.paths.filter((path) => script.test(path) && !/(^|\/)(build|node_modules)\//.test(path));
    if (scripts.length === 0) return unclear('no build script is copied');
    if (project.paths.some((path) => /(^|\/)(buildSrc|build-logic)\//.test(path))) return unclear('the build compiles a part of itself from the sources');
    if (project.above('settings.gradle') || project.above('settings.gradle.kts')) return unclear('the settings lie above the project');
    for (const path of scripts) {
      const text = project.text(path);
      if (text === undefined) return unclear(`${path} could not be read`);
      const word = readsFiles.exec(withoutComments(text))?.[0];
      if (word) return unclear(`${path} may read other files (${word.trim()})`);
    }
    const empty = includedFolders(project).find((folder) => !scripts.some((path) => parentPath(path) === folder));
    if (empty) return unclear(`the project ${empty} has no build script`);
    const others = project.paths.filter((path) => readAlways.test(path) && !script.test(path));
    return { kind: 'manifests', manifests: [...others.filter((path) => words[0] !== 'gradle' || !/^gradlew|^gradle\/wrapper\//.test(path)), ...scripts] };
  },
  onlyReads: () => true,
  writes: ['.gradle'],
  reads: script,
};

/** Only blocks at the start of a line: a slash and a star also stand in patterns of file names. */
function withoutComments(text: string): string {
  return withoutBlocks(`\n${text}`, '\n/*', '*/').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

/** Folders of the projects that the settings include: `include ':app', 'lib:core'`. */
function includedFolders(project: ProjectFiles): string[] {
  const text = withoutComments(project.text('settings.gradle') ?? project.text('settings.gradle.kts') ?? '');
  const lists = [...text.matchAll(/\binclude\b\s*\(?((?:\s*['"][^'"\n]*['"]\s*,?)+)/g)].map((match) => match[1]!);
  return lists.flatMap((list) => [...list.matchAll(/['"]([^'"\n]*)['"]/g)].map((match) => cleanPath(match[1]!.replaceAll(':', '/').replace(/^\//, ''))));
}
