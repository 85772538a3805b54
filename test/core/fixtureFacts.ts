import type { ContextEntry } from '../../server/language/context/contextEntry';
import { ContextTree } from '../../server/language/context/contextTree';
import { emptyIgnoreFile, parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { ignoreFileNames } from '../../server/language/context/ignoreFileNames';
import { dotenvVariables, parseDotenv } from '../../server/language/compose/dotenv';
import { noVariables } from '../../server/language/compose/interpolation';
import type { ContextFacts, DockerfileFacts } from '../../server/language/dockerfileFacts';
import type { ComposeFacts } from '../../server/language/hover/composeHover';
import { readLocalImage } from '../../server/language/localImage';
import { readImageConfiguration } from '../../server/language/process/imageConfiguration';
import { encodeText, unescapeLine, type FixtureFile, type FixtureSection } from './fixtureFile';
import { readMarks } from './fixtureMarks';
import { shownSize } from './shownSize';

/** `-- facts.json --`: what a build knows beside the files. */
interface GivenFacts {
  /** `false`: the folder of the Dockerfile could not be read. */
  readonly context?: boolean;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly target?: string;
  /** `Config` of `docker image inspect` by image name. */
  readonly images?: Readonly<Record<string, { readonly Env?: readonly string[] }>>;
  /** The whole of `docker image inspect` by image name, of a daemon that has these images and no others. */
  readonly localImages?: Readonly<Record<string, { readonly Config?: { readonly Env?: readonly string[]; readonly WorkingDir?: string } }>>;
}

/** Sections that are no file of the context. */
const notFiles = /^(fix |lens$|run$|facts\.json$|settings\.json$)/;

export function sectionNamed(fixture: FixtureFile, name: string): FixtureSection | undefined {
  return fixture.sections.find((section) => section.name === name);
}

/** The section's text as it would be on disk. */
export function textOf(section: FixtureSection | undefined): string | undefined {
  return section && encodeText(readMarks(section.lines).lines, section.options);
}

export function jsonOf<T>(section: FixtureSection | undefined, otherwise: T): T {
  return section ? (JSON.parse(section.lines.map(unescapeLine).join('\n')) as T) : otherwise;
}

/** What is known about a Dockerfile section: the other sections are the files of its context. */
export function dockerfileFacts(fixture: FixtureFile, dockerfile: string): DockerfileFacts {
  const given = jsonOf<GivenFacts>(sectionNamed(fixture, 'facts.json'), {});
  const { images, localImages, buildArguments, platform, target } = given;
  return {
    ...(buildArguments ? { buildArguments } : {}),
    ...(platform ? { platform } : {}),
    ...(target ? { target } : {}),
    ...(images ? { image: (name) => readImageConfiguration(images[name]), baseEnvironment: (name) => images[name] && (images[name].Env ?? []) } : {}),
    ...(localImages ? localFacts(localImages) : {}),
    ...(given.context === false ? {} : { context: contextFacts(fixture, dockerfile) }),
  };
}

/** Fixtures are read on a fixed day, so that ages stay. */
const today = Date.parse('2026-06-01T12:00:00Z');

function localFacts(images: NonNullable<GivenFacts['localImages']>): Pick<DockerfileFacts, 'image' | 'baseEnvironment' | 'baseWorkingDirectory' | 'localImage'> {
  return {
    image: (name) => readImageConfiguration(images[name]),
    baseEnvironment: (name) => images[name] && (images[name].Config?.Env ?? []),
    baseWorkingDirectory: (name) => images[name] && (images[name].Config?.WorkingDir || '/'),
    localImage: (name) => readLocalImage(images[name], today) ?? 'missing',
  };
}

/** The files of a fixture, by path. */
export function fixtureFiles(fixture: FixtureFile): Readonly<Record<string, string>> {
  return Object.fromEntries(fixture.sections.flatMap((section) => (notFiles.test(section.name) ? [] : [[section.name, textOf(section)!] as const])));
}

function contextFacts(fixture: FixtureFile, dockerfile: string): ContextFacts {
  const texts = new Map(Object.entries(fixtureFiles(fixture)));
  const tree = new ContextTree([...texts].map(([path, text]) => entryOf(path, text)));
  const ignoreFile = ignoreFileNames(dockerfile).find((name) => texts.has(name));
  const patterns = ignoreFile === undefined ? emptyIgnoreFile : parseDockerignore(texts.get(ignoreFile)!);
  return { filtered: filterContext(tree, patterns), name: '.', ignoreFile, read: (path) => texts.get(path) };
}

/** `folder/` is an empty folder, `name -> target` a symbolic link. */
function entryOf(path: string, text: string): ContextEntry {
  const [name = path, linkTarget] = path.split(' -> ');
  if (linkTarget !== undefined) return { path: name, type: 'symlink', size: 0, linkTarget };
  if (path.endsWith('/')) return { path: path.slice(0, -1), type: 'directory', size: 0 };
  return { path, type: 'file', size: shownSize(text) ?? Buffer.byteLength(text) };
}

/** What is known about a compose section: the `.env` beside it. */
export function composeFacts(fixture: FixtureFile): ComposeFacts {
  const dotenv = textOf(sectionNamed(fixture, '.env'));
  return { variables: dotenv === undefined ? noVariables : dotenvVariables(parseDotenv(dotenv)) };
}
