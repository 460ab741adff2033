import { type CodeOf, list } from '#kernel/list.ts'

/** The forms in which the directory leaves and comes in. */
export const exchangeFormat = list('exchange_format', {
  hsds: { label: 'HSDS 3', hint: 'JSON, le format international des annuaires de services.' },
  data_inclusion: { label: 'Data·inclusion', hint: 'JSON, structures et services du schéma v1.' },
  csv: { label: 'CSV', hint: 'Un tableau en texte, une ligne par service.' },
  xlsx: { label: 'Excel', hint: 'Un classeur, une ligne par service.' },
})
export type ExchangeFormat = CodeOf<typeof exchangeFormat>

/** What an entry of a file is to the directory. */
export const exchangeVerdict = list('exchange_verdict', {
  fresh: { label: 'Nouveau' },
  changed: { label: 'Modifié' },
  unchanged: { label: 'Inchangé' },
  duplicate: { label: 'Doublon possible' },
  refused: { label: 'Refusé' },
})
export type ExchangeVerdict = CodeOf<typeof exchangeVerdict>

/** What is done with an entry that looks like one of the directory. */
export const exchangeDecision = list('exchange_decision', {
  same: { label: 'C’est le même service', hint: 'Ses différences deviennent des propositions.' },
  apart: { label: 'C’est un autre service', hint: 'Il est ajouté.' },
  aside: { label: 'Laisser de côté', hint: 'Rien n’est écrit ; le fichier peut être renvoyé.' },
})
export type ExchangeDecision = CodeOf<typeof exchangeDecision>
