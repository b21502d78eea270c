import type { Runner } from './runner.ts';

/** The requester opens a notebook and pastes the job code. */
export function colabRunner({ notebookUrl }: { notebookUrl: string | undefined }): Runner {
  return {
    backend: 'colab',
    missing: notebookUrl ? undefined : 'set COLAB_NOTEBOOK_URL to the link that opens the training notebook.',
    where: 'in a Google Colab notebook that you open, on the GPU that Google lends you',
    photosGo: 'The photos go to the notebook that you run, and to nobody else.',
    hourlyPrice: async () => undefined,
    ...(notebookUrl ? { notebookUrl } : {}),
  };
}
