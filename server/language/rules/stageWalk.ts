export * from '../dockerfile/stageWalk';
