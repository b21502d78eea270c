/**
 * What is wrong with a photo or a picture that a member sent, and what a set of photos lacks. The `…Short` ones stand below a
 * photo in the contact sheet: two or three words.
 */
export const photos = {
  good: 'good',
  tooDarkShort: 'too dark',
  tooDark: 'It’s too dark. Take it in daylight or turn on a light.',
  tooDarkForFace: 'It shows no clear face: it’s too dark. Take it in daylight.',
  tooBrightShort: 'too bright',
  tooBright: 'It’s overexposed: the face has no detail left. Take it with less light.',
  tooBrightForFace: 'It shows no clear face: it’s overexposed. Take it with less light.',
  flatShort: 'low contrast',
  flat: 'It has almost no contrast in the face. Take it in better light.',
  tooFlatForFace: 'It shows no clear face: it has almost no contrast.',
  noFaceShort: 'no face',
  noFace: 'It shows no face. Pick one with the face turned to the camera, upright and in view.',
  faceSmallShort: 'face too small',
  faceSmall:
    'It shows the face only {pixels, number} pixels wide; {needed, number} are needed. Crop it or move closer.',
  blurredShort: 'blurred',
  blurred: 'It’s blurry. Hold still, focus on the face and take it again.',
  softShort: 'a little soft',
  soft: 'It’s slightly out of focus. A sharper one teaches more.',
  cutOffShort: 'face cut off',
  cutOff: 'It cuts the face off at the edge. Leave some room around it.',
  unseenShort: 'not checked',
  unseen: 'It was stored before I checked photos. Replace it with the same photo to have it checked.',
  nudityShort: 'nudity',
  nudity: 'It seems to show nudity, so it wasn’t kept. Send another one.',
  upsideDownShort: 'upside down',
  upsideDown: 'It’s upside down. Turn it upright and send it again.',
  sidewaysShort: 'sideways',
  sideways: 'It’s on its side. Turn it upright and send it again.',
  looksYoungShort: 'underage?',
  looksYoung:
    'It may show someone under 18. That’s an estimate and can be wrong. Only adults can be actors: use it only if they are 18 or older.',
  severalFacesShort: '{faces, plural, one {# face} other {# faces}}',
  severalFaces:
    'It shows {faces, plural, one {# face} other {# faces}}. The framed one is used; crop the others out to be sure.',
  perhapsOtherShort: 'same person?',
  perhapsOther: 'It may show someone else: the face isn’t much like the others. Check it.',
  otherPersonShort: 'someone else',
  otherPerson: 'It doesn’t seem to show the same person as the other photos.',
  otherPersonPicked:
    'It shows several faces, and the one I picked isn’t the person in the other photos. Crop it to the right face.',
  sameAsShort: 'same as {photo, number}',
  twiceShort: 'twice',
  sameAs: 'It’s the same picture as photo {photo, number}.',
  sameAsFile: 'It’s the same picture as another file.',
  nearlySameAs: 'It’s almost the same picture as photo {photo, number}. A different shot teaches more.',
  nearlySameAsFile: 'It’s almost the same picture as another file. A different shot teaches more.',
  sameShotAsShort: 'like photo {photo, number}?',
  sameShotShort: 'same shot?',
  sameShotAs:
    'It looks like the same shot as photo {photo, number}, cropped, turned or mirrored. A different shot teaches more.',
  sameShotAsFile:
    'It looks like the same shot as another file, cropped, turned or mirrored. A different shot teaches more.',

  addMore:
    'Add {missing, plural, one {# more photo} other {# more photos}}: at least {least, number} are needed.',
  addMoreOrAccept:
    'Add {missing, plural, one {# more photo} other {# more photos}}, or accept the {acceptable, plural, one {one} other {#}} with warnings: at least {least, number} are needed.',
  allOneSession: 'All look like one session. Add photos from other days, in other light and clothes.',
  someOneSession:
    '{photos, number} of {all, number} look like one session. Add photos from other days, in other light and clothes.',
  allClose: 'They’re all close-ups. Add one from the waist up and one of the whole body.',
  allFar: 'They’re all from a distance. Add a close-up of the face.',
  allDark: 'They’re all rather dark. Add one in daylight.',
  moreIsBetter: 'You can start with these. With eight to ten photos, the likeness gets better.',

  tooLarge: 'It’s larger than {megabytes, number} MB. Send a smaller copy.',
  notDownloaded: 'It couldn’t be downloaded from Discord. Attach it again.',
  notDownloadedInTime: 'It couldn’t be downloaded from Discord in time. Attach it again.',
  notReached: 'It wasn’t checked in time, because the photos before it took too long. Send it again.',
  notChecked: 'It couldn’t be checked just now. Send it again in a minute.',
  notRead: 'It couldn’t be read.',
  damaged: 'It’s damaged or incomplete. Send it again or pick another.',
  noImage: 'It isn’t an image, whatever its name says. Send a JPEG, PNG, WebP or AVIF photo.',
  heic: 'It’s a HEIC photo, which I can’t read. Send it as JPEG; on an iPhone, set Settings → Camera → Formats to Most Compatible.',
  gif: 'It’s a GIF, which I can’t read. Save one picture of it as JPEG or PNG and send that.',
  tiff: 'It’s a TIFF or a camera’s raw file, which I can’t read. Export it as JPEG and send that.',
  bmp: 'It’s a BMP bitmap, which I can’t read. Save it as JPEG or PNG and send that.',
  jpegXl: 'It’s a JPEG XL photo, which I can’t read. Export it as JPEG and send that.',
  svg: 'It’s a drawing (SVG), not a photo. Send a JPEG, PNG or WebP.',
  video: 'It’s a video, not a photo. Take a still of it and send that as JPEG.',
  tooSmall: 'It’s only {width} × {height} pixels. The shorter side needs at least {least, number}.',
  tooManyPixels: 'It’s {width} × {height} pixels, more than I can read. Send a smaller copy, as JPEG.',
  tooMuchMemory:
    'It takes too much memory to open at {width} × {height} pixels the way it was saved. Save it as a regular JPEG or send a smaller copy.',
  empty: 'It’s almost empty for its {width} × {height} pixels. Send a photo.',
  packed: 'It has far more hidden data in it than a photo needs. Save it again as JPEG and send that.',
  tooSlow: 'It took too long to open. Save it as a regular JPEG or send a smaller copy.',
} as const;
