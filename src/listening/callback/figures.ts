import { countOne } from '#kernel/figure.ts'
import { callbackSettlement } from '#vocabulary'

export const callbacks = countOne(callbackSettlement, {
  id: 'callback',
  title: 'Rappels promis',
  of: 'callback',
  from: 'settlement',
  mayBeUnasked: false,
  // Neither is a way to settle a call-back: they are what an unsettled one is, before and after the end of its window.
  beside: [
    { code: 'missed', label: 'Manqué, toujours à faire' },
    { code: 'pending', label: 'À venir' },
  ],
  words: { kept: 'de rappels tenus' },
  rule: 'Chaque rappel dont la plage se termine dans la période compte une fois : tenu si la personne a été jointe, manqué si la plage est passée sans qu’il soit réglé.',
})
