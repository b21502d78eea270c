import type { TrainingSpec } from '../job/job.ts';

/** Where a training's files go: its result to main, checkpoints and samples on the way to the job's own branch. */
export type Destination = 'result' | 'branch';

/** A file that a trainer wants to put: a large one by its hash, a small one as it is. */
export type Offered = { path: string; size: number; sha256: string } | { path: string; content: string };

interface Row {
  path: RegExp;
  /** Large files go to the hub's storage by an address of their own; small ones are texts, in the request itself. */
  kind: 'large' | 'small';
  mostBytes: number;
  /** A result without it is none. */
  required?: true;
}

const kb = 1024;
const mb = 1024 * kb;

/** Of SDXL at rank 16, the LoRA has some 100 MB and the state of its optimizer 300 MB. */
const weightsMost = 2 * 1024 * mb;
const pictureMost = 16 * mb;

/** Files in one request, and the bytes of all of them together. */
export const most = { files: 48, bytes: 4 * 1024 * mb } as const;

/**
 * All that a training may upload, by destination. Nothing else gets into an actor's repo through the bot. The trainer
 * writes them in colab/actor_lora/publishing/publish.py and job/bot_branch.py.
 */
function rowsOf(to: Destination, spec: Pick<TrainingSpec, 'repo'>): Row[] {
  const name = escaped(spec.repo.split('/')[1] ?? '');
  if (to === 'result') {
    return [
      { path: /^pytorch_lora_weights\.safetensors$/, kind: 'large', mostBytes: weightsMost, required: true },
      { path: new RegExp(`^webui/${name}\\.safetensors$`), kind: 'large', mostBytes: weightsMost },
      { path: /^samples\/\d{2}\.(png|jpg)$/, kind: 'large', mostBytes: pictureMost },
      { path: /^contact-sheet\.jpg$/, kind: 'large', mostBytes: pictureMost },
      { path: /^README\.md$/, kind: 'small', mostBytes: 96 * kb, required: true },
      { path: /^training\.json$/, kind: 'small', mostBytes: 192 * kb, required: true },
      { path: /^verification\.json$/, kind: 'small', mostBytes: 192 * kb },
    ];
  }
  const step = 'checkpoints/step-\\d{6,9}';
  return [
    {
      path: new RegExp(`^${step}/(pytorch_lora_weights|training-state)\\.safetensors$`),
      ...{ kind: 'large', mostBytes: weightsMost },
    },
    { path: new RegExp(`^${step}/state\\.json$`), kind: 'small', mostBytes: 64 * kb },
    { path: /^run\.json$/, kind: 'small', mostBytes: 64 * kb },
    { path: /^samples\/step-\d{6,9}\.png$/, kind: 'large', mostBytes: pictureMost },
  ];
}

/** Files that a version before may have left at main and this one does not replace. */
export const isOfAVersion = (path: string): boolean => /^[^/]+\.safetensors$|^samples\/|^webui\//.test(path);

/** The step of a file of a checkpoint; undefined for what is none. */
export const stepOf = (path: string): string | undefined => /^checkpoints\/(step-\d{6,9})\//.exec(path)?.[1];

/** What only the latest checkpoint needs: the LoRAs of earlier ones stay, because one of them may be the best. */
export const isState = (path: string): boolean =>
  /\/(training-state\.safetensors|state\.json)$/.test(path) && stepOf(path) !== undefined;

/** Why these may not be put; undefined where they may. `whole` where nothing else comes with them. */
export function whyNot(
  to: Destination,
  spec: Pick<TrainingSpec, 'repo'>,
  files: readonly Offered[],
  { whole }: { whole: boolean },
): string | undefined {
  if (files.length > most.files) return `files: at most ${most.files} at a time`;
  const rows = rowsOf(to, spec);
  const seen = new Set<string>();
  let bytes = 0;
  for (const file of files) {
    // As a disk that does not tell cases apart would see it.
    const folded = file.path.toLowerCase();
    if (seen.has(folded)) return `files: ${file.path} is there twice`;
    seen.add(folded);
    const row = rows.find(({ path }) => path.test(file.path));
    if (!row) return `files: ${shown(file.path)} is none that a training uploads here`;
    const kind = 'content' in file ? 'small' : 'large';
    if (kind !== row.kind)
      return `files: ${file.path} goes ${row.kind === 'small' ? 'as a text' : 'by its hash'}`;
    const size = 'content' in file ? Buffer.byteLength(file.content) : file.size;
    if (size > row.mostBytes) return `files: ${file.path} may have ${row.mostBytes} bytes at most`;
    bytes += size;
  }
  if (bytes > most.bytes) return `files: at most ${most.bytes} bytes at a time`;
  const missing =
    whole && rows.find(({ path, required }) => required && !files.some(file => path.test(file.path)));
  if (missing) return `files: ${missing.path.source.replace(/[\^$\\]/g, '')} is missing`;
  if (to === 'branch' && new Set(files.map(({ path }) => stepOf(path)).filter(Boolean)).size > 1)
    return 'files: one checkpoint at a time';
  return undefined;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A path of a stranger, fit for a sentence. */
const shown = (path: string) => JSON.stringify(path.slice(0, 100));
