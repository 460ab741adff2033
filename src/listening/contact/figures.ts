import { countOne } from '#kernel/figure.ts'
import { callerProfile, contactChannel, disposition } from '#vocabulary'

export const callerProfiles = countOne(callerProfile, {
  title: 'Qui a appelé',
  of: 'situation',
  from: 'caller_profile',
  rule: 'Chaque situation de la période compte une fois, selon l’appelant de son premier contact.',
})

export const channels = countOne(contactChannel, {
  title: 'Comment les contacts sont arrivés',
  of: 'contact',
  from: 'channel',
  mayBeUnasked: false,
  rule: 'Chaque contact finalisé, rattaché à une situation et reçu dans la période compte une fois, quelle que soit l’ouverture de la situation.',
})

export const dispositions = countOne(disposition, {
  title: 'Contacts sans suite',
  of: 'dismissed_contact',
  from: 'disposition',
  mayBeUnasked: false,
  rule: 'Chaque contact de la période classé sans suite (silence, erreur, hors champ…) compte une fois, à part des autres contacts ; les filtres portent sur ce qui a été noté de ce contact.',
})
