/**
 * What a model has to do with a picture, as its credentials say it. No member, no actor and no words of a prompt are in
 * it: credentials travel with the file, to whoever gets it.
 */
export interface Made {
  /**
   * `model`: all of it is a model's work. `model-and-photos`: it was made out of a photo, or stands beside one.
   * `several`: several pictures of which at least one is a model's work, as one.
   */
  from: 'model' | 'model-and-photos' | 'several';
  /** The model and its commit, where one made it. */
  model?: { name: string; revision?: string | undefined } | undefined;
  /** The picture that this one is a smaller copy of. */
  copyOf?: Uint8Array | undefined;
}

/** A model had no part in the file: a chart, a photo, an archive. */
export type NotMade = 'nothing';

/** What signs, in the words of the credentials. */
export const generatorName = 'AI Actor Generator';

/** What credentials take at most: of a copy, with those of the picture that it was made of. */
export const credentialsBytesMost = 64 * 1024;

const iptc = 'http://cv.iptc.org/newscodes/digitalsourcetype';

/** IPTC's words for it (cv.iptc.org/newscodes/digitalsourcetype), in the credentials and in the XMP line. */
export const digitalSourceTypes: Record<Made['from'], string> = {
  model: `${iptc}/trainedAlgorithmicMedia`,
  'model-and-photos': `${iptc}/compositeWithTrainedAlgorithmicMedia`,
  several: `${iptc}/compositeSynthetic`,
};
