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

interface RepoFile {
  path: string;
  content: string | Uint8Array;
}

const common = ({ hubUrl, hfToken, spec }: HubTarget) => ({ hubUrl, accessToken: hfToken, repo: spec.repo });

/** Makes the private model repository, if it is not there yet, and the job's branch in it. */
export async function prepareRepo(target: HubTarget): Promise<void> {
  await told(`make ${target.spec.repo}`, async () => {
    await createRepo({ ...common(target), visibility: 'private' }).catch(unless(409));
    await createBranch({ ...common(target), branch: target.spec.branch, overwrite: true }).catch(unless(409));
  });
}

/** Puts files on the job's branch; returns the commit. Whatever is there stays after a failure, for a resume. */
export async function saveToBranch(target: HubTarget, title: string, files: RepoFile[]): Promise<string> {
  return upload(target, target.spec.branch, title, files);
}

/** Publishes the result on main; returns the commit and the images as they lie there. */
export async function publishResult(
  target: HubTarget,
  result: { face: Buffer; samples: readonly DrawnSample[]; record: Record<string, unknown> },
): Promise<{ revision: string; images: SampleImage[] }> {
  const { spec } = target;
  const images = result.samples.map(({ prompt, seed }, index) => ({
    path: `samples/${String(index + 1).padStart(2, '0')}.png`,
    prompt,
    seed,
  }));
  const weights = writeSafetensors(
    { 'stand_in.face': { dtype: 'U8', shape: [cropSize, cropSize, 3], data: new Uint8Array(result.face) } },
    { stand_in: 'true', format: 'pt', trigger_word: spec.triggerWord, base_model: spec.baseModel },
  );
  const revision = await upload(target, 'main', `Publish ${spec.actorName} (stand-in, not trained)`, [
    { path: 'pytorch_lora_weights.safetensors', content: weights },
    { path: 'README.md', content: modelCard(spec, images) },
    { path: 'training.json', content: `${JSON.stringify(result.record, null, 2)}\n` },
    ...images.map((image, index) => ({ path: image.path, content: result.samples[index]?.png ?? '' })),
  ]);
  return { revision, images: images.map(image => ({ ...image, revision })) };
}

/** Removes the job's branch with its checkpoints; a branch that is not there is fine. */
export async function removeBranch(target: HubTarget): Promise<void> {
  await deleteBranch({ ...common(target), branch: target.spec.branch }).catch(unless(404));
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
