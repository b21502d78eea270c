import type { Logger } from '../../logger.ts';
import type { AccountPause } from '../huggingface/account/account-pause.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { Outbox } from '../outbox.ts';
import type { PrivacyService } from '../privacy/privacy-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Store } from '../storage/store.ts';
import { createTurns } from '../storage/turns.ts';
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
  if (!store.watch) return;
  const inTurn = createTurns();
  /** One after another: an earlier look must not end after a later one. */
  const readAgain = (collection: string, read: (id?: string) => Promise<void>) =>
    store.watch?.(
      collection,
      id =>
        void inTurn(collection, () => read(id)).catch(error =>
          logger.warn({ err: error, collection }, 'what another process wrote could not be read yet'),
        ),
    );
  await readAgain('guild_settings', settings.refresh);
  await readAgain('guild_models', models.refresh);
  await readAgain('training_jobs', training.refresh);
  await readAgain('account', async () => {
    const before = account.paused()?.since;
    await account.refresh();
    const since = account.paused()?.since;
    if (since !== undefined && since !== before) outbox.accountPaused.put(since);
  });
  await readAgain('erasures', privacy.heard);
  await store.watch('approvals', () => {
    outbox.approvalDue.put(true);
    outbox.approvalGiven.put(true);
  });
  await store.watch('albums', () => outbox.albumsDue.put(true));
  // What was written between the first look and now.
  await Promise.all([settings.refresh(), models.refresh(), training.refresh(), account.refresh()]);
}
