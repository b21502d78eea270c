let loaded: typeof import('@huggingface/hub') | undefined;

/** The hub's client, loaded when something first needs it: it takes 10 MB, and an image needs none of it. */
export async function hubClient(): Promise<typeof import('@huggingface/hub')> {
  loaded ??= await import('@huggingface/hub');
  return loaded;
}

/** Whether the hub answered with one of these statuses. */
export const isAnswer = (error: unknown, ...statuses: number[]): boolean =>
  loaded !== undefined && error instanceof loaded.HubApiError && statuses.includes(error.statusCode);
