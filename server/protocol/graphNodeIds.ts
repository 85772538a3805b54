/** The ids of the graph's nodes: what a thing is, then Docker's own id or name. A layer's is the name of its chain. */

export const imageId = (id: string): string => `image:${id}`;
export const containerId = (id: string): string => `container:${id}`;
export const layerId = (chain: string): string => `layer:${chain}`;
export const volumeId = (name: string): string => `volume:${name}`;
export const networkId = (id: string): string => `network:${id}`;
export const serviceId = (id: string): string => `service:${id}`;
export const taskId = (id: string): string => `task:${id}`;
export const machineId = (id: string): string => `machine:${id}`;

/** A compose project is no node of the graph, but details and focus diagrams take it for one. */
export const projectId = (name: string): string => `project:${name}`;

/** The project's name in an id that `projectId` made; undefined for every other id. */
export function projectOfId(id: string): string | undefined {
  return id.startsWith('project:') ? id.slice('project:'.length) : undefined;
}
