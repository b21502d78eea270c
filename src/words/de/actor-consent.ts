import type { Room } from '../words.ts';

export const actorConsent: Room<'actorConsent'> = {
  text: 'Diese Fotos zeigen mich, und ich bin volljährig. Ich stimme zu, dass dieser Bot sie und Maße meines Gesichts speichert, daraus bei dem Trainingsdienst, der für diesen Bot gewählt ist, oder auf einem Computer, den dieser Server verbunden hat, ein Bildmodell (ein LoRA) mit meinem Aussehen trainiert, dieses Modell in einem privaten Repository speichert und für mich und für das Mitglied, das mich registriert hat, Bilder von mir macht. Dafür bekommt der Bilderdienst, den der Server verwendet, bis zu vier dieser Fotos oder das trainierte Modell, über einen Link, der abläuft. Für andere nur, wenn ich es mit /actor share teile. Keine sexuellen Bilder von mir und keine als Kind. Ich kann das jederzeit mit /actor delete zurückziehen; dann wird alles davon gelöscht.',
  statement:
    'Die Person auf diesen Fotos ist nicht auf diesem Server. Sie ist volljährig und hat, wie hier beschrieben, zugestimmt, dass dieser Bot diese Fotos und Maße ihres Gesichts speichert, daraus ein Bildmodell (ein LoRA) mit ihrem Aussehen trainiert und Bilder von ihr macht, wofür der Bilderdienst, den der Server verwendet, bis zu vier dieser Fotos oder das trainierte Modell bekommt, über einen Link, der abläuft. Ich lösche alles davon, wenn sie mich darum bittet.',

  title: '{person}, darf ich dich als **{actor}** casten?',
  uploaded:
    '{member} hat {photos, plural, one {# Foto} other {# Fotos}} hochgeladen und sagt, dass du darauf bist.',
  titleOutsider: '**{actor}** zustimmen? Die Person ist nicht auf diesem Server.',
  uploadedOutsider:
    '{member} hat {photos, plural, one {# Foto} other {# Fotos}} hochgeladen und sagt, wie die Person zugestimmt hat:',
  uploadedForAdmin:
    '{member} hat {photos, plural, one {# Foto} other {# Fotos}} hochgeladen. Ein Admin dieses Servers muss es erlauben.',
  canRuleOut:
    'Du kannst Dinge ausschließen (Bademode, Gewalt, andere Personen und mehr), jetzt oder jederzeit.',
  canRuleOutShort: 'Du kannst Dinge ausschließen, jetzt oder jederzeit.',
  nobodyMakes:
    'Solange du nicht zustimmst, kann niemand Bilder von dir machen. Lehnst du ab, werden die Fotos sofort gelöscht.',
  nobodyMakesOutsider:
    'Ohne Zustimmung kann niemand Bilder der gezeigten Person machen. Beim Ablehnen werden die Fotos sofort gelöscht.',
  deletedThen: 'Antwortest du nicht, werden sie {time} gelöscht.',
  approve: 'Zustimmen',
  decline: 'Ablehnen',
  look: 'Fotos ansehen und antworten',
  photosAlt: 'Die Fotos von {actor}, nummeriert',
  photosTitle: '{photos, plural, one {Das Foto von {actor}} other {Die # Fotos von {actor}}}',
  reminder:
    '{person}, {member} wartet noch auf deine Antwort zu **{actor}**. Antwortest du nicht, werden die Fotos {time} gelöscht.',
  reminderLink:
    '{person}, {member} wartet noch auf deine Antwort zu **{actor}**. [Die Anfrage]({link}) zeigt die Fotos. Antwortest du nicht, werden die Fotos {time} gelöscht.',
  reminderAdmins:
    '{member} wartet noch auf die Antwort eines Admins zu **{actor}**. Ohne Antwort werden die Fotos {time} gelöscht.',

  agreed: '{member} hat zugestimmt.',
  approved: '{member} hat zugestimmt.',
  canMake:
    'Mit **{actor}** kannst du gleich Bilder machen. Für mehr Ähnlichkeit lässt sich auch trainieren: `/train start`.',
  howToChange:
    '`/actor share` legt fest, wer den Actor verwenden darf und was niemand von dir machen darf. `/actor delete` zieht deine Einwilligung zurück und löscht alles, was damit gemacht wurde.',
  train: 'Training starten',
  addPhotos: 'Fotos hinzufügen',

  ended: '{member}, **{actor}** wurde nicht registriert, und die Fotos wurden gelöscht.',
  unreachable:
    'Ich kann wegen **{actor}** nicht fragen: In {channel} kann ich nicht schreiben, und {person} nimmt keine Direktnachrichten von mir an. Ich versuche es weiter, aber wenn sich nichts ändert, werden die Fotos {time} gelöscht. Gib mir Zugang zum Kanal, oder bitte {person}, Direktnachrichten von Servermitgliedern zu erlauben.',
  unreachableAdmins:
    'Ich kann wegen **{actor}** nicht fragen: In {channel} kann ich nicht schreiben, und kein Admin ist erreichbar. Ich versuche es weiter, aber wenn sich nichts ändert, werden die Fotos {time} gelöscht. Gib mir Zugang zum Kanal, oder bitte einen Admin, einen Kanal für Admin-Hinweise zu wählen.',
  youDeclined: 'Du hast abgelehnt. **{actor}** wurde nicht registriert, und die Fotos wurden gelöscht.',
  notAgain: '{member} kann dich {days, plural, one {# Tag} other {# Tage}} lang nicht noch einmal fragen.',
  block: 'Dieses Mitglied blockieren',
  never: 'Niemand soll mich fragen',
  askable: 'Andere dürfen mich fragen',
  unblock: 'Nicht mehr blockieren',
  unblockAll: 'Niemanden mehr blockieren',
  blocked: '{member} kann dich um nichts mehr bitten, auf keinem Server.',
  blockedHow: 'Ändern kannst du das hier oder mit `/privacy requests`.',
  unblocked: '{member} kann dich wieder fragen.',
  unblockedAll: 'Alle, die du blockiert hast, können dich wieder fragen.',
  neverAsked:
    'Niemand kann mehr fragen, ob du gecastet werden willst. Selbst registrieren kannst du dich weiterhin.',
  neverAskedHow: 'Ändern kannst du das mit `/privacy requests`.',
  askedAgain:
    'Andere Mitglieder können wieder fragen, ob du gecastet werden willst. Wem du abgesagt hast, muss {days, plural, one {# Tag} other {# Tage}} warten.',
  requests: 'Anfragen an dich',
  requestsNever: 'Niemand kann fragen, ob du gecastet werden willst, auf keinem Server.',
  requestsAllowed:
    'Andere Mitglieder können fragen, ob du gecastet werden willst. Bevor du zustimmst, wird nichts von dir gemacht.',
  blockedCount:
    '{members, plural, one {Ein Mitglied, das du blockiert hast, kann} other {# Mitglieder, die du blockiert hast, können}} dich um nichts bitten. Ich führe keine Liste, wer das ist, deshalb lässt sich das hier nur für alle auf einmal aufheben.',

  renewTitle: 'Darf das trainierte Modell von **{actor}** an einen Bilderdienst gehen?',
  renew:
    '{person}, du hast einem Einwilligungstext zugestimmt, nach dem das Modell beim Bot bleibt. Jetzt kann auch der Bilderdienst, den dieser Server verwendet, Bilder damit machen: Er bekommt das Modell über einen Link, der abläuft. Das ist der heutige Text:',
  renewOutsider:
    '{person}, du hast erklärt, dass die Person einem Text zugestimmt hat, nach dem das Modell beim Bot bleibt. Jetzt kann auch der Bilderdienst, den dieser Server verwendet, Bilder damit machen: Er bekommt das Modell über einen Link, der abläuft. Das ist der heutige Text:',
  renewUntil:
    'Bis du zustimmst, bleibt das Modell beim Bot, wie du es vorher erlaubt hast. `/actor delete` zieht deine Einwilligung zurück und löscht alles.',
  renewAgree: 'Diesem Text zustimmen',
  renewKeep: 'Beim früheren Text bleiben',
  newerText: 'Ein neuerer Einwilligungstext',
  renewed: '{person} hat zugestimmt: Bilder von **{actor}** können jetzt auch von Bilderdiensten kommen.',
  keptEarlier:
    'Das trainierte Modell von **{actor}** bleibt beim Bot. Sonst ändert sich nichts, und du wirst nicht noch einmal gefragt.',

  onlyPerson: 'Das kann nur die Person beantworten, die auf den Fotos ist.',
  onlyAdmin: 'Das kann nur ein Admin des Servers beantworten.',
  onlyPersonRenews: 'Das kann nur die gezeigte Person beantworten.',
  onlyOwnerRenews: 'Das kann nur das Mitglied beantworten, das diese Person registriert hat.',
  photosChanged:
    'Die Fotos haben sich geändert, seit du sie gesehen hast. Sieh sie dir noch einmal an: mit dem Button der Anfrage oder mit `/actor show`.',
  textChanged: 'Der Text hat sich seitdem geändert. `/actor show` hat den aktuellen.',
  alreadyAgreed:
    'Dem hast du schon zugestimmt. `/actor delete` zieht deine Einwilligung zurück und löscht alles, was mit dem Actor gemacht wurde.',
};
