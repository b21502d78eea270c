import { commit, createBranch, createRepo, deleteBranch, HubApiError } from '@huggingface/hub';
import { writeSafetensors } from '../huggingface/hub/safetensors.ts';
import { cropSize } from './face-crop.ts';
import { modelCard } from './model-card.ts';
import { RunError, type SampleImage, type TrainingSpec } from './protocol.ts';

export interface HubTarget {
  hubUrl: string;
  hfToken: string;
  spec: TrainingSpec;
  signal: AbortSignal;
}

export interface DrawnSample {
  prompt: string;
  seed: number;
  png: Buffer;
}

export interface RepoFile {
  path: string;
  content: string | Uint8Array;
}

const common = ({ hubUrl, hfToken, spec }: HubTarget) => ({ hubUrl, accessToken: hfToken, repo: spec.repo });

/** Where a run leaves its files: with a token, or through the bot. */
export interface Shelf {
  /** Makes the private model repository, if it is not there yet, and the job's branch in it. */
  prepare(): Promise<void>;
  /** Puts files on the job's branch; returns the commit. Whatever is there stays after a failure, for a resume. */
  save(title: string, files: RepoFile[]): Promise<string>;
  /** Publishes the result on main; returns the commit and the images as they lie there. */
  publish(result: Result): Promise<{ revision: string; images: SampleImage[] }>;
  /** Removes the job's branch with its checkpoints; a branch that is not there is fine. */
  remove(): Promise<void>;
}

export interface Result {
  face: Buffer;
  samples: readonly DrawnSample[];
  record: Record<string, unknown>;
}

export function shelfWithToken(target: HubTarget): Shelf {
  const { spec } = target;
  return {
    prepare: () =>
      told(`make ${spec.repo}`, async () => {
        await createRepo({ ...common(target), visibility: 'private' }).catch(unless(409));
        await createBranch({ ...common(target), branch: spec.branch, overwrite: true }).catch(unless(409));
      }),
    save: (title, files) => upload(target, spec.branch, title, files),
    async publish(result) {
      const { files, images } = resultFiles(spec, result);
      const revision = await upload(
        target,
        'main',
        `Publish ${spec.actorName} (stand-in, not trained)`,
        files,
      );
      return { revision, images: images.map(image => ({ ...image, revision })) };
    },
    async remove() {
      await deleteBranch({ ...common(target), branch: spec.branch }).catch(unless(404));
    },
  };
}

/** What is published, and the samples as they lie there. */
export function resultFiles(
  spec: TrainingSpec,
  result: Result,
): { files: RepoFile[]; images: Omit<SampleImage, 'revision'>[] } {
  const images = result.samples.map(({ prompt, seed }, index) => ({
    path: `samples/${String(index + 1).padStart(2, '0')}.png`,
    prompt,
    seed,
  }));
  const weights = writeSafetensors(
    { 'stand_in.face': { dtype: 'U8', shape: [cropSize, cropSize, 3], data: new Uint8Array(result.face) } },
    { stand_in: 'true', format: 'pt', trigger_word: spec.triggerWord, base_model: spec.baseModel },
  );
  return {
    images,
    files: [
      { path: 'pytorch_lora_weights.safetensors', content: weights },
      { path: 'README.md', content: modelCard(spec, images) },
      { path: 'training.json', content: `${JSON.stringify(result.record, null, 2)}\n` },
      ...images.map((image, index) => ({ path: image.path, content: result.samples[index]?.png ?? '' })),
    ],
  };
}

async function upload(target: HubTarget, branch: string, title: string, files: RepoFile[]): Promise<string> {
  return told(`upload to ${target.spec.repo}`, async () => {
    const done = await commit({
      ...common(target),
      branch,
      title,
      // The embedded hub keeps plain LFS objects; Xet is a storage of huggingface.co's own.
      useXet: false,
      abortSignal: target.signal,
      operations: files.map(({ path, content }) => ({
        operation: 'addOrUpdate' as const,
        path,
        content: new Blob([typeof content === 'string' ? content : new Uint8Array(content)]),
      })),
    });
    if (!done) throw new RunError(`The hub did not confirm the upload to ${target.spec.repo}.`);
    return done.commit.oid;
  });
}

const unless = (status: number) => (error: unknown) => {
  if (!(error instanceof HubApiError) || error.statusCode !== status) throw error;
};

/** Turns the hub's refusals into a sentence. */
async function told<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof HubApiError) {
      const why =
        error.statusCode === 401 || error.statusCode === 403
          ? 'the Hugging Face token may not do that'
          : `the hub answered ${error.statusCode}`;
      throw new RunError(`Could not ${what}: ${why}.`);
    }
    if (error instanceof TypeError) throw new RunError(`Could not ${what}: the hub could not be reached.`);
    throw error;
  }
}
