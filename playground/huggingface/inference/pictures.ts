import sharp from 'sharp';

/** Whether it can be decoded to its end: the beginning of a file says nothing about that. */
export const isPicture = (bytes: Uint8Array): Promise<boolean> =>
  sharp(bytes)
    .stats()
    .then(
      () => true,
      () => false,
    );
