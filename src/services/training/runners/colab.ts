import { said } from '../../../words/words.ts';
import type { Runner } from './runner.ts';

/** The requester opens a notebook and pastes the job code. */
export function colabRunner({ notebookUrl }: { notebookUrl: string | undefined }): Runner {
  return {
    backend: 'colab',
    missing: notebookUrl ? undefined : 'set COLAB_NOTEBOOK_URL to the link that opens the training notebook.',
    where: said('training.runsOnColab'),
    photosGo: said('training.photosToColab'),
    hourlyPrice: async () => undefined,
    ...(notebookUrl ? { notebookUrl } : {}),
  };
}
