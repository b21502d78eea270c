/** Why images aren’t made or shown. */
export const generation = {
  // What came isn’t a picture.
  black:
    'The provider’s safety filter returned a black picture. It doesn’t count against the budget; change the prompt.',
  cutOff: 'The picture arrived damaged. It doesn’t count against the budget; try again.',
  notAnImage: 'The provider didn’t send a picture. It doesn’t count against the budget; try again.',

  // It is kept, and not shown.
  deletedBefore: 'The images were deleted before I could show them.',
  againstLimits: 'Somebody in it no longer wants pictures like this, so I won’t show what I made.',
  tooSexual: 'What I made is now too sexual to show here.',
  looksYoung: 'Someone in what I made looks under 18, so I won’t show it.',
  unchecked: 'I couldn’t check what I made again just now, so I won’t show it here. It’s in `/gallery`.',
  deletedMeanwhile: 'What you asked for was deleted in the meantime, so there is nothing to show.',
  notKept: 'This image is no longer stored. Use `/generate` to make a new one.',
  channelClosed: 'This image is from a channel that you can’t see.',
  isPrivate: 'This image is private to the member who made it.',
  notTheirsToDelete: 'Only the member who made this image, the person shown and admins can delete it.',

  // Making it.
  nobodyCan: 'Nothing can make this picture right now.',
  trainedUnavailable: 'The trained model of **{actor}** isn’t available right now. Nothing was spent.',
  otherAvailable: '**{model}** is available now.',
  loraNotLoaded: 'The image service couldn’t load the trained model.',
  restarting: 'I’m restarting. Nothing was spent; ask again in a minute.',
  interrupted:
    'I was restarted while making this. It may already have been paid for, so I didn’t make it again. Ask again if you still want it.',
  queueFull:
    '{images, plural, one {The queue is full: # image is waiting.} other {The queue is full: # images are waiting.}} Nothing was spent; try again in a few minutes.',
  leftAlone:
    'The provider keeps failing, so I’m leaving it alone for {seconds, number} s. Nothing was spent; try again then, or pick another model.',
  photoGone: 'A photo this starts from was deleted in the meantime, so the image wasn’t made. Ask again.',
  startGone: 'The picture to start from was deleted in the meantime.',
  startRuledOut:
    'Somebody in that picture no longer wants pictures like it, so nothing can be made from it. Nothing was spent.',

  // Questions to the member, and other words for the prompt.
  price: 'This costs about {dollars}. Nothing was made yet.',
  priceOver: 'I only wait a day for an answer, and that day is over. Ask for the images again.',
  priceNotYours: 'Only the member who asked for these images can answer that.',
  suggestionForbidden: 'The suggestion broke a rule, so I’m not showing it. Your prompt is as it was.',
  noSuggestion: 'I couldn’t get a suggestion just now. Your prompt is as it was; try again in a minute.',

  // Requests under way.
  imagesOff: 'An admin of this server turned off new images for you.',
  waitingMost:
    'You have {requests, plural, one {# request} other {# requests}} under way, the most this server allows you at a time. Ask again when one is done.',
  done: 'This request is already done.',
  notYoursToCancel: 'Only the member who asked for this and admins can cancel it.',
  alreadyMaking: 'It’s already being made. It’ll be here in a moment, and you can delete it then.',
  cancelled: 'Cancelled. Anything not yet started won’t be made.',

  // What is asked for.
  promptEmpty: 'The prompt is empty. Describe what the picture should show.',
  promptLong: 'The prompt has {characters, number} characters; the most is {most, number}. Shorten it.',
  actorFirst: 'Choose `actor` as well: the first person in the picture.',
  twoFromPhotos:
    'Images of two people are made from their photos, because a trained model only knows one of them. Leave `using` out.',
  oneTwice: '**{actor}** is both `actor` and `actor2`. Choose two people.',
  samePerson: '**{actor}** and **{other}** show the same person. Choose two people.',
  notTrained: '**{actor}** hasn’t been trained yet; `/train start` does that.',
  noPhoto:
    '**{actor}** has no usable photo. Add some with `/actor photos`; `/actor show` says what’s wrong with the current ones.',
  photosStay:
    'Their photos stay here: the person shown agreed to an earlier text that doesn’t mention sending them to an image service. I’ve asked them.',
  notFromPhotos: '**{actor}** can’t be made from photos yet.',
  notVaried:
    'Images of **{actor}** can’t be varied or changed yet: the person shown agreed to an earlier text that doesn’t mention sending pictures of them to an image service. I’ve asked them.',
  trainedOn: '**{actor}** was trained on **{model}** and only works with that model. Leave the model out.',
  strangerIn:
    'Somebody in that picture hasn’t agreed to let you make images of them here, so I won’t start from it.',
  onlyRealistic:
    '**{actor}** doesn’t want realistic pictures, and **{model}** only makes those. Choose another model.',
  limitsChanged:
    '**{actor}** has changed what may be made of them since you asked for this, so it wasn’t made. Nothing was spent; ask again.',
  nowApproves: 'The person shown now approves each image of **{actor}**. Ask again, and I’ll ask them.',

  // Who could make images with a trained model.
  afterConsent:
    '**{actor}** is trained on **{model}**, and {providers} could make images with it, but the person shown agreed to an earlier text, in which the trained model stays with the bot. I’ve asked them whether it may be sent there.',
  refusedBy: '**{actor}** is trained on **{model}**, and {provider} can’t use that.',
  askedAgain:
    'I’ll ask it again after a day. The people who run the bot can also set `INFERENCE_ENDPOINT_URL`.',
  notServed:
    '**{actor}** is trained on **{model}**, but nothing can serve it right now: no image service loads models trained on it. It works once the people who run the bot set `INFERENCE_ENDPOINT_URL`.',
  usePhotos: 'Until then, `using: photos` works.',
  withoutActor: 'Until then, you can use `/generate` without the actor.',
  largeAlready: 'This image is as large as I can make one.',
  noTouchUp: 'The people who run me have switched this off.',
} as const;
