import { refusals } from '#kernel/refusal.ts'

export const refusePhoto = refusals({
  'no-picture': {
    status: 422,
    fr: 'Pas une photo, donc pas gardé : {names}. Choisissez une image JPEG, PNG, WebP, TIFF, GIF, AVIF ou HEIC.',
    en: 'Not a photo, so not kept: {names}. Choose a JPEG, PNG, WebP, TIFF, GIF, AVIF or HEIC picture.',
  },
})
