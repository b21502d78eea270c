import type { ActorsService } from '../actors/actors-service.ts';
import type { Albums } from '../albums/albums-service.ts';
import type { Approvals } from '../approvals/approvals-service.ts';
import type { Audit } from '../audit/audit.ts';
import type { Digests } from '../digest/digest-service.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { FailureLog } from '../log/failure-log.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { TrainingWeek } from '../quota/training-week.ts';
import type { ReferencesService } from '../references/references-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { MemberLanguages } from '../settings/member-languages.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Store } from '../storage/store.ts';
import type { TrainingService } from '../training/training-service.ts';
import type { ErasedMarks } from './erased-marks.ts';

/** Everything that holds something about a person. */
export interface ErasedParts {
  actors: Pick<
    ActorsService,
    'byId' | 'byIds' | 'ofMember' | 'ofGuild' | 'remove' | 'dropUnderWay' | 'forgetMember' | 'logDeeds'
  >;
  audit: Pick<Audit, 'add' | 'forgetMember' | 'forgetGuild'>;
  training: Pick<TrainingService, 'ofActors' | 'requestedBy' | 'ofGuild' | 'erase' | 'forgetMember'>;
  generation: Pick<
    GenerationService,
    'ofActor' | 'ofMember' | 'ofGuild' | 'erase' | 'dropCached' | 'dropUnderWay' | 'forgetFavourites'
  >;
  references: Pick<ReferencesService, 'forgetMember' | 'forgetActor' | 'forgetGuild'>;
  albums: Pick<Albums, 'forget'>;
  approvals: Pick<Approvals, 'forget'>;
  digests: Pick<Digests, 'forget'>;
  quota: Pick<QuotaService, 'forgetMember' | 'forgetGuild'>;
  trainingWeek: Pick<TrainingWeek, 'forgetMember' | 'forgetGuild'>;
  failures: Pick<FailureLog, 'forgetMember' | 'forgetGuild'>;
  languages: Pick<MemberLanguages, 'forgetMember'>;
  safety: Pick<SafetyService, 'forgetMember' | 'forgetActor' | 'forgetGuild'>;
  settings: Pick<SettingsService, 'remove' | 'forgetMember'>;
  models: Pick<ModelsService, 'forgetGuild'>;
  blobs: Pick<Blobs, 'delete'>;
  store: Pick<Store, 'flush' | 'putAside'>;
  hub: Pick<Hub, 'deleteRepo'>;
  /** Keeps a restored backup from bringing back who was deleted. */
  marks?: ErasedMarks;
  now?: () => number;
  /** Rejects if Discord cannot be reached; the deletion is then tried again. */
  deleteMessage(channelId: string, messageId: string): Promise<'deleted' | 'absent' | 'forbidden'>;
  /** Which of these blobs, by their SHA-256, some record refers to. */
  blobsInUse(hashes: readonly string[]): Promise<Set<string>>;
}
