import type { Logger } from '../../logger.ts';
import type { AccountPause } from '../huggingface/account/account-pause.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { Outbox } from '../outbox.ts';
import type { PrivacyService } from '../privacy/privacy-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Store } from '../storage/store.ts';
import type { TrainingService } from '../training/training-service.ts';

/**
 * Lets a process know what the others write: what it has in memory is read again, and what is to be told in its servers
 * is told. Where a server's shard is not where something was pressed, that is how its shard learns of it.
 */
export async function hearChanges(
  store: Pick<Store, 'watch'>,
  {
    settings,
    models,
    training,
    account,
    privacy,
    outbox,
    logger,
  }: {
    settings: Pick<SettingsService, 'refresh'>;
    models: Pick<ModelsService, 'refresh'>;
    training: Pick<TrainingService, 'refresh'>;
    account: Pick<AccountPause, 'refresh' | 'paused'>;
    privacy: Pick<PrivacyService, 'heard'>;
    outbox: Pick<Outbox, 'accountPaused' | 'approvalDue' | 'approvalGiven' | 'albumsDue'>;
    logger: Logger;
  },
): Promise<void> {
  /** One after another: an earlier look must not end after a later one. */
  function inTurn(read: (id?: string) => Promise<void>): (id?: string) => void {
    let last: Promise<void> = Promise.resolve();
    return id => {
      last = last
        .then(() => read(id))
        .catch(error => logger.warn({ err: error }, 'what another process wrote could not be read yet'));
    };
  }
  if (!store.watch) return;
  await store.watch('guild_settings', inTurn(settings.refresh));
  await store.watch('guild_models', inTurn(models.refresh));
  await store.watch('training_jobs', inTurn(training.refresh));
  await store.watch(
    'account',
    inTurn(async () => {
      const before = account.paused()?.since;
      await account.refresh();
      const since = account.paused()?.since;
      if (since !== undefined && since !== before) outbox.accountPaused.put(since);
    }),
  );
  await store.watch('erasures', inTurn(privacy.heard));
  await store.watch('approvals', () => {
    outbox.approvalDue.put(true);
    outbox.approvalGiven.put(true);
  });
  await store.watch('albums', () => outbox.albumsDue.put(true));
  // What was written between the first look and now.
  await Promise.all([settings.refresh(), models.refresh(), training.refresh(), account.refresh()]);
}
