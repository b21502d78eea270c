import type { ActorsService } from './actors/actors-service.ts';
import type { GenerationService } from './generation/generation-service.ts';
import type { ModelsService } from './models/models-service.ts';
import type { QuotaService } from './quota/quota-service.ts';
import type { TrainingService } from './training/training-service.ts';

/** What the bot can do, as commands and events see it. */
export interface Services {
  actors: ActorsService;
  generation: GenerationService;
  models: ModelsService;
  quota: QuotaService;
  training: TrainingService;
}
