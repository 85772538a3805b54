import { parseCompose } from '../compose/parseCompose';
import { baseName } from '../context/contextPath';
import type { NeighbourFile, ProjectEdit, ProjectRename } from './composeRename';
import { projectVariable, type ProjectVariable, type VariableOccurrence } from './composeVariables';
import { placeWords } from './placeWords';
import type { ProjectNames } from './projectNames';

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What Compose and Docker read themselves, and what every shell sets. */
const readByOthers = /^(?:COMPOSE_|DOCKER_|BUILDKIT_|BUILDX_)|^(?:HOME|PATH|PWD|USER|UID|GID|SHELL|HOSTNAME|TMPDIR|TERM|LANG|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|FTP_PROXY)$/i;

/** Frameworks read variables of these names from `.env` themselves. */
const readByFrameworks = /^(?:VITE|NEXT_PUBLIC|REACT_APP|VUE_APP|NUXT|PUBLIC|EXPO_PUBLIC|GATSBY|STORYBOOK)_/;

/** Why a variable cannot be renamed, or undefined where a `.env` file sets it and every place that uses it is certain. */
export function variableRenameRefusal({ project }: ProjectNames, { name, occurrences }: ProjectVariable): string | undefined {
  if (readByOthers.test(name)) return `${name} is read by Docker or set by the shell: its name is not this project's.`;
  const has = (role: VariableOccurrence['role']): VariableOccurrence | undefined => occurrences.find((one) => one.role === role);
  if (!has('definition')) return `No \`.env\` file of this project sets ${name}: it comes from the shell, which knows it under this name.`;
  if (project.leftOut !== undefined) return `The project is not read whole: ${project.leftOut}`;
  const passedOn = has('passed-on');
  if (passedOn) return `${placeWords(project, passedOn.place)} passes ${name} on under its own name. Write \`NAME=\${${name}}\` there first, or change it by hand.`;
  const other = has('other');
  return other && `${placeWords(project, other.place)} sets ${name} as well. Change them by hand.`;
}

/** Renames a variable in the `.env` file that sets it and wherever it is used. Edits that a person must decide about are in doubt. */
export function renameVariable(names: ProjectNames, variable: ProjectVariable, newName: string, neighbours: readonly NeighbourFile[]): ProjectRename {
  const refusal = variableRenameRefusal(names, variable) ?? newNameRefusal(names, variable, newName);
  if (refusal) return { refusal };
  const certain = variable.occurrences.map(({ role, place }): ProjectEdit => {
    const doubt = role === 'definition' ? doubtOf(variable) : undefined;
    return { place, newText: newName, ...(doubt !== undefined && { doubt }) };
  });
  const nearby = neighbours.flatMap(({ path, text }) => projectVariable({ ...names.project, texts: new Map() }, new Map([[path, parseCompose(text)]]), variable.name).occurrences);
  const passedOn = nearby.find(({ role }) => role === 'passed-on');
  if (passedOn) return { refusal: `${baseName(passedOn.place.path)} may belong to the project, and passes ${variable.name} on under its own name. Change it by hand.` };
  return { edits: [...certain, ...nearby.map(({ place }): ProjectEdit => ({ place, newText: newName, doubt: 'This file may belong to the project' }))] };
}

/** Who else may read the line of `.env`. */
function doubtOf({ name, isInContainers }: ProjectVariable): string | undefined {
  if (isInContainers) return 'Containers get this file as their `env_file`: a program may read the name';
  return readByFrameworks.test(name) ? 'A framework may read the name from this file' : undefined;
}

function newNameRefusal({ project, files }: ProjectNames, { name }: ProjectVariable, newName: string): string | undefined {
  if (!namePattern.test(newName)) return 'A variable starts with a letter or an underscore and holds letters, digits and underscores.';
  if (newName === name) return undefined;
  if (readByOthers.test(newName)) return `${newName} is read by Docker or set by the shell. Take another name.`;
  const [taken] = projectVariable(project, files, newName).occurrences;
  return taken && `${placeWords(project, taken.place)} already has the variable ${newName}.`;
}
