import type { Room } from '../words.ts';

export const help: Room<'help'> = {
  start: 'Erste Schritte',
  images: 'Bilder',
  actors: 'Actors',
  yours: 'Du und deine Daten',
  admins: 'Für Admins',

  startTitle: 'Von fünf Fotos zum eigenen Actor',
  startCast: '**Casten** mit {actorRegister}: 5 bis 10 Fotos einer Person, die zustimmen muss.',
  startGenerate:
    '**Generieren** kannst du sofort, mit {generate}: Ein Bilderdienst bekommt bis zu vier der Fotos. `actor2` bringt eine zweite Person ins Bild, und *Ändern…* unter einem Bild ändert es mit Worten.',
  startTrain:
    '**Trainieren** mit {trainStart}, wenn die Bilder der Person nicht ähnlich genug sind: Es sagt dir vorher, was passieren wird, und dann, wie weit es ist. `using` in {generate} wählt die Fotos oder das trainierte Modell; ohne nehme ich, was der Person bisher ähnlicher sah. {actorShow} hat die Zahlen.',
  startWithout: '{generate} geht auch ohne Actor: Lass ihn weg.',

  imagesGenerate:
    '{generate} nimmt deine Worte und macht 1 bis 4 Bilder. Dieselbe Anfrage noch einmal ist kostenlos: Sie kommt aus dem Cache. *Neu würfeln* macht neue.',
  imagesPack:
    '*Pack…* in {actorShow} macht acht Bilder eines Actors in acht Szenen: Porträts, Jahreszeiten, Berufe, Reisen oder ein Pack dieses Servers. Preis und Dauer erfährst du vorher, und du kannst zwischendrin abbrechen.',
  imagesImprove:
    '*Verbessern* unter einem Bild schlägt bessere Worte für seinen Prompt vor. Du liest sie zuerst.',
  imagesFavourites:
    '*Favorit* unter einem Bild hebt es für {gallery} mit `favourites:True` auf; *Meine Bilder sichern…* gibt dir dort deine als ZIP-Datei, und *Zu einem Album…* beginnt ein Album, das du in einem Kanal zeigen kannst.',
  imagesMenu:
    'Im Menü einer Nachricht (Apps) nimmt *Ein Bild hiervon machen* ihren Text als Prompt, *Als Vorlage nehmen* geht von ihrem Bild aus, wenn alle darauf zugestimmt haben, *Einstellungen zeigen* sagt dir, wie ich ein Bild gemacht habe, und *Ist das von uns?*, ob ein Bild von mir ist. Alles, was ich mache, ist als Werk eines Modells signiert.',

  actorsRegister:
    'Ein Actor ist eine Person, die du in Bilder bringen kannst. {actorRegister} nimmt 5 bis 10 Fotos, und die Person muss zustimmen. Mit Fotos allein geht ein Actor sofort; {trainStart} macht ein Modell, das das Gesicht besser kennt.',
  actorsYou:
    'Bist du es selbst, legt {actorShare} fest, wer Bilder von dir machen darf, oder fragt dich jedes Mal, und *Grenzen…* dort sagt, was niemand machen darf. In {actorShow} stellst du deine Übersicht ein: was andere gemacht haben.',

  yoursWords:
    '{quota} zeigt, was du heute noch übrig hast und was Admins für dich festgelegt haben. {privacyExport} gibt dir alles, was ich über dich speichere, und {privacyDelete} löscht es.',

  adminsWords:
    '{settingsShow} zeigt jede Einstellung dieses Servers. Ein Unterbefehl ohne Optionen zeigt, was eingestellt ist; jede Änderung lässt sich zehn Minuten lang rückgängig machen, und {settingsLog} sagt, von wem sie ist.',

  englishNames:
    'Befehle und ihre Optionen haben in jeder Sprache englische Namen; was sie tun, steht auf Deutsch daneben.',
  foot: 'Die gezeigte Person entscheidet: Niemand kann einen Actor verwenden, bevor die Person auf den Fotos zustimmt.',

  hello: 'Hi, ich mache Bilder',
  helloGenerate:
    '{generate} macht aus deinen Worten ein Bild. Ich kann auch eine Person hineinbringen: fünf Fotos, ihr Okay, und sie ist ein Actor, den du casten kannst.',
  helloFirst:
    'Probier zuerst {generate}, dann {actorRegister} für einen Actor. Alles andere steht in {help}.',
  helloConsent:
    'Die Person auf den Fotos entscheidet. Bevor sie zustimmt, kann niemand einen Actor verwenden, und sie kann es jederzeit zurückziehen.',

  thanks: 'Danke fürs Hinzufügen. Vier Dinge sind zu entscheiden',
  decideWhere:
    '**Wo:** {settingsChannels} wählt die Kanäle, in denen Mitglieder mich nutzen können, und wo Admins Hinweise bekommen.',
  decideWho: '**Wer:** {settingsRoles} sagt, wer Bilder erstellen, trainieren und Actors registrieren darf.',
  decideHowMuch:
    '**Wie viel:** {settingsMoney} setzt Budgets in Dollar, {settingsLimits} in Bildern und Tokens.',
  decideWhom:
    '**Wen:** {settingsConsent} sagt, wer jemanden außerhalb des Servers registrieren darf. Bis du das änderst, niemand.',
  strictest:
    'Alles beginnt so streng wie möglich: nichts Sexuelles, nur Mitglieder, die selbst zustimmen. Mitglieder können mich gleich nutzen.',
  everySetting: '{settingsShow} zeigt jede Einstellung, und {settingsLog}, wer was geändert hat.',

  outsideTitle: 'Bilder aus Worten, wo immer du bist',
  outsideGenerate:
    '{generate} macht Bilder aus deinen Worten. Die Buttons darunter ändern, verbessern oder löschen sie.',
  outsideYours: '{gallery} hat, was du gemacht hast, und {quota} sagt dir, was du heute noch übrig hast.',
  outsideActors: 'Actors gehören zu ihren Servern: Bilder von ihnen mache ich nur dort.',
  outsideMenu:
    'Im Menü einer Nachricht (Apps) nimmt *Ein Bild hiervon machen* ihren Text als Prompt, *Einstellungen zeigen* sagt dir, wie ich ein Bild gemacht habe, und *Ist das von uns?*, ob ein Bild von mir ist. Alles, was ich mache, ist als Werk eines Modells signiert.',
  outsideWords:
    '{quota} zeigt, was du heute noch übrig hast. {privacyExport} gibt dir alles, was ich über dich speichere, und {privacyDelete} löscht es.',
  outsideReach:
    'Auf Servern und in Unterhaltungen, zu denen ich nicht gehöre, komme ich an meine Nachrichten nicht heran: Mit *Löschen* unter einem Bild verschwindet es auch aus der Nachricht.',
};
