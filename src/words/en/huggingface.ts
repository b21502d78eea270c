/** What a call to Hugging Face, a provider or the operator’s endpoint came to, where it came to nothing. */
export const huggingface = {
  loraRefused: 'The image service couldn’t load the trained model. Nothing was spent.',
  loraRefusedSaying: 'The image service couldn’t load the trained model: {reason}. Nothing was spent.',
  badRequest: 'The provider didn’t accept this request. Change the prompt or a setting.',
  badRequestSaying: 'The provider didn’t accept this request: {reason}. Change the prompt or a setting.',
  notDownloaded:
    'The provider made the picture, but I couldn’t download it. It counts against the budget, so I didn’t make it again.',
  pictureLost:
    'The provider took the request and lost the picture. It may still count against the budget, so I didn’t repeat it.',
  providerBalance:
    'The shared account has no credit at this provider, or is locked there. Nothing was spent; pick another model or tell an admin.',
  endpointAuth: 'The bot’s own endpoint refused me. Tell an admin to check INFERENCE_ENDPOINT_TOKEN.',
  tokenRefused:
    'Hugging Face refused my token. Tell an admin to renew it or allow it to make inference calls.',
  termsNotAccepted:
    'The shared account can’t use this model until its terms are accepted on Hugging Face. Tell an admin or pick another model.',
  paymentMethod: 'This provider wants a payment method the shared account doesn’t have. Pick another model.',
  creditsUsedUp:
    'The shared Hugging Face account’s credits are used up. Images work again once an admin tops it up or the month ends.',
  creditsStillUsedUp:
    'The shared Hugging Face account’s credits are used up, so nothing new is made. The admins have been told. Images from the cache still work.',
  notOnEndpoint:
    'The bot’s own endpoint doesn’t have this model, or this version of the actor. `/models list` shows what’s available.',
  noLongerAvailable: 'This model is no longer available. `/models list` shows what is.',
  slowDown: 'Hugging Face is asking everyone to slow down. Nothing was spent; try again in a minute.',
  warmingUp: 'The model is still warming up. Nothing was spent; try again in a minute.',
  trouble: 'The provider is having trouble. Nothing was spent; try again in a minute.',
  timedOut:
    'The provider didn’t answer in time. It may still count against the budget, so I didn’t repeat it.',
  endpointUnreachable: 'The bot’s own endpoint can’t be reached. Nothing was spent; try again in a minute.',
  unreachable: 'Hugging Face can’t be reached. Nothing was spent; try again in a minute.',
  damaged: 'The picture arrived damaged. It doesn’t count against the budget; try again.',
  noRoute: 'This model can’t make images from text through its provider. Pick another model.',
  endpointError:
    'The bot’s own endpoint answered with an error: {reason}. Tell an admin, or pick another model.',
  providerError:
    'The provider answered with an error: {reason}. It may still count against the budget, so I didn’t repeat it.',
  noPicture: 'The provider didn’t send a picture. Try again or pick another model.',
  refused: 'The provider refused the request. Pick another model or try again later.',
  connectionBroke:
    'The connection to the provider broke. The image may still count against the budget, so I didn’t repeat it.',
  noEndpoint: 'There is no inference endpoint.',
  noWords: 'The model answered without any words.',
  notSendable: 'This model can’t be sent.',
  weightsGone:
    'This actor’s trained model is no longer on Hugging Face. Nothing was spent. `/train start` makes a new one.',
  weightsNotServed:
    'Hugging Face isn’t serving the trained model right now. Nothing was spent; try again in a minute.',
} as const;
