import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ids } from '@ai-actor/playground/discord';
import { actorSchema, type Post } from '../src/services/actors/actor.ts';
import { generationSchema } from '../src/services/generation/generation.ts';
import { createFileBlobs } from '../src/services/storage/blobs.ts';
import { openStore } from '../src/services/storage/store.ts';

interface Person {
  id: string;
  /** Stands in the name, the prompt and every file. */
  name: string;
  memberId: string;
  repo: string;
  post: Post;
}

/** Actors as a running bot leaves them: photos, a version with its repo, an image with its message. */
export async function keepPeople(dir: string, people: readonly Person[]): Promise<void> {
  const store = await openStore(dir);
  const actors = await store.collection('actors', actorSchema);
  const generations = await store.collection('generations', generationSchema);
  const blobs = createFileBlobs(join(dir, 'blobs'));
  for (const { id, name, memberId, repo, post } of people) {
    const bytes = () => blobs.put(Buffer.concat([Buffer.from(`${name} bytes`), randomBytes(4_000)]));
    const photos = await Promise.all(
      [1, 2, 3, 4, 5].map(async () => ({ sha256: await bytes(), width: 9, height: 9, addedAt: 0 })),
    );
    await actors.put(
      id,
      actorSchema.parse({
        id,
        guildId: ids.guild,
        name,
        ownerId: memberId,
        subjectId: memberId,
        visibility: 'owner',
        chosenMemberIds: [],
        photos,
        consent: { state: 'granted', memberId, textVersion: 2, text: 'I agree.', at: 0 },
        triggerWord: `ohwx${id}`,
        versions: [
          {
            ...{ number: 1, jobId: `job-${id}`, repo, revision: 'c0ffee', baseModel: 'base', steps: 1 },
            ...{ trainedAt: 0, standIn: true, samples: [await bytes()] },
          },
        ],
        activeVersion: 1,
        createdAt: 0,
      }),
    );
    await generations.put(
      `image-${id}`,
      generationSchema.parse({
        id: `image-${id}`,
        guildId: ids.guild,
        channelId: post.channelId,
        memberId,
        prompt: `${name} prompt`,
        shape: 'square',
        actor: { id, name, version: 1, standIn: true },
        modelName: 'Model',
        settings: {
          ...{ model: 'a/b', modelRevision: 'c', prompt: `${name} prompt`, width: 8, height: 8 },
          ...{ steps: 1, guidance: 1, seed: 1 },
        },
        private: false,
        images: [{ sha256: await bytes(), seed: 1, nudity: { explicit: 0, suggestive: 0 } }],
        ...{ cached: 0, tokens: 1, promptTokens: 1, createdAt: 0, deleted: false },
        posts: [post],
      }),
    );
  }
  await store.close();
}
