import type { Room } from '../words.ts';

export const storage: Room<'storage'> = {
  diskFull:
    'Die Festplatte des Bots ist voll, deshalb kann nichts Neues gespeichert werden, und es wird nichts erstellt. Sag denen Bescheid, die den Bot betreiben, und versuch es dann noch einmal.',
  picturesAway:
    'Mein Bilderspeicher antwortet gerade nicht. Nichts ist verloren: Versuch es in einer Minute noch einmal.',
  recordsAway:
    'Meine Datenbank antwortet gerade nicht. Nichts ist verloren: Versuch es in einer Minute noch einmal.',
};
