import type { Said } from '../words/words.ts';
import type { ActorsService } from './actors/actors-service.ts';
import type { Albums } from './albums/albums-service.ts';
import type { Approvals } from './approvals/approvals-service.ts';
import type { Audit } from './audit/audit.ts';
import type { Digests } from './digest/digest-service.ts';
import type { GenerationService } from './generation/generation-service.ts';
import type { Packs } from './generation/requests/own-packs.ts';
import type { Billing } from './huggingface/account/billing.ts';
import type { FailureLog } from './log/failure-log.ts';
import type { ModelsService } from './models/models-service.ts';
import type { PhotosService } from './photos/photos-service.ts';
import type { PrivacyService } from './privacy/privacy-service.ts';
import type { ProvenanceService } from './provenance/provenance-service.ts';
import type { QuotaService } from './quota/quota-service.ts';
import type { TrainingWeek } from './quota/training-week.ts';
import type { ReferencesService } from './references/references-service.ts';
import type { SafetyService } from './safety/safety-service.ts';
import type { MemberLanguages } from './settings/member-languages.ts';
import type { SettingsService } from './settings/settings-service.ts';
import type { StatusService } from './status/status-service.ts';
import type { TrainingService } from './training/training-service.ts';
import type { Workers } from './workers/workers-service.ts';

/** What the bot can do, as commands and events see it. */
export interface Services {
  /** The Hugging Face account that pays: why it is paused, from memory, and how an admin lets it go on. */
  account: { paused(): { since: number; reason: Said } | undefined; resume(): Promise<void> };
  actors: ActorsService;
  albums: Albums;
  approvals: Approvals;
  audit: Pick<Audit, 'ofChain' | 'ofActor' | 'faultsOf'>;
  digests: Digests;
  billing: Pick<Billing, 'reported'>;
  failures: Pick<FailureLog, 'note' | 'recent'>;
  generation: GenerationService;
  languages: Pick<MemberLanguages, 'note' | 'of'>;
  models: ModelsService;
  /** Budgets of the whole account in US dollars, and how the hub's bill compares with the bot's own count. */
  money: {
    account: { day?: number | undefined; month?: number | undefined };
    factor(): number;
    /** Whether servers are shown what the whole account spent. */
    accountShown: boolean;
  };
  packs: Packs;
  photos: Pick<PhotosService, 'tiles'>;
  privacy: PrivacyService;
  provenance: ProvenanceService;
  quota: QuotaService;
  references: ReferencesService;
  safety: SafetyService;
  settings: SettingsService;
  status: StatusService;
  training: TrainingService;
  trainingWeek: Pick<TrainingWeek, 'countOf'>;
  /** Computers that servers have connected. */
  workers: Pick<Workers, 'keys' | 'address' | 'shown'>;
}
