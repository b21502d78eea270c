import { join } from 'node:path';
import { acceptedIndexes } from '../generation/requests/accepted-index.ts';
import { type AcceptedRequests, acceptedRequestSchema } from '../generation/requests/accepted-request.ts';
import { createAcceptedRequests } from '../generation/requests/accepted-requests.ts';
import { createForgotten, forgottenIndexes, forgottenSchema } from '../generation/requests/forgotten.ts';
import { openIntake } from '../generation/requests/intake.ts';
import { createSharedRequests, type SharedRequests } from '../generation/requests/shared-requests.ts';
import { createSeal } from '../storage/seal.ts';
import type { Ground } from './ground.ts';
import { intakeName, openLeftNotes } from './left-notes.ts';

/** Requests that were accepted, here or by a process that is not there any more. `shared` where several work at them. */
export async function openRequests({
  config,
  store,
  blobs,
  outbox,
  onClose,
  now,
  logger,
  process,
}: Pick<
  Ground,
  'config' | 'store' | 'blobs' | 'outbox' | 'onClose' | 'now' | 'logger' | 'process'
>): Promise<{
  accepted: AcceptedRequests;
  shared: SharedRequests | undefined;
}> {
  const seal = createSeal(config.DISCORD_TOKEN);
  const takesOver = !process || process.leads || process.isWorker;
  const leftNotes = takesOver ? await openLeftNotes(config, logger) : [];
  const taking = {
    collection: await store.collection(
      'accepted_requests',
      acceptedRequestSchema,
      // One process alone has them in memory.
      process && acceptedIndexes,
    ),
    ...{ blobs, seal, now, leftNotes },
    // On SQLite there has always been one process, which reaches all that was noted.
    forgotten:
      config.STORE_URL === 'sqlite' && leftNotes.length === 0
        ? undefined
        : createForgotten({
            collection: await store.collection('forgotten', forgottenSchema, forgottenIndexes),
            ...{ seal, now },
          }),
  };

  async function openOwnNotes() {
    const intake = await openIntake(join(config.DATA_DIR, intakeName), acceptedRequestSchema);
    onClose(intake.close);
    return intake;
  }

  // A worker takes nothing in.
  const shared =
    process &&
    (await createSharedRequests({
      ...{ ...taking, process, intake: process.isWorker ? undefined : await openOwnNotes() },
      // Told as what is called off is.
      onDropped: outbox.requestCancelled.put,
    }));
  const accepted = shared
    ? { ...shared, cancel: cancelShared(shared, outbox) }
    : await createAcceptedRequests({ ...taking, intake: await openOwnNotes() });
  for (const one of leftNotes) await one.close();
  return { accepted, shared };
}

/** Where it waits in the queue, whoever hears of it takes it out and tells its member. */
const cancelShared =
  (shared: SharedRequests, outbox: Ground['outbox']): SharedRequests['cancel'] =>
  async (id, caller) => {
    await shared.cancel(id, caller);
    outbox.requestCancelled.put(id);
  };
