import { t } from '../words/words.ts';

export const sizeWords = (bytes: number) =>
  bytes >= 1e9
    ? t('measures.gigabytes', { gigabytes: bytes / 1e9 })
    : t('measures.megabytes', { megabytes: Math.max(1, Math.round(bytes / 1e6)) });
