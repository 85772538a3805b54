import type { StaticConditions } from './condition';
import { answerConditions } from './conditions/answers';
import { baseConditions } from './conditions/bases';
import { commandConditions } from './conditions/command';
import { composeConditions } from './conditions/compose';
import { contextConditions } from './conditions/context';
import { diagramConditions } from './conditions/diagram';
import { findingConditions } from './conditions/findings';
import { lastStageConditions } from './conditions/lastStage';
import { runConditions } from './conditions/runSteps';

/** Every condition on files that a lab may name. */
export const staticConditions: StaticConditions = {
  ...findingConditions,
  ...commandConditions,
  ...runConditions,
  ...baseConditions,
  ...lastStageConditions,
  ...contextConditions,
  ...answerConditions,
  ...diagramConditions,
  ...composeConditions,
};
