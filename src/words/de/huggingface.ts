import type { Room } from '../words.ts';

export const huggingface: Room<'huggingface'> = {
  loraRefused: 'Der Bilderdienst konnte das trainierte Modell nicht laden. Es wurde nichts ausgegeben.',
  loraRefusedSaying:
    'Der Bilderdienst konnte das trainierte Modell nicht laden: {reason}. Es wurde nichts ausgegeben.',
  badRequest: 'Der Anbieter hat diese Anfrage nicht angenommen. Ändere den Prompt oder eine Einstellung.',
  badRequestSaying:
    'Der Anbieter hat diese Anfrage nicht angenommen: {reason}. Ändere den Prompt oder eine Einstellung.',
  notDownloaded:
    'Der Anbieter hat das Bild gemacht, aber ich konnte es nicht herunterladen. Es zählt zum Budget, deshalb habe ich es nicht noch einmal gemacht.',
  pictureLost:
    'Der Anbieter hat die Anfrage angenommen und das Bild verloren. Es zählt womöglich trotzdem zum Budget, deshalb habe ich es nicht wiederholt.',
  providerBalance:
    'Das gemeinsame Konto hat bei diesem Anbieter kein Guthaben oder ist dort gesperrt. Es wurde nichts ausgegeben; wähle ein anderes Modell oder sag einem Admin Bescheid.',
  endpointAuth:
    'Der eigene Endpoint des Servers hat mich abgelehnt. Sag einem Admin, INFERENCE_ENDPOINT_TOKEN zu prüfen.',
  tokenRefused:
    'Hugging Face hat mein Token abgelehnt. Sag einem Admin, es zu erneuern oder ihm Inferenz-Aufrufe zu erlauben.',
  termsNotAccepted:
    'Das gemeinsame Konto kann dieses Modell erst nutzen, wenn seine Bedingungen bei Hugging Face akzeptiert sind. Sag einem Admin Bescheid oder wähle ein anderes Modell.',
  paymentMethod:
    'Dieser Anbieter will eine Zahlungsart, die das gemeinsame Konto nicht hat. Wähle ein anderes Modell.',
  creditsUsedUp:
    'Das Guthaben des gemeinsamen Hugging-Face-Kontos ist aufgebraucht. Bilder gehen wieder, sobald ein Admin es auflädt oder der Monat um ist.',
  creditsStillUsedUp:
    'Das Guthaben des gemeinsamen Hugging-Face-Kontos ist aufgebraucht, deshalb wird nichts Neues gemacht. Die Admins wissen Bescheid. Bilder aus dem Cache gehen weiterhin.',
  notOnEndpoint:
    'Der eigene Endpoint des Servers hat dieses Modell nicht, oder nicht diese Version des Actors. `/models list` zeigt, was verfügbar ist.',
  noLongerAvailable: 'Dieses Modell ist nicht mehr verfügbar. `/models list` zeigt, welche es sind.',
  slowDown:
    'Hugging Face bittet gerade alle, langsamer zu machen. Es wurde nichts ausgegeben; versuch es in einer Minute noch einmal.',
  warmingUp:
    'Das Modell wärmt sich noch auf. Es wurde nichts ausgegeben; versuch es in einer Minute noch einmal.',
  trouble:
    'Der Anbieter hat gerade Probleme. Es wurde nichts ausgegeben; versuch es in einer Minute noch einmal.',
  timedOut:
    'Der Anbieter hat nicht rechtzeitig geantwortet. Es zählt womöglich trotzdem zum Budget, deshalb habe ich es nicht wiederholt.',
  endpointUnreachable:
    'Der eigene Endpoint des Servers ist nicht erreichbar. Es wurde nichts ausgegeben; versuch es in einer Minute noch einmal.',
  unreachable:
    'Hugging Face ist nicht erreichbar. Es wurde nichts ausgegeben; versuch es in einer Minute noch einmal.',
  damaged: 'Das Bild kam beschädigt an. Es zählt nicht; versuch es noch einmal.',
  noRoute: 'Dieses Modell kann über seinen Anbieter keine Bilder aus Text machen. Wähle ein anderes Modell.',
  endpointError:
    'Der eigene Endpoint des Servers hat mit einem Fehler geantwortet: {reason}. Sag einem Admin Bescheid oder wähle ein anderes Modell.',
  providerError:
    'Der Anbieter hat mit einem Fehler geantwortet: {reason}. Es zählt womöglich trotzdem zum Budget, deshalb habe ich es nicht wiederholt.',
  noPicture: 'Der Anbieter hat kein Bild geschickt. Versuch es noch einmal oder wähle ein anderes Modell.',
  refused:
    'Der Anbieter hat die Anfrage abgelehnt. Wähle ein anderes Modell oder versuch es später noch einmal.',
  connectionBroke:
    'Die Verbindung zum Anbieter ist abgebrochen. Das Bild zählt womöglich trotzdem zum Budget, deshalb habe ich es nicht wiederholt.',
  noEndpoint: 'Es gibt keinen Inferenz-Endpoint.',
  noWords: 'Das Modell hat ohne Worte geantwortet.',
  notSendable: 'Dieses Modell lässt sich nicht senden.',
  weightsGone:
    'Das trainierte Modell dieses Actors ist nicht mehr bei Hugging Face. Es wurde nichts ausgegeben. `/train start` macht ein neues.',
  weightsNotServed:
    'Hugging Face liefert das trainierte Modell gerade nicht aus. Es wurde nichts ausgegeben; versuch es in einer Minute noch einmal.',
};
