import { type CodeOf, list } from '#kernel/list.ts'

/** Why an authority does not answer a questionnaire. */
export const campaignRefusal = list('campaign_refusal', {
  not_concerned: {
    label: 'Pas concerné',
    hint: 'Le service n’existe pas, ou la question ne relève pas de lui.',
  },
  no_time: { label: 'Pas le temps' },
  answered_elsewhere: { label: 'A déjà répondu ailleurs' },
  refused: { label: 'Ne souhaite pas répondre' },
})
export type CampaignRefusal = CodeOf<typeof campaignRefusal>

/** What is written to somebody who is asked to answer. */
export const campaignMessageKind = list('campaign_message_kind', {
  invitation: { label: 'Invitation' },
  reminder: { label: 'Relance' },
})
export type CampaignMessageKind = CodeOf<typeof campaignMessageKind>

/** What happened to an answer that was asked for. */
export const campaignEvent = list('campaign_event', {
  person_added: { label: 'Personne ajoutée' },
  person_removed: { label: 'Personne retirée' },
  link_given: { label: 'Lien remis' },
  colleague_invited: { label: 'Collègue invité par un répondant' },
  invited: { label: 'Invitation' },
  reminded: { label: 'Relance' },
  opened: { label: 'Première ouverture' },
  started: { label: 'Premières réponses' },
  telephone: { label: 'Saisie au téléphone' },
  submitted: { label: 'Réponse envoyée' },
  declined: { label: 'Réponse déclinée' },
  reopened: { label: 'Réponse rouverte' },
})
export type CampaignEvent = CodeOf<typeof campaignEvent>
