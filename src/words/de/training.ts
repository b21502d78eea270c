import type { Room } from '../words.ts';

export const training: Room<'training'> = {
  unknown: 'Dieses Training gibt es auf diesem Server nicht.',
  notYoursToCancel:
    'Ein Training abbrechen kann nur, wer es gestartet hat, die gezeigte Person oder ein Admin.',
  over: 'Dieses Training ist schon vorbei, es gibt also nichts abzubrechen.',
  photosNotPut:
    'Ich konnte die Fotos nicht ablegen, wo das Notebook sie sucht: Hugging Face hat sie nicht angenommen. Versuch es in einer Minute noch einmal.',
  actorGone: 'Dieser Actor wurde gerade gelöscht, es gibt also nichts zu trainieren.',
  nothingToResume:
    'Dieses Training läuft schon, oder es gibt nichts fortzusetzen. `/train status` zeigt den Stand.',

  hubAway:
    'Hugging Face antwortet gerade nicht, und ohne geht kein Training. Versuch es in einer Minute noch einmal.',
  notYours:
    'Trainieren kann einen Actor nur, wer ihn registriert hat, oder die gezeigte Person. In `/generate` kannst du ihn trotzdem verwenden.',
  fewPhotos:
    '{missing, plural, one {Für ein Training braucht es mindestens {least, number} brauchbare Fotos, # fehlt.} other {Für ein Training braucht es mindestens {least, number} brauchbare Fotos, # fehlen.}} `/actor show` hat einen Button, um welche hinzuzufügen.',
  notSetUp: 'Training ist hier noch nicht eingerichtet. Für die, die den Bot betreiben: {what}',
  paused:
    'Die Admins dieses Servers haben den Bot pausiert. Mit `/settings pause` können sie ihn wieder einschalten.',
  offForYou: 'Ein Admin dieses Servers hat Training für dich abgeschaltet: Dein Limit ist 0.',
  offHere: 'Die Admins dieses Servers erlauben kein Training.',
  running:
    'Dieser Actor wird gerade trainiert. `/train status` zeigt, wie weit es ist; `/train cancel` bricht es ab.',
  mostOpen:
    '{trainings, plural, one {Auf diesem Server ist ein Training offen, und seine Admins erlauben nicht mehr gleichzeitig. Versuch es wieder, wenn es vorbei ist.} other {Auf diesem Server sind # Trainings offen, und seine Admins erlauben nicht mehr gleichzeitig. Versuch es wieder, wenn eines vorbei ist.}}',
  baseUnknown: 'Dieses Basismodell biete ich nicht an. Wähle eines aus der Liste.',
  stepsRange: 'Möglich sind {least, number} bis {most, number} Schritte.',
  readOnly:
    'Das Hugging-Face-Token des Bots darf nicht schreiben, ein trainierter Actor könnte also nirgends hin. Für die, die den Bot betreiben: Nehmt ein Token, das in Repos schreiben darf.',
  baseGone: '{base} gibt es bei Hugging Face nicht mehr. Wähle eine andere Basis.',
  toBeResumed:
    'Ein Training dieses Actors wartet darauf, fortgesetzt zu werden. Um ein neues zu beginnen, nimm zuerst `/train cancel`.',
  waitsAlready: 'Ein Training dieses Actors wartet schon, bis es dran ist. `/train status` zeigt es.',
  codeWithOther:
    '{member} hat schon einen Job-Code für diesen Actor. Lass den benutzen, oder nimm zuerst `/train cancel`.',

  notAllowed: 'Die gezeigte Person erlaubt dieses Training nicht mehr.',
  noLongerAgreed: 'Die gezeigte Person stimmt nicht mehr zu, deshalb habe ich das Ergebnis nicht behalten.',
  actorDeleted: 'Der Actor wurde während des Trainings gelöscht.',
  codeRanOut:
    'Der Job-Code ist abgelaufen, bevor ein Notebook ihn benutzt hat. `/train start` gibt dir einen neuen.',
  neverBegan:
    'Sein Trainer hat nie angefangen: Einen Tag lang war keine Maschine frei. Versuch es später noch einmal.',
  notebookLost:
    'Ich habe die Verbindung zum Notebook verloren: {minutes, plural, one {# Minute} other {# Minuten}} lang kam nichts von ihm.',
  trainerLost:
    'Ich habe die Verbindung zum Trainer verloren: {minutes, plural, one {# Minute} other {# Minuten}} lang kam nichts von ihm.',
  trainerStopped: 'Sein Trainer hat aufgehört.',
  trainerStoppedSilently: 'Der Trainer hat aufgehört, ohne zu sagen, warum.',
  machineGone: 'Die Maschine ist weg.',
  machineCompleted: 'Die Maschine hat aufgehört, ohne zu sagen, wie das Training ausging.',
  machineCancelled: 'Die Maschine wurde bei Hugging Face abgebrochen.',
  machineError: 'Die Maschine endete mit einem Fehler.',
  noCredit:
    'Das Hugging-Face-Konto, das hier zahlt, hat kein Guthaben mehr für GPU-Maschinen. Ein Admin kann es aufladen.',
  tokenStartsNone:
    'Das Hugging-Face-Token des Bots darf keine Maschinen starten. Wer den Bot betreibt, kann das ändern.',
  noMachine: 'Hugging Face hat keine Maschine dafür gestartet.',
  photosNotTaken: 'Hugging Face hat die Fotos nicht angenommen.',
  noTrainerHere:
    'Auf dem Computer des Bots gibt es keinen Trainer. Für die, die den Bot betreiben: Setzt TRAINER_PYTHON auf ein Python, in dem colab/ installiert ist.',
  notStartedHere: 'Der Trainer ließ sich auf dem Computer des Bots nicht starten.',
  notStarted: 'Der Trainer ließ sich nicht starten.',
  nothingTrained: 'Noch wurde nichts trainiert.',
  lastWords: 'Seine letzten Worte: „{words}“.',
  resumeGoesOn: '**Fortsetzen** macht bei seinem letzten Checkpoint weiter.',

  runsOnColab: 'in einem Google-Colab-Notebook, das du öffnest, auf der GPU, die Google dir leiht',
  photosToColab: 'Die Fotos gehen an das Notebook, das du ausführst, und an niemanden sonst.',
  runsOnMachine: 'auf einer Maschine, die Hugging Face minutenweise vermietet ({machine})',
  photosToMachine:
    'Die Fotos gehen an diese Maschine bei Hugging Face, die nach dem Training wieder weg ist.',
  runsHere: 'auf dem Computer, auf dem der Bot läuft',
  photosStay: 'Die Fotos bleiben auf dem Computer, auf dem der Bot läuft.',
  runsOnWorker: 'auf einem eigenen Computer dieses Servers',
  photosToWorker: 'Die Fotos gehen an einen Computer, den ein Admin dieses Servers verbunden hat.',
  priceUnknown:
    'Ich kann gerade nicht herausfinden, was die Maschine kostet, und es gibt ein Budget in Dollar, deshalb miete ich keine. Versuch es später noch einmal.',
  placeChanged:
    'Wo dieses Training laufen würde, hat sich seitdem geändert, also wurde nichts gestartet. `/train start` zeigt, wo es jetzt läuft.',
};
