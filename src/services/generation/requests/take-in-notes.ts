import type { Collection } from '../../storage/collection.ts';
import type { AcceptedRequest } from './accepted-request.ts';
import type { Forgotten } from './forgotten.ts';
import type { Intake } from './intake.ts';

/** Stores what earlier processes noted and could not store any more, unless it was deleted since. */
export async function takeInNotes(
  all: readonly Intake<AcceptedRequest>[],
  collection: Pick<Collection<AcceptedRequest>, 'get' | 'put' | 'delete'>,
  forgotten: Pick<Forgotten, 'has'> | undefined,
): Promise<void> {
  for (const notes of all) {
    for (const record of notes.left) {
      // Stored after all, it has gone on since.
      const isStored = (await collection.get(record.id)) !== undefined;
      // Before it is stored: after a kill in between, nothing would tell it from one that has gone on.
      if (!isStored && !(await forgotten?.has(record))) {
        await collection.put(record.id, record);
        // And afterwards: a deletion that begins now finds it in the store.
        if (await forgotten?.has(record)) await collection.delete(record.id);
      }
      await notes.drop(record.id);
    }
  }
}
