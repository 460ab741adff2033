import { type CodeOf, list } from '#kernel/list.ts'

/** What somebody is here for, during the hours of the rota. */
export const shiftKind = list('shift_kind', {
  listening: { label: 'Écoute' },
  coordination: { label: 'Coordination' },
  duty_officer: { label: 'Astreinte', hint: 'Joignable à tout moment pour ce qui ne peut pas attendre.' },
})
export type ShiftKind = CodeOf<typeof shiftKind>

/** To whom a hand-over is addressed. */
export const handoverKind = list('handover_kind', {
  next_shift: { label: 'À l’équipe suivante' },
  specialised_team: {
    label: 'À l’équipe spécialisée',
    hint: 'De la nuit ou du week-end vers les écoutants de la plateforme.',
  },
})
export type HandoverKind = CodeOf<typeof handoverKind>

/** What somebody answers when a time to talk is proposed after a hard contact. */
export const debriefAnswer = list('debrief_answer', {
  asked: { label: 'Souhaite un temps d’échange' },
  declined: { label: 'Pas cette fois' },
})
export type DebriefAnswer = CodeOf<typeof debriefAnswer>
