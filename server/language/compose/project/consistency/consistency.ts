import type { ComposeMappingNode } from '../composeNode';
import { scalarText } from '../nodeEdits';
import { projectNameOf } from '../projectVariables';
import { scalarAt } from '../readNodes';
import type { ProjectReading, ReadingPlace } from '../projectReading';
import { checkContradictions } from './contradictions';
import { checkDependencyCycles } from './dependencyCycle';
import { checkEnvFiles, checkExternalVolumes, checkFileObjects } from './fileObjects';
import { modelServices } from './projectServices';
import { NameFixes } from './nameFixes';
import { checkReferences, checkServiceReferences } from './references';

/**
 * What Compose checks once the whole model stands in its long form; faults go to `reading`. Compose stops at its first
 * fault, here each one is found. Source: compose-go `loader/validate.go` and `validation/`; what only one of Compose 2.26
 * and newer ones rejects is no fault.
 */
export function checkConsistency(model: ComposeMappingNode, { variables }: ReadingPlace, reading: ProjectReading): void {
  checkProject(model, reading);
  const services = modelServices(model, variables);
  const names = new NameFixes(model, reading.texts);
  for (const service of services.enabled) {
    checkContradictions(service, reading);
    checkReferences(model, service, names, reading);
    checkServiceReferences(service, services, names, reading);
    checkEnvFiles(service, variables, reading);
  }
  checkFileObjects(model, reading);
  checkExternalVolumes(model, reading);
  checkDependencyCycles(services, reading);
}

/** What is said of the project itself: that there is something in it, and its name. */
function checkProject(model: ComposeMappingNode, reading: ProjectReading): void {
  const isRead = !reading.isPartial && reading.wanted.size === 0 && reading.faults.length === 0;
  // A file that was just made is not yet wrong.
  const isBegun = (reading.texts.get(model.place.path) ?? '').trim() !== '';
  if (isRead && isBegun && [...model.entries.keys()].every((key) => key === 'version')) {
    reading.fault('empty-project', 'Nothing stands in this file, and Compose rejects an empty one. It needs `services:`.', model.place, 'rest-of-project');
  }
  const name = scalarAt(model, 'name');
  if (!name || projectNameOf(scalarText(name)) !== '') return;
  if (!name.isUncertain && scalarText(name) !== '') {
    reading.fault('empty-project-name', 'A name of a project needs a letter from a to z or a digit, and Compose drops everything else but `-` and `_`.', name.place, 'rest-of-project');
  } else if (name.isUncertain) {
    reading.fault('empty-project-name', 'Without a value for its variable the project has no name, and Compose rejects it. Give the variable a value or a default.', name.place, 'rest-of-project');
  }
}
