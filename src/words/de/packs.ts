import type { Room } from '../words.ts';

export const packs: Room<'packs'> = {
  portraits: 'Porträts',
  seasons: 'Jahreszeiten',
  professions: 'Berufe',
  travel: 'Reisen',

  title: 'Packs mit {actor}',
  hint: 'Ein Klick, ein Bild für jede Szene. Preis und Dauer sage ich vorher.',
  images: '{images, plural, one {# Bild} other {# Bilder}}',

  quoteTitle: '{pack} mit {actor}',
  postedHere:
    '**{images, plural, one {# Bild} other {# Bilder}}** von **{model}**, hier gepostet, sobald sie kommen',
  onlyYou: '**{images, plural, one {# Bild} other {# Bilder}}** von **{model}**, nur dir gezeigt',
  price: '**Preis** {price}',
  free: 'kostenlos, weil ich sie alle schon habe',
  tokens: '{tokens, plural, one {# Token} other {# Tokens}} vom heutigen Budget',
  dollarsAndTokens: 'etwa {dollars} und {tokens, plural, one {# Token} other {# Tokens}} vom heutigen Budget',
  time: '**Dauer** {time}',
  timeUnknown: 'das weiß ich noch nicht',
  rightAway: 'sofort',
  seconds: 'etwa {seconds, number} s',
  minutes: 'etwa {minutes, number} Min.',
  impossible:
    '{out, plural, one {# der {scenes, number} Szenen geht nicht: {why}} other {# der {scenes, number} Szenen gehen nicht: {why}}}',
  someFree:
    '{images, plural, one {# davon ist kostenlos: Ich habe es schon.} other {# davon sind kostenlos: Ich habe sie schon.}}',
  enoughFor:
    '{images, plural, =0 {Das heutige Budget reicht für keines davon.} other {Das heutige Budget reicht für # davon.}}',
  asksFirst:
    'Die gezeigte Person gibt jede Anfrage für {names} selbst frei, deshalb frage ich einmal für das ganze Pack.',
  make: '{images, plural, one {# Bild machen} other {# Bilder machen}}',
  makeFor: '{images, plural, one {# Bild für {dollars} machen} other {# Bilder für {dollars} machen}}',
  postInstead: 'Stattdessen hier posten',
  onlyForMe: 'Nur für mich',
  others: 'Andere Packs',
  inEnglish: 'Die Szenen sind auf Englisch, weil Modelle das am besten verstehen.',
  estimate:
    'Das ist eine Schätzung, keine Rechnung. Du kannst jederzeit abbrechen: Was noch nicht begonnen ist, kostet nichts.',
  failed: 'Bei mir ist etwas schiefgegangen.',
  unknown: 'Dieses Pack habe ich nicht mehr. `/actor show` hat die anderen.',

  cancelled:
    'Abgebrochen: {made, number} von {images, number} Bildern gemacht. Der Rest wurde nicht gemacht und kostet nichts.',
  allHere: 'Alle {images, number} Bilder sind da.',
  someHere: '{made, number} von {images, number} Bildern gemacht.',
  elsewhere: 'Sie sind in {channel}.',
  again: 'Noch eine Runde',
};
