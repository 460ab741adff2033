import { countOne } from '#kernel/figure.ts'
import { resourceKind } from '#vocabulary'

/** What was sent from the files, by its kind. */
export const resourcesSent = countOne(resourceKind, {
  id: 'resource_sent',
  title: 'Ressources envoyées',
  rule: 'Chaque envoi noté depuis une situation compte une fois, au jour où il a été fait, quelle que soit la version ; un envoi retiré ne compte pas, et les téléchargements du site n’y sont pas ; le filtre des départements est celui de la situation.',
  of: 'resource_sent',
  from: 'resource_kind',
  mayBeUnasked: false,
})
