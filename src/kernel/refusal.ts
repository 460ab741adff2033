/**
 * Everything the product may refuse, once: the HTTP status and the French sentence a person reads.
 * What is not in this list is a bug and answers 500 with an identifier.
 */
export const refusals = {
  not_signed_in: [
    401,
    'Votre session est terminée. Reconnectez-vous : votre saisie est gardée sur ce poste.',
  ],
  wrong_credentials: [
    401,
    'L’identifiant et le mot de passe ne vont pas ensemble. Vérifiez-les et réessayez.',
  ],
  too_many_attempts: [
    429,
    'Trop d’essais de connexion. Attendez quelques minutes avant de réessayer, ou demandez un nouveau mot de passe.',
  ],
  not_found: [404, 'Introuvable. La page a pu être déplacée, ou vous n’y avez pas accès.'],
  malformed: [400, 'La demande est mal formée. Corrigez les champs signalés, puis réessayez.'],
  too_large: [413, 'L’envoi est trop volumineux. Divisez le fichier, ou passez par la ligne de commande.'],
  version_missing: [428, 'La version modifiée n’est pas précisée. Rechargez la page, puis réessayez.'],
  version_conflict: [
    412,
    'Quelqu’un d’autre a modifié cette fiche. Comparez les deux versions et choisissez.',
  ],
  key_missing: [400, 'Une création doit porter une clé d’idempotence. Rechargez la page, puis réessayez.'],
  key_reused: [422, 'Cette clé d’idempotence a déjà servi pour une autre demande. Rechargez la page.'],
  key_in_progress: [409, 'La même demande est déjà en cours. Réessayez dans un instant.'],
  code_not_in_force: [
    422,
    'Ce terme n’est plus en usage à cette date. Choisissez-en un autre dans la liste.',
  ],
  contact_finalised: [409, 'Ce contact est déjà finalisé. Rouvrez-le pour le corriger.'],
  contact_not_attached: [409, 'Ce contact n’est rattaché à aucune situation.'],
  contact_already_attached: [409, 'Ce contact est déjà rattaché à une situation. Détachez-le d’abord.'],
  contact_not_actionable: [409, 'Un contact classé sans suite ne se rattache pas à une situation.'],
  situation_closed: [409, 'Cette situation est close. Rouvrez-la pour la modifier.'],
  situation_open: [409, 'Cette situation est déjà ouverte.'],
  situation_merged: [409, 'Cette situation a été fusionnée avec une autre. Ouvrez celle qui reste.'],
  same_situation: [422, 'Une situation ne peut être rapprochée d’elle-même.'],
  merge_undone: [409, 'Cette fusion a déjà été défaite.'],
  closing_reason_missing: [422, 'Précisez le motif de clôture.'],
  callback_settled: [409, 'Ce rappel est déjà réglé.'],
  window_reversed: [422, 'La fin de la plage précède son début. Corrigez l’une des deux heures.'],
  period_reversed: [422, 'La fin de la période précède son début. Corrigez l’une des deux dates.'],
  happened_in_future: [422, 'Cette date est dans le futur. Indiquez quand le contact a eu lieu.'],
  login_taken: [409, 'Cet identifiant est déjà pris. Choisissez-en un autre.'],
  password_weak: [
    422,
    'Le mot de passe doit compter au moins 12 caractères et ne pas figurer parmi les plus courants.',
  ],
  password_temporary: [403, 'Votre mot de passe est provisoire. Choisissez le vôtre, puis continuez.'],
  password_wrong: [422, 'Le mot de passe actuel n’est pas le bon. Vérifiez-le et réessayez.'],
  last_administrator: [409, 'Il doit rester au moins un compte d’administration actif.'],
  import_unreadable: [422, 'Le fichier ne se lit pas comme un tableau CSV en UTF-8. Vérifiez son format.'],
  import_running: [409, 'Un import est déjà en cours. Attendez sa fin avant d’en lancer un autre.'],
  unavailable: [
    503,
    'Le service ne répond pas pour le moment. Votre saisie est gardée sur ce poste et partira dès qu’il répondra.',
  ],
  bug: [
    500,
    'Une erreur s’est produite de notre côté. Votre saisie est gardée. Signalez l’identifiant affiché.',
  ],
} as const satisfies Record<string, readonly [number, string]>

export type RefusalCode = keyof typeof refusals

/** One field that stopped a request, with the path of the field and why. */
export interface FieldFault {
  readonly field: string
  readonly message: string
}

/** What an answer other than 2xx holds. */
export interface RefusalBody {
  readonly code: RefusalCode
  readonly message: string
  readonly fields?: readonly FieldFault[]
  /** What the server holds now, when the refusal is a version conflict. */
  readonly current?: unknown
  /** Seconds to wait before asking again. */
  readonly wait?: number
  /** To give to whoever keeps the service, when the refusal is a bug. */
  readonly id?: string
}

type RefusalDetails = Pick<RefusalBody, 'fields' | 'current' | 'wait'>

/** An expected failure, thrown by `refuse` and answered by the kernel. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: RefusalDetails

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** Stops a request with an expected failure of the closed list. */
export function refuse(code: RefusalCode, details?: RefusalDetails): never {
  throw new Refusal(code, details)
}

export const statusOf = (code: RefusalCode): number => refusals[code][0]
export const sentenceOf = (code: RefusalCode): string => refusals[code][1]
