import type { Room } from '../words.ts';

export const actorDigest: Room<'actorDigest'> = {
  title: 'Bilder, die andere von {actor} gemacht haben',
  span: '{requests, plural, one {Eine Anfrage} other {# Anfragen}}, {from} bis {to}.',
  spanServer: '{requests, plural, one {Eine Anfrage} other {# Anfragen}} auf **{server}**, {from} bis {to}.',
  alt: 'Bilder von {actor}, nummeriert',
  made: '**{number, number}** {member}: {prompt}',
  pictures: '{pictures, plural, one {# Bild} other {# Bilder}}',
  private: 'privat, niemandem sonst gezeigt',
  posted: '[gepostet]({link}) in {channel}',
  inChannel: 'in {channel}',
  delete: 'Löschen',
  more: 'und {count, number} weitere in der Galerie.',
  howOften:
    'Was du löschst, ist für alle weg, und ich sage dem Mitglied Bescheid, das es gemacht hat. Wie oft willst du diese Übersicht?',
  allImages: 'Alle Bilder von {actor}',
  allOfYou: 'Alle Bilder von dir',
  empty: 'Alles in dieser Übersicht von **{actor}** wurde gelöscht.',
  old: 'Diese Übersicht der Bilder von dir, {from} bis {to}, ist älter als {days, plural, one {# Tag} other {# Tage}}, deshalb habe ich ihre Bilder herausgenommen. Was nicht gelöscht wurde, ist in der Galerie.',

  daily: 'Täglich',
  weekly: 'Wöchentlich',
  never: 'Nie',
  chosenDaily:
    'Du bekommst jeden Tag eine Übersicht der Bilder, die andere von **{actor}** gemacht haben, falls es welche gibt.',
  chosenWeekly:
    'Du bekommst jeden Montag eine Übersicht der Bilder, die andere von **{actor}** gemacht haben, falls es welche gibt.',
  chosenNever:
    'Du bekommst keine Übersichten von **{actor}** mehr. `/gallery` zeigt weiterhin jedes Bild von dir.',
  isDaily: '**Übersicht der Bilder, die andere machen** jeden Tag, per Direktnachricht',
  isWeekly: '**Übersicht der Bilder, die andere machen** jeden Montag, per Direktnachricht',
  isNever: '**Übersicht der Bilder, die andere machen** nie',
  closed:
    'Die letzte konnte dich nicht erreichen ({time}): Du nimmst keine Direktnachrichten von mir an. Was darin war, kommt in die nächste.',

  onlyPerson: 'Wie oft diese Übersicht kommt, kann nur die gezeigte Person festlegen.',
};
