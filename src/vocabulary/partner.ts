import { type CodeOf, list } from '#kernel/list.ts'

/** What somebody is on the portal of the authorities. */
export const partnerRole = list('partner_role', {
  agent: { label: 'Agent', hint: 'Lit ce qui est envoyé à son autorité, en accuse réception et répond.' },
  manager: {
    label: 'Responsable',
    hint: 'Fait de même, et voit qui, dans son autorité, reçoit les envois.',
  },
})
export type PartnerRole = CodeOf<typeof partnerRole>

/** What people of an authority did with what was sent to them. */
export const partnerEvent = list('partner_event', {
  read: { label: 'Ouvert pour la première fois' },
  acknowledged: { label: 'Accusé de réception' },
  complement_asked: { label: 'Complément demandé' },
  redirected: { label: 'Déclaré hors compétence' },
  return_recorded: { label: 'Retour enregistré' },
  key_added: { label: 'Nouvelle clé de lecture' },
})
export type PartnerEvent = CodeOf<typeof partnerEvent>
