import type { ComposeProject } from '../../compose/project/composeProject';
import type { Dockerfile } from '../../dockerfile/syntax';
import { textOf, unmet, type Parameters, type Verdict } from '../condition';
import type { LabFiles } from '../labFiles';

/** Judges the Dockerfile that `file` names; one that is missing or has no FROM does not meet anything. */
export function onDockerfile(judge: (dockerfile: Dockerfile, parameters: Parameters, files: LabFiles) => Verdict) {
  return (parameters: Parameters, files: LabFiles): Verdict => {
    const file = textOf(parameters, 'file');
    const dockerfile = files.dockerfile(file);
    return dockerfile ? judge(dockerfile, parameters, files) : unmet(files.text(file) === undefined ? missing(file) : `${file} has no FROM yet`);
  };
}

/** Judges the project of the compose file that `file` names. */
export function onProject(judge: (project: ComposeProject, parameters: Parameters, files: LabFiles) => Verdict) {
  return (parameters: Parameters, files: LabFiles): Verdict => {
    const file = textOf(parameters, 'file');
    const project = files.project(file);
    return project ? judge(project, parameters, files) : unmet(files.text(file) === undefined ? missing(file) : `${file} cannot be read as YAML`);
  };
}

/** Says of a file that is not there. */
export function missing(file: string): string {
  return `There is no file ${file}`;
}
