import { dotenvVariables, parseDotenv } from '../dotenv';
import type { Variables } from '../interpolation';
import type { Place } from './composeNode';
import type { ProjectReading } from './projectReading';

/**
 * The variables of a `.env` file over those that are known; a variable that is known already stays as it is, as Compose has
 * it. The shell's variables are never known here, and would win over all of them.
 * @param named where the file is named; a missing one is no fault where nobody names it
 */
export function withEnvFile(known: Variables, path: string, named: Place | undefined, reading: ProjectReading): Variables {
  const file = reading.read(path);
  if (typeof file !== 'string') return new Map([...dotenvVariables(parseDotenv(file.text, known), path.slice(path.lastIndexOf('/') + 1)), ...known]);
  // Compose would read it: what it says is not known here.
  if (file === 'unreadable') reading.isPartial = true;
  if (named && file !== 'unread') reading.fault('env-file-missing', `\`${path}\` ${file === 'missing' ? 'does not exist' : 'cannot be read'}, and Compose stops without it.`, named, 'rest-of-project');
  return known;
}

/** A folder's name as Compose makes a project's name of it. Source: compose-go `NormalizeProjectName`. */
export function projectNameOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');
}
