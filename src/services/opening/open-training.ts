import { createActorRepos } from '../huggingface/hub/actor-repos.ts';
import { createHubJobs } from '../huggingface/hub/hub-jobs.ts';
import { createRelayRepos } from '../huggingface/hub/relay-repos.ts';
import { createWeightsLinks } from '../huggingface/hub/weights-links.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import { tombstoneIndexes, tombstoneSchema, trainingJobSchema } from '../training/job/job.ts';
import { jobIndexes } from '../training/job/job-index.ts';
import { chooseRunners, localAddress } from '../training/runners/choose-runner.ts';
import { createTrainingService, type TrainingPace } from '../training/training-service.ts';
import type { Workers } from '../workers/workers-service.ts';
import type { Ground } from './ground.ts';
import type { HuggingFace } from './open-hugging-face.ts';
import type { People } from './open-people.ts';

/** Where actors are trained, and by which rules of each server. */
export async function openTraining(
  { config, store, blobs, credentials, vision, outbox, onClose, now, logger, process }: Ground,
  { at, hub }: HuggingFace,
  { settings, safety, actors, trainingWeek }: People,
  {
    models,
    quota,
    workers,
  }: { models: Pick<ModelsService, 'loraWaysOf'>; quota: Pick<QuotaService, 'machines'>; workers: Workers },
  pace: TrainingPace | undefined,
) {
  const training = await createTrainingService({
    jobs: await store.collection('training_jobs', trainingJobSchema, jobIndexes),
    tombstones: await store.collection('erased_jobs', tombstoneSchema, tombstoneIndexes),
    actors,
    blobs,
    credentials,
    hub,
    repos: createRelayRepos(at),
    actorRepos: createActorRepos(at),
    signedAddress: createWeightsLinks(at).of,
    runners: chooseRunners({
      config,
      jobs: createHubJobs(at),
      namespace: hub.namespace,
      workers,
      now,
      logger,
    }),
    rules: guildId => {
      const { paused, trainingsAtOnce } = settings.get(guildId);
      return {
        paused,
        atOnce: trainingsAtOnce,
        limitOf: member => settings.limitOf(guildId, member),
        begin: ({ memberId, roleIds = [], admin = false }, jobId) =>
          trainingWeek.begin(
            { guildId, memberId },
            jobId,
            settings.mostOf({ guildId, memberId, roleIds, admin }, 'trainings'),
          ),
        takeBack: jobId => trainingWeek.giveBack(guildId, jobId),
      };
    },
    money: quota.machines,
    secret: config.DISCORD_TOKEN,
    addresses: { public: config.PUBLIC_URL, local: localAddress(config) },
    async servingOf(base, guildId) {
      const ways = await models.loraWaysOf(base.id, guildId);
      if (!ways) return { by: 'nobody' };
      if (ways.onOwn) return { by: 'worker' };
      if (ways.routes.length > 0) return { by: 'endpoint' };
      const [application] = ways.byLink;
      if (application) return { by: 'provider', provider: application.provider };
      return { by: ways.silent ? 'unknown' : 'nobody' };
    },
    look: vision.look,
    checkSample: (picture, { guildId, requesterId, actorId }) =>
      safety.checkImage(picture, { guildId, memberId: requesterId, actorId, adultChannel: false }),
    now,
    logger,
    onChange: outbox.trainingChanged.put,
    leads: process?.leads ?? true,
    ...(pace ? { pace } : {}),
  });
  onClose(() => training.stop());
  return training;
}
