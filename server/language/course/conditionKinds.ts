/** The registry of everything that a lab may ask for. */
import { liveConditions } from './liveConditions';
import { staticConditions } from './staticConditions';

export const conditionKinds = { static: staticConditions, live: liveConditions } as const;
