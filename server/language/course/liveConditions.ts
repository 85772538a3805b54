import type { LiveConditions } from './condition';
import { containerConditions } from './conditions/live/containers';
import { engineConditions } from './conditions/live/engine';
import { imageConditions } from './conditions/live/images';
import { insideConditions } from './conditions/live/insideContainers';

/** Every condition on the daemon's objects that a lab may name. */
export const liveConditions: LiveConditions = { ...imageConditions, ...containerConditions, ...insideConditions, ...engineConditions };
