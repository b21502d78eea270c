import type { Room } from '../words.ts';

export const workers: Room<'workers'> = {
  gone: 'Kein eigener Computer des Servers, der mit diesem Modell zeichnet, ist noch verbunden. Es hat nichts gekostet. Frag noch einmal: Dann nehme ich, was es hat; `/models list` zeigt, was das ist.',
  silent:
    'Die eigenen Computer des Servers haben sich beim Zeichnen nicht mehr gemeldet. Es hat nichts gekostet. Frag noch einmal, oder nimm ein anderes Modell.',
  tooLong:
    'Der eigene Computer des Servers hat dafür mehr als 10 Minuten gebraucht. Es hat nichts gekostet. Nimm weniger Schritte oder ein anderes Modell.',
  notThere:
    'Der eigene Computer des Servers hat dieses Modell oder diese Version des Actors nicht. Es hat nichts gekostet. `/models list` zeigt, was verfügbar ist.',
  refused:
    'Der eigene Computer des Servers hat diese Anfrage nicht angenommen. Ändere den Prompt oder eine Einstellung.',
  refusedSaying:
    'Der eigene Computer des Servers hat diese Anfrage nicht angenommen: {reason}. Ändere den Prompt oder eine Einstellung.',
  failed:
    'Den eigenen Computern des Servers ist das nicht gelungen. Es hat nichts gekostet. Sag es einem Admin, oder nimm ein anderes Modell.',
  failedSaying:
    'Den eigenen Computern des Servers ist das nicht gelungen: {reason}. Es hat nichts gekostet. Sag es einem Admin, oder nimm ein anderes Modell.',
  tooMany: 'Dieser Server hat schon {most, number} Schlüssel, mehr behalte ich nicht. Widerrufe erst einen.',
  nameTaken:
    'Es gibt schon einen Schlüssel namens {name}. Wähle einen anderen Namen, oder widerrufe ihn erst.',
  title: 'Eigene Computer dieses Servers',
  none: 'Noch keine Schlüssel. `/settings workers` mit `new` macht einen. Ein Computer, der ihn hat, zeichnet und trainiert nur für diesen Server; er verbindet sich mit mir und braucht keinen offenen Port.',
  noAddress: 'Noch kann sich kein Computer verbinden: Wer den Bot betreibt, muss `PUBLIC_URL` setzen.',
  made: 'Hier ist der Schlüssel **{name}**. Ich zeige ihn nur jetzt:',
  start:
    'Starte das auf dem Computer mit der GPU, im Ordner `colab` des Projekts; wie man es installiert, steht dort im README:',
  startWindows: 'Unter Windows, in der PowerShell:',
  careful:
    'Ein Computer mit diesem Schlüssel bekommt die Prompts der Mitglieder, die trainierten Modelle der Menschen, die dem zugestimmt haben, und die Fotos für Trainings, die er ausführt. Behandle den Schlüssel wie ein Passwort.',
  revoked: '**{name}** kann sich nicht mehr verbinden.',
  unknownKey: 'Es gibt keinen Schlüssel mit diesem Namen. `/settings workers` listet sie auf.',
  newOrRevoke: 'Mach entweder mit `new` einen Schlüssel oder beende mit `revoke` einen, nicht beides.',
  key: '🔑 **{name}** · erstellt {time}',
  unused: 'noch kein Computer hat ihn benutzt, seit ich laufe',
  here: '🟢 **{name}** {facts} · {doing} · zuletzt gesehen {time}',
  away: '🔴 **{name}** {facts} · nicht verbunden, zuletzt gesehen {time}',
  idle: 'wartet auf Arbeit',
  drawing: 'zeichnet {images, plural, one {# Bild} other {# Bilder}}',
  training: 'trainiert',
  draws: '-# Zeichnet mit {models}',
  drawsAndTrains: '-# Zeichnet mit und trainiert {models}',
  trains: '-# Trainiert {models}',
};
