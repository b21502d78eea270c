import type { Room } from '../words.ts';

export const money: Room<'money'> = {
  title: 'Geld',
  server: 'Dieser Server',
  account: 'Das ganze Konto',
  today: 'Heute: {used} von {most}',
  todayNothing: 'Heute: 0 $, ich erstelle also nichts, was Geld kostet',
  todayUnlimited: 'Heute: {used}, kein Limit',
  month: 'Diesen Monat: {used} von {most}',
  monthNothing: 'Diesen Monat: 0 $, ich erstelle also nichts, was Geld kostet',
  monthUnlimited: 'Diesen Monat: {used}, kein Limit',
  memberUnlimited: 'Jedes Mitglied: kein Limit',
  memberDay: 'Jedes Mitglied: {day} am Tag',
  memberMonth: 'Jedes Mitglied: {month} im Monat',
  memberBoth: 'Jedes Mitglied: {day} am Tag, {month} im Monat',
  neverAsked: 'Mitglieder werden vor einer Anfrage nicht gefragt, egal was sie kostet.',
  alwaysAsked: 'Mitglieder werden vor jedem Bild gefragt, das Geld kostet.',
  askedAbove: 'Mitglieder werden vor einer Anfrage gefragt, die mehr als {dollars} kostet.',
  reported: 'Hugging Face meldet {dollars} seit {date} ({time}).',
  creditOver: 'Das inbegriffene Guthaben von {dollars} ist aufgebraucht.',
  creditEnds: 'In diesem Tempo ist das inbegriffene Guthaben am {date} aufgebraucht.',
  creditLasts: 'In diesem Tempo reicht das inbegriffene Guthaben bis zum Monatsende.',

  prices: 'Was ein Bild kostet',
  price: '{model} bei {provider}: {dollars} ({source}, {date})',
  pricePerMegapixel: '{model} bei {provider}: {dollars} pro Megapixel ({source}, {date})',
  sourceComparison: 'ein Vergleich von dritter Seite',
  sourceReplicate: 'eine Kopie von replicate.com/pricing',
  otherModels:
    'Jedes andere Modell: Das weiß ich nicht und rechne mit {dollars}. Euer eigener Endpoint kostet hier nichts.',
  notCorrected: 'Hugging Face hat noch nichts gemeldet, was diese Preise ändern würde.',
  corrected: 'Hugging Face berechnet {factor}-mal so viel, also multipliziere ich damit.',
  correctedLeast:
    'Hugging Face berechnet {factor}-mal so viel, also multipliziere ich damit. Tiefer gehe ich nie, weil die Rechnung spät kommen kann.',
  foot: 'Das sind meine Schätzungen, keine Rechnung. Bilder aus dem Cache kosten nichts.',

  leastBudget: 'Das kleinste Budget ist 0,01 $. Mit 0 wird nichts erstellt, was Geld kostet.',
  amountOrReset: 'Gib einen Betrag oder `reset` an, nicht beides.',
  askOrNever: 'Wähle `ask` oder `ask-never`, nicht beides.',
  sumBounds: 'Ein Betrag liegt zwischen 0 und {most, number} US-Dollar.',
};
