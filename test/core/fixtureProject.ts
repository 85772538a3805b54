import { fileKindOfPath } from '../../server/language/fileKind';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import type { ComposeDocumentFacts } from '../../server/language/composeDocumentFacts';
import type { ComposeRuleFacts } from '../../server/language/composeRules/composeRule';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { readLocalImage } from '../../server/language/localImage';

/** The folder that a project of a test lies in. */
const folder = '/project';
/** Tests read images on a fixed day, so that ages stay. */
const today = Date.parse('2026-06-01T12:00:00Z');

/** What is known beside the files of a test. */
interface KnownBeside {
  /** `docker image inspect` by image name, of a daemon that has these images and no others. */
  readonly localImages?: Readonly<Record<string, unknown>>;
}

/**
 * The facts of a compose file among the files of a test; `compose.yaml` takes its override with it, as `docker compose` does.
 * @param files text by path below the folder of the project; what is not there is missing
 */
export function composeDocumentFacts(name: string, files: Readonly<Record<string, string>>, beside: KnownBeside = {}): ComposeDocumentFacts {
  const textAt = (path: string): string | undefined => (path.startsWith(`${folder}/`) ? files[path.slice(folder.length + 1)] : undefined);
  const override = /^((?:docker-)?compose)(\.ya?ml)$/.exec(name);
  const overlay = override && `${override[1]}.override${override[2]}`;
  const project = loadComposeProject({
    main: [name, ...(overlay && overlay in files ? [overlay] : [])].map((file) => `${folder}/${file}`),
    folder,
    read: (path) => {
      const text = textAt(path);
      return text === undefined ? 'missing' : { text };
    },
    isFolder: (path) => isFolder(path, files),
  });
  return { path: `${folder}/${name}`, project, rules: ruleFacts(files, textAt, beside) };
}

function isFolder(path: string, files: Readonly<Record<string, string>>): boolean {
  return path === folder || Object.keys(files).some((name) => `${folder}/${name}`.startsWith(`${path}/`));
}

function ruleFacts(files: Readonly<Record<string, string>>, textAt: (path: string) => string | undefined, { localImages }: KnownBeside): ComposeRuleFacts {
  return {
    dockerfile(path) {
      const text = textAt(path);
      return text === undefined || fileKindOfPath(path) === 'compose' ? undefined : parseDockerfile(text);
    },
    exists: (path) => textAt(path) !== undefined || isFolder(path, files),
    ...(localImages ? { localImage: (image) => readLocalImage(localImages[image], today) ?? 'missing' } : {}),
  };
}
