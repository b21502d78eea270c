import type { Room } from '../words.ts';

export const train: Room<'train'> = {
  waiting: 'Wartet: {actor}',
  running: '{actor} wird trainiert',
  verifying: 'Die Ähnlichkeit von {actor} wird geprüft',
  uploading: '{actor} wird hochgeladen',
  succeeded: 'Trainiert: {actor}',
  failed: 'Training fehlgeschlagen: {actor}',
  cancelled: 'Training abgebrochen: {actor}',

  cancel: 'Abbrechen',
  cancelTraining: 'Training abbrechen',
  cancelOf: '{actor} abbrechen',
  confirm: 'Bestätigen',
  resume: 'Fortsetzen',
  startAgain: 'Neu starten',
  trainAgain: 'Noch einmal trainieren',
  useAnyway: 'Trotzdem verwenden',
  generate: 'Generieren',
  takeInstead: 'Stattdessen {base}',
  trainAnyway: 'Trotzdem trainieren',
  openNotebook: 'Notebook öffnen',
  newCode: 'Neuer Code',
  newCodeFor: 'Neuer Code für {actor}',

  planTitle: '{actor} trainieren?',
  planIntro: 'Noch läuft nichts. Das wird passieren:',
  base: '**Basis** {base}',
  licence: 'Lizenz {licence}',
  untried:
    'Auf dieser Basis hat noch niemand auf einer GPU trainiert, deshalb ist unbekannt, wie lange es dauert und wie gut es wird.',
  planSteps: '**Schritte** {steps, number}',
  planPhotos: '**Fotos** {photos, plural, one {# brauchbares Foto} other {# brauchbare Fotos}}',
  planPhotosLeft:
    '**Fotos** {photos, plural, one {# brauchbares Foto} other {# brauchbare Fotos}} ({left, number} ausgelassen)',
  runs: '**Läuft** {where}',
  takes: '**Dauert** {time}',
  takesUnknown: 'Das hängt vom Computer ab; nach dem ersten Training weiß ich es.',
  takesAsBefore:
    '{trainings, plural, one {etwa {time}, wie das letzte Training dieser Art} other {etwa {time}, wie die letzten # Trainings dieser Art}}',
  takesEstimated: 'etwa {time} auf einer T4-GPU (geschätzt)',
  takesOnColab: 'etwa {time} auf einer T4-GPU, die dir Colab kostenlos leiht (geschätzt)',
  costs: '**Kostet** {cost}',
  costsNothing: 'nichts',
  costsUnknown: 'pro Minute; den Preis konnte ich gerade nicht herausfinden',
  costsAbout:
    'etwa {dollars}, vom gemeinsamen Hugging-Face-Konto; bei {most} wird die Maschine in jedem Fall abgeschaltet',
  relayed:
    'Dieser Bot hat keine Adresse im Internet, deshalb reisen Fotos und Meldungen über ein privates Repo bei Hugging Face, das nach dem Training gelöscht wird.',
  modelGoes:
    'Das trainierte Modell kommt in ein privates Repo bei Hugging Face; die gezeigte Person kann es jederzeit löschen lassen.',
  seconds: '{seconds, number} s',

  fromEndpoint: 'Bilder des trainierten Actors kommen vom eigenen Endpoint des Bots (`actor-lora serve`).',
  fromProvider:
    'Bilder des trainierten Actors kommen von {provider}. Das private Modell geht über einen Link dorthin, der abläuft.',
  asksFirst: 'Ich frage zuerst die gezeigte Person: Sie hat einem früheren Text zugestimmt.',
  fromNobody:
    '**Gerade kann nichts damit Bilder machen.** Kein Bilderdienst lädt Modelle, die auf dieser Basis trainiert sind, und der Bot hat keinen eigenen Endpoint (`actor-lora serve`).',
  fromUnknown:
    'Ich weiß gerade nicht, wer Bilder des trainierten Actors machen kann: Hugging Face hat es nicht gesagt.',
  baseEndpoint: '{base}: Bilder vom eigenen Endpoint des Bots',
  baseProvider: '{base}: Bilder von {provider}',
  baseNobody: '{base}: ⚠ gerade keine Bilder: niemand bietet es an',
  baseUnknown: '{base}: gerade unklar, wer es anbietet',
  baseUntried: '{base}, auf einer GPU unerprobt',

  whoRelayed:
    '**Nur wer ein Hugging-Face-Token hat, das für {owner} schreiben darf, kann es ausführen**, weil dieser Bot keine Adresse im Internet hat, unter der er das Ergebnis annehmen könnte. Wer den Bot betreibt, kann das Token überflüssig machen: mit `PUBLIC_URL`, oder mit `TRAINING_BACKEND=hf-jobs` oder `local`, wo der Bot das Training selbst startet.',
  whoGated:
    '**Du brauchst ein Hugging-Face-Konto, das die Bedingungen dieser Basis akzeptiert hat** auf [ihrer Seite]({link}), und ein Lese-Token dafür.',
  tokenRelayed: 'Sein Secret `HF_TOKEN` muss ein Hugging-Face-Token mit Schreibrecht für **{owner}** sein.',
  tokenGated:
    'Sein Secret `HF_TOKEN` muss das Hugging-Face-Token eines Kontos sein, das die Bedingungen der Basis akzeptiert hat.',
  tokenNone: 'Du brauchst weder ein Hugging-Face-Konto noch ein Token: Der Bot veröffentlicht das Ergebnis.',

  startTitle: '{actor} trainieren',
  resumeTitle: 'Training von {actor} fortsetzen',
  steps: '{steps, plural, one {# Schritt} other {# Schritte}}',
  attemptFrom:
    'Versuch {attempt, number} macht beim letzten Checkpoint weiter, etwa bei Schritt {step, number}.',
  afterOthers: 'Es beginnt, wenn das Training davor fertig ist.',
  startsHere: 'Es beginnt gleich, auf dem Computer, auf dem der Bot läuft.',
  startsMachine: 'Ich fordere eine Maschine an; das dauert ein, zwei Minuten.',
  follow: 'Du kannst es im Kanal verfolgen, und wenn es fertig ist, erwähne ich dich.',
  stepOpen: 'Öffne das Notebook mit dem Button unten.',
  stepCopy: 'Kopiere diesen Job-Code und füge ihn in das Formular des Notebooks ein:',
  stepRun: 'Führe das Notebook aus.',
  updates: 'Die erste Meldung kommt nach ein, zwei Minuten, danach alle zwei Minuten eine.',
  codeWorks:
    'Der Code gilt einmal und läuft {time} ab. Behalte ihn für dich: Wer ihn hat, bekommt die Fotos.',
  photosOverRepo:
    '{photos, plural, one {Das Foto geht} other {Die # Fotos gehen}} an das Notebook, das du ausführst, über ein privates Repo bei Hugging Face, das am Ende gelöscht wird. Das trainierte Modell kommt in ein privates Repo bei Hugging Face.',
  photosOverLinks:
    '{photos, plural, one {Das Foto geht} other {Die # Fotos gehen}} an das Notebook, das du ausführst, über Links, die eine Stunde gelten. Das trainierte Modell kommt in ein privates Repo bei Hugging Face.',
  dropped: 'Es wurde nichts gestartet. Nimm `/train start`, wann immer du so weit bist.',
  codeReminder:
    '{member}, der Job-Code für **{actor}** wurde noch nicht benutzt und läuft {time} ab. Füge ihn ins Notebook ein, oder hol dir hier einen neuen, falls du ihn nicht mehr hast.',

  stepOf: 'Schritt {step, number} von {steps, number}',
  loss: 'Loss {loss}',
  likeness: 'Ähnlichkeit {likeness}',
  likenessBest: 'Ähnlichkeit {likeness}, beste {best} bei Schritt {step, number}',
  pace: '{pace} Schritte pro Sekunde',
  timeLeft: 'noch etwa {time}',
  silent:
    'Seit {time} kam nichts mehr vom Trainer. Falls er geschlossen wurde, macht **Fortsetzen** bei seinem letzten Checkpoint weiter.',
  attempt: 'Versuch {attempt, number}',
  startedBy: 'gestartet von {member} {time}',
  ended: 'beendet {time}',
  samplePhoto: 'Foto',
  sampleNewest: 'Neueste Probe',
  altSample: 'Die neueste Probe von {actor}.',
  altSampleBeside: 'Die neueste Probe von {actor} neben einem Foto.',
  altLoss: 'Loss von {first} bei Schritt {from, number} bis {last} bei Schritt {to, number}.',
  chartTitle: 'Loss',
  chartStep: 'Schritt {step, number}',

  title: 'Trainings',
  none: 'Du hast hier noch keine Trainings. `/train start` trainiert einen deiner Actors.',
  codeExpires: 'Der Job-Code läuft {time} ab. **Neuer Code** gibt dir einen frischen.',
  machineStarting: 'Die Maschine startet.',
  waitsForRoom: 'Es beginnt, sobald Platz ist.',
  endedAtStep: '{time}, bei Schritt {step, number} von {steps, number}',
  fetching: 'Das Ergebnis wird von Hugging Face geholt…',
  lastHeard: 'zuletzt vom Trainer gehört {time}',
  trainerLine: 'Trainer: {line}',
  older: 'und {trainings, number} ältere',
  altChart: 'Loss beim Training von {actor}: von {first} bis {last}',
  lossOf: '**Loss von {actor}** · {first} → {last} über {steps, plural, one {# Schritt} other {# Schritte}}',

  cancelledBySelf: '{member} hat das Training von **{actor}** abgebrochen. Davon wurde nichts behalten.',
  cancelledByOther:
    '{member}, {other} hat das Training von **{actor}** abgebrochen. Davon wurde nichts behalten.',
  failedTitle: 'Das Training von {actor} ist fehlgeschlagen',
  noReason: 'Der Trainer hat keinen Grund genannt.',
  trainerSays: 'Der Trainer sagt: {reason}',
  trainedTitle: '{actor} ist trainiert',
  ready:
    '{member}, Version {version, number} ist fertig: {steps, plural, one {# Schritt} other {# Schritte}} auf {base}.',
  readyIn:
    '{member}, Version {version, number} ist fertig: {steps, plural, one {# Schritt} other {# Schritte}} auf {base} in {time}.',
  kept: '{member}, Version {version, number} bleibt gespeichert: {steps, plural, one {# Schritt} other {# Schritte}} auf {base}.',
  keptIn:
    '{member}, Version {version, number} bleibt gespeichert: {steps, plural, one {# Schritt} other {# Schritte}} auf {base} in {time}.',
  belowBar:
    '**Sie liegt unter der Schwelle** und bleibt deshalb gespeichert, wird aber nicht verwendet: Version {version, number} bleibt in Gebrauch.',
  belowBarNone:
    '**Sie liegt unter der Schwelle** und bleibt deshalb gespeichert, wird aber nicht verwendet: Keine Version ist in Gebrauch.',
  compares: '`/actor versions` vergleicht sie.',
  sample: 'Probe {n, number} von {actor}',
  standIn:
    'Gemacht vom Platzhalter-Trainer der Spielwiese: Trainiert wurde nichts. Seine Bilder sind gezeichnete Vorschauen.',

  stopped:
    'Das Training von **{actor}** ist abgebrochen. Sein Trainer hört gleich auf oder bei seiner nächsten Meldung.',
  whichToStop: 'Welches Training willst du abbrechen?',
  startedAt: 'gestartet {time}',
  noneRunning: 'Bei dir läuft kein Training, es gibt also nichts abzubrechen.',
  damaged: 'Dieser Button funktioniert nicht mehr. Nimm `/train start`.',
  fromWorker:
    'Bilder des trainierten Actors kommen von einem eigenen Computer dieses Servers, der das private Modell über einen Link bekommt, der abläuft.',
  baseWorker: '{base}: Bilder von einem eigenen Computer dieses Servers',
  startsWorker: 'Es beginnt, sobald ein eigener Computer dieses Servers frei ist.',
};
