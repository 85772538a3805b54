import type { ComposeMappingNode } from '../composeNode';
import type { ProjectReading, ReadingPlace } from '../projectReading';
import { checkContradictions } from './contradictions';
import { checkDependencyCycles } from './dependencyCycle';
import { checkEnvFiles, checkExternalVolumes, checkFileObjects } from './fileObjects';
import { modelServices } from './projectServices';
import { checkReferences, checkServiceReferences } from './references';

/**
 * What Compose checks once the whole model stands in its long form; faults go to `reading`. Compose stops at its first
 * fault, here each one is found. Source: compose-go `loader/validate.go` and `validation/`; what only one of Compose 2.26
 * and newer ones rejects is no fault.
 */
export function checkConsistency(model: ComposeMappingNode, { variables }: ReadingPlace, reading: ProjectReading): void {
  const services = modelServices(model, variables);
  for (const service of services.enabled) {
    checkContradictions(service, reading);
    checkReferences(model, service, reading);
    checkServiceReferences(service, services, reading);
    checkEnvFiles(service, reading);
  }
  checkFileObjects(model, reading);
  checkExternalVolumes(model, reading);
  checkDependencyCycles(services, reading);
}
