import type { Room } from '../words.ts';

export const budgets: Room<'budgets'> = {
  cacheFree: 'Bilder aus dem Cache bleiben kostenlos.',
  offOutside: 'Neue Bilder außerhalb von Servern sind abgeschaltet.',
  botOff: 'Ich mache keine neuen Bilder: Mein Tagesbudget steht auf 0.',
  tokensOfAll:
    'Im gemeinsamen Budget für heute {left, plural, one {ist noch # Token} other {sind noch # Tokens}}, und das hier braucht {tokens, number}. Es ist {time} wieder voll. Bilder aus dem Cache bleiben kostenlos.',
  tokensOfServer:
    'Im Anteil dieses Servers am heutigen Budget {left, plural, one {ist noch # Token} other {sind noch # Tokens}}, und das hier braucht {tokens, number}. Er ist {time} wieder voll. Bilder aus dem Cache bleiben kostenlos.',
  tokensOutside:
    'Im heutigen Budget für Bilder außerhalb von Servern {left, plural, one {ist noch # Token} other {sind noch # Tokens}}, und das hier braucht {tokens, number}. Es ist {time} wieder voll. Bilder aus dem Cache bleiben kostenlos.',
  tokensOfMember:
    'In deinem eigenen Anteil am heutigen Budget {left, plural, one {ist noch # Token} other {sind noch # Tokens}}, und das hier braucht {tokens, number}. Er ist {time} wieder voll.',
  imagesOff:
    'Ein Admin dieses Servers hat neue Bilder für dich abgeschaltet. Bilder aus dem Cache bleiben kostenlos.',
  imagesUsed:
    'Du hast auf diesem Server heute schon {images, plural, one {# neues Bild} other {# neue Bilder}} gemacht, mehr ist nicht erlaubt. Weiter geht es {time}. Bilder aus dem Cache bleiben kostenlos.',
  trainingsOff: 'Ein Admin dieses Servers hat Trainings für dich abgeschaltet.',
  trainingsUsed:
    'Du hast in den letzten 7 Tagen {trainings, plural, one {# Training} other {# Trainings}} gestartet, mehr erlaubt dir dieser Server nicht.',
  trainingsUsedUntil:
    'Du hast in den letzten 7 Tagen {trainings, plural, one {# Training} other {# Trainings}} gestartet, mehr erlaubt dir dieser Server nicht. Das nächste kannst du {time} starten.',

  accountDay:
    'Im Dollarbudget für heute sind noch {left}, und das kann bis zu {cost} kosten. Mehr gibt es {time}. Bilder aus dem Cache bleiben kostenlos.',
  accountDayNothing:
    'Das Dollarbudget für heute steht auf 0 $, deshalb wird nichts gemacht, was Geld kostet. Bilder aus dem Cache bleiben kostenlos.',
  accountMonth:
    'Im Dollarbudget für diesen Monat sind noch {left}, und das kann bis zu {cost} kosten. Mehr gibt es am {time}. Bilder aus dem Cache bleiben kostenlos.',
  accountMonthNothing:
    'Das Dollarbudget für diesen Monat steht auf 0 $, deshalb wird nichts gemacht, was Geld kostet. Bilder aus dem Cache bleiben kostenlos.',
  serverDay:
    'Im Dollarbudget dieses Servers für heute sind noch {left}, und das kann bis zu {cost} kosten. Mehr gibt es {time}. Bilder aus dem Cache bleiben kostenlos.',
  serverDayNothing:
    'Das Dollarbudget dieses Servers für heute steht auf 0 $, deshalb wird nichts gemacht, was Geld kostet. Bilder aus dem Cache bleiben kostenlos.',
  serverMonth:
    'Im Dollarbudget dieses Servers für diesen Monat sind noch {left}, und das kann bis zu {cost} kosten. Mehr gibt es am {time}. Bilder aus dem Cache bleiben kostenlos.',
  serverMonthNothing:
    'Das Dollarbudget dieses Servers für diesen Monat steht auf 0 $, deshalb wird nichts gemacht, was Geld kostet. Bilder aus dem Cache bleiben kostenlos.',
  memberDay:
    'In deinem eigenen Dollarbudget für heute sind noch {left}, und das kann bis zu {cost} kosten. Mehr gibt es {time}. Bilder aus dem Cache bleiben kostenlos.',
  memberDayNothing:
    'Dein eigenes Dollarbudget für heute steht auf 0 $, deshalb wird nichts gemacht, was Geld kostet. Bilder aus dem Cache bleiben kostenlos.',
  memberMonth:
    'In deinem eigenen Dollarbudget für diesen Monat sind noch {left}, und das kann bis zu {cost} kosten. Mehr gibt es am {time}. Bilder aus dem Cache bleiben kostenlos.',
  memberMonthNothing:
    'Dein eigenes Dollarbudget für diesen Monat steht auf 0 $, deshalb wird nichts gemacht, was Geld kostet. Bilder aus dem Cache bleiben kostenlos.',
};
