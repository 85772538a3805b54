import type { ComposeMappingNode } from './composeNode';
import type { ProjectReading, ReadingPlace } from './projectReading';

/** What Compose checks once the whole model stands in its long form. Faults go to `reading`. Source: compose-go `loader/validate.go`. */
export function checkConsistency(_model: ComposeMappingNode, _place: ReadingPlace, _reading: ProjectReading): void {
  // Filled in with the checks themselves.
}
