import type { Room } from '../words.ts';

export const credentials: Room<'credentials'> = {
  withheld:
    'Ich konnte dieses Bild nicht als Werk eines Modells signieren, deshalb wird es nicht gezeigt. Es bleibt gespeichert: Versuch es in ein paar Minuten noch einmal. Wer den Bot betreibt, sieht den Grund in seinem Protokoll.',
};
