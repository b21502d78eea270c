import { setImmediate } from 'node:timers/promises';
import type { Logger } from '../../logger.ts';
import { t } from '../../words/words.ts';
import { warmUp as readVocabulary } from '../quota/prompt-tokens.ts';
import type { SafetyService } from '../safety/safety-service.ts';

/** Makes ready what the first request needs, piece by piece. To be called once the bot is there: no start waits for it. */
export async function warmUp({
  safety,
  logger,
}: {
  safety: Pick<SafetyService, 'warmUp'>;
  logger: Pick<Logger, 'error'>;
}): Promise<void> {
  // Node loads its fetch with the first call, which takes 40 ms. Nothing leaves for this address.
  await fetch('data:,');
  await setImmediate();
  // The first sentence with a number has Intl read its rules: 30 ms.
  t('quota.waitingMost', { requests: 2 });
  await setImmediate();
  await readVocabulary().catch(error => logger.error({ err: error }, 'the vocabulary could not be read'));
  await safety.warmUp();
}
