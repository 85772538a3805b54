/** Commands that package.json contributes and that only the client knows. */
export const chooseDockerContextCommand = 'layerwise.chooseDockerContext';
export const refreshDockerCommand = 'layerwise.refreshDocker';
export const focusOnNodeCommand = 'layerwise.focusOnNode';

/** On an item of the side bar. */
export const itemCommands = {
  showInGraph: 'layerwise.docker.showInGraph',
  showDiagram: 'layerwise.docker.showDiagram',
  copyName: 'layerwise.docker.copyName',
  writeCommand: 'layerwise.docker.writeCommand',
} as const;

export const dockerView = 'layerwise.docker';
