import type { Room } from '../words.ts';

export const approvals: Room<'approvals'> = {
  title: 'Darf ich {images, plural, one {ein Bild} other {# Bilder}} von {actors} machen?',
  titleTogether:
    'Darf ich {images, plural, one {ein Bild} other {# Bilder}} von {actors} machen, zusammen mit {others}?',
  askedIn: '{member} bittet darum, in {channel}:',
  askedInServer: '{member} bittet darum, auf {server}, in {channel}:',
  pack: '{name}, je ein Bild von:',
  style: '**Stil** {style}: {words}',
  keptOut: '**Soll nicht darauf sein** {words}',
  changesShown: 'ändert das Bild oben',
  changesHidden: 'ändert ein Bild, das ich dir hier nicht zeigen kann',
  enlargesShown: 'vergrößert das Bild oben',
  enlargesHidden: 'vergrößert ein Bild, das ich dir hier nicht zeigen kann',
  repairsShown: 'repariert die Gesichter im Bild oben',
  repairsHidden: 'repariert die Gesichter in einem Bild, das ich dir hier nicht zeigen kann',
  variesShown: 'variiert das Bild oben',
  variesHidden: 'variiert ein Bild, das ich dir hier nicht zeigen kann',
  trained: 'mit dem trainierten Modell',
  photos: 'aus den Fotos',
  portrait: 'Hochformat',
  landscape: 'Querformat',
  private: 'nur dem Mitglied und dir gezeigt',
  public: 'im Kanal für alle dort gepostet',
  startAlt: 'Das Bild, von dem die Anfrage ausgeht',
  once: 'Du gibst genau das frei, einmal. Antwortest du nicht, läuft es {time} ab, und nichts wird gemacht.',
  approve: 'Freigeben',
  decline: 'Ablehnen',
  declineAndBlock: 'Ablehnen und blockieren',

  hint: '{person}, darf ich {images, plural, one {ein Bild} other {# Bilder}} von {actors} machen?',
  hintFrom: '{member} bittet darum. Die Anfrage läuft {time} ab.',
  hintPrivate: 'Ein Mitglied bittet darum. Die Anfrage läuft {time} ab.',
  look: 'Anfrage ansehen und antworten',

  declined:
    'Du hast abgelehnt, also mache ich nichts von {actors}. Das Mitglied erfährt nur, dass es nicht freigegeben wurde.',
  declinedHow: '`/actor share` ändert, wer fragen darf.',
  blocked:
    '{member} kann dich um nichts mehr bitten, auf keinem Server. Alles andere, was von dort noch auf dich gewartet hat, ist auch abgelehnt.',
  blockedHow: 'Ändern kannst du das hier oder mit `/privacy requests`.',
  approved:
    'Du hast {images, plural, one {ein Bild} other {# Bilder}} von {actors} freigegeben. Wird jetzt gemacht.',
  approvedWaiting:
    'Du hast {images, plural, one {ein Bild} other {# Bilder}} von {actors} freigegeben. Jetzt fehlt noch: {others}.',
  settled: 'Diese Anfrage ist beantwortet.',
  over: 'Diese Anfrage ist vorbei. Es gibt nichts mehr zu beantworten.',

  notDeclined:
    'Deine Anfrage nach Bildern von {actors} wurde nicht freigegeben. Es wurde nichts gemacht oder berechnet.',
  notExpired:
    'Deine Anfrage nach Bildern von {actors} wurde nicht innerhalb eines Tages freigegeben. Es wurde nichts gemacht oder berechnet.',
  notNarrowed:
    'Deine Anfrage nach Bildern von {actors} ist nicht mehr möglich: Wer den Actor verwenden darf, hat sich geändert. Es wurde nichts gemacht oder berechnet.',
  notDeleted:
    'Deine Anfrage nach Bildern von {actors} ist nicht mehr möglich: Der Actor wurde gelöscht. Es wurde nichts gemacht oder berechnet.',
  notUnreachable:
    'Deine Anfrage nach Bildern von {actors} konnte ich nicht weitergeben: Die gezeigte Person nimmt keine Direktnachrichten an, und in diesem Kanal kann ich nicht schreiben. Es wurde nichts gemacht oder berechnet.',
  unnamedDeclined:
    'Deine Anfrage nach Bildern wurde nicht freigegeben. Es wurde nichts gemacht oder berechnet.',
  unnamedExpired:
    'Deine Anfrage nach Bildern wurde nicht innerhalb eines Tages freigegeben. Es wurde nichts gemacht oder berechnet.',
  unnamedNarrowed:
    'Deine Anfrage nach Bildern ist nicht mehr möglich: Wer den Actor verwenden darf, hat sich geändert. Es wurde nichts gemacht oder berechnet.',
  unnamedDeleted:
    'Deine Anfrage nach Bildern ist nicht mehr möglich: Der Actor wurde gelöscht. Es wurde nichts gemacht oder berechnet.',
  unnamedUnreachable:
    'Deine Anfrage nach Bildern konnte ich nicht weitergeben: Die gezeigte Person nimmt keine Direktnachrichten an, und in diesem Kanal kann ich nicht schreiben. Es wurde nichts gemacht oder berechnet.',
  inChannelDeclined:
    '{member}, deine Anfrage nach Bildern wurde nicht freigegeben. Es wurde nichts gemacht oder berechnet.',
  inChannelExpired:
    '{member}, deine Anfrage nach Bildern wurde nicht innerhalb eines Tages freigegeben. Es wurde nichts gemacht oder berechnet.',
  inChannelNarrowed:
    '{member}, deine Anfrage nach Bildern ist nicht mehr möglich: Wer den Actor verwenden darf, hat sich geändert. Es wurde nichts gemacht oder berechnet.',
  inChannelDeleted:
    '{member}, deine Anfrage nach Bildern ist nicht mehr möglich: Der Actor wurde gelöscht. Es wurde nichts gemacht oder berechnet.',
  inChannelUnreachable:
    '{member}, deine Anfrage nach Bildern konnte ich nicht weitergeben: Die gezeigte Person nimmt keine Direktnachrichten an, und in diesem Kanal kann ich nicht schreiben. Es wurde nichts gemacht oder berechnet.',

  onlyPerson: 'Das kann nur die gezeigte Person beantworten.',
  cannotAsk:
    'Um Bilder von **{actor}** kannst du gerade nicht bitten, deshalb wurde nichts weitergegeben, gemacht oder berechnet.',
  tooManyOfYours:
    'Du hast schon {requests, plural, one {# Anfrage} other {# Anfragen}}, die auf Antwort {requests, plural, one {wartet} other {warten}}. Frag wieder, wenn eine beantwortet ist, oder nach einem Tag.',
  tooManyOfTheirs:
    'Bei **{actor}** {requests, plural, one {wartet schon # Anfrage} other {warten schon # Anfragen}} auf Antwort. Versuch es später noch einmal.',
  already: 'Das ist schon freigegeben. Ich mache es als Nächstes und erwähne dich.',
  askedAgain: 'Darum hast du schon gebeten. Antworten können noch: {people}. Die Anfrage läuft {time} ab.',
  asked:
    '{count, plural, one {{people} gibt jedes Bild selbst frei} other {{people} geben jedes Bild selbst frei}}, deshalb habe ich deine Anfrage weitergegeben. Sie läuft {time} ab.',
  askedNext:
    'Sobald sie freigegeben ist, mache ich die Bilder und erwähne dich. Vorher wird nichts berechnet.',
};
