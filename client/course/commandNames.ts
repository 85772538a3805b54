/** Commands and views of the course that package.json contributes and that only the client knows. */
export const courseCommands = {
  resetProgress: 'layerwise.resetCourseProgress',
  exportProgress: 'layerwise.exportCourseProgress',
  importProgress: 'layerwise.importCourseProgress',
  groupByLevel: 'layerwise.course.groupByLevel',
  groupByStage: 'layerwise.course.groupByStage',
  refresh: 'layerwise.course.refresh',
} as const;

export const courseView = 'layerwise.course';
