import { dotenvVariables, parseDotenv } from '../dotenv';
import type { ComposeFile } from '../composeFile';
import { asText, valueOf } from '../composeValues';
import { interpolate, type Variables, type VariableSource } from '../interpolation';
import type { ComposeFiles } from './composeFiles';
import type { Place } from './composeNode';
import type { ProjectReading } from './projectReading';

/**
 * The variables of a `.env` file over those that are known; a variable that is known already stays as it is, as Compose has
 * it. The shell's variables are never known here, and would win over all of them.
 * @param named where the file is named; a missing one is no fault where nobody names it
 */
export function withEnvFile(known: Variables, path: string, named: Place | undefined, reading: ProjectReading): Variables {
  if (named) reading.name(path, named);
  const file = reading.read(path);
  if (typeof file !== 'string') {
    const dotenv = parseDotenv(file.text, known);
    reading.takeEnvFile(path, file.text, dotenv.problems);
    return new Map([...dotenvVariables(dotenv, path.slice(path.lastIndexOf('/') + 1), path), ...known]);
  }
  // Compose would read it: what it says is not known here.
  if (file === 'unreadable' || file === 'unknown') reading.isPartial = true;
  if (named && file !== 'unread' && file !== 'unknown') reading.fault('env-file-missing', `\`${path}\` ${file === 'missing' ? 'does not exist' : 'cannot be read'}, and Compose stops without it.`, named, reading.missingIsMendedBy(named));
  return known;
}

/** A folder's name as Compose makes a project's name of it. Source: compose-go `NormalizeProjectName`. */
export function projectNameOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');
}

/**
 * The variables of a project's main files: what every shell sets, the `.env` of the project's folder, and the project's name.
 * The name is that of `COMPOSE_PROJECT_NAME` in `.env`, of `name` in the last file that has one, or of the folder.
 */
export function projectVariables({ folder, main, envFiles = [] }: ComposeFiles, parse: (path: string) => ComposeFile | undefined, reading: ProjectReading): Variables {
  const shell: Variables = new Map([
    ['PWD', { value: folder, source: "the project's folder" }],
    // `~` is what Compose itself takes for it.
    ['HOME', { value: '~', source: homeFolder }],
  ]);
  const variables = [...envFiles, `${folder}/.env`].reduce((known, path) => withEnvFile(known, path, undefined, reading), shell);
  if (variables.get(projectNameVariable)?.value) return variables;
  const written = main.flatMap((path) => writtenNames(parse(path), path, variables)).at(-1);
  const name = written ?? { value: projectNameOf(folder.slice(folder.lastIndexOf('/') + 1)), source: "the project's name" };
  return new Map([...variables, [projectNameVariable, name]]);
}

/** Source of `HOME`, whose value no project knows. */
export const homeFolder = 'the home folder';

const projectNameVariable = 'COMPOSE_PROJECT_NAME';

function writtenNames(file: ComposeFile | undefined, path: string, variables: Variables): VariableSource[] {
  return (file?.documents ?? []).flatMap((document) => {
    const written = asText(valueOf(document, 'name'));
    const value = written ? interpolate(written.text, variables, 'empty').text : '';
    return written && value !== '' ? [{ value, source: "the project's name", place: { path, span: written.span } }] : [];
  });
}
