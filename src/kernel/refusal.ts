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
  too_many_links: [
    429,
    'Trop de liens ont été essayés depuis cette connexion. Attendez quelques minutes, puis ouvrez de nouveau celui que vous avez reçu.',
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
  contact_not_authorised: [
    409,
    'Cet appel n’est pas autorisé. Passez par « Joindre sans danger » : si la personne a rappelé d’elle-même, notez un contact entrant.',
  ],
  authorisation_used: [
    409,
    'Cette autorisation a déjà servi. Demandez-en une nouvelle avant de composer le numéro à nouveau.',
  ],
  safe_contact_exists: [
    409,
    'Ce moyen existe déjà pour cette personne. Modifiez celui qui est là, ou retirez-le d’abord.',
  ],
  safe_contact_withdrawn: [409, 'Ce moyen a été retiré. Remettez-le en service avant de le confirmer.'],
  agreement_needless: [409, 'Seul un courrier demande l’accord d’une seconde personne.'],
  own_agreement: [409, 'On n’approuve pas sa propre demande. Demandez à une autre personne de l’équipe.'],
  callback_without_means: [
    409,
    'Ce rappel ne dit pas comment joindre la personne. Choisissez un moyen sûr, puis réessayez.',
  ],
  attempt_too_late: [409, 'Un essai ne se défait que dans les cinq minutes, par la personne qui l’a noté.'],
  attempt_followed: [
    409,
    'Le contact ouvert par cet essai contient déjà des notes. Classez-le ou corrigez-le plutôt que de défaire l’essai.',
  ],
  letter_taken: [
    409,
    'Quelqu’un de l’équipe a déjà pris ce message. Son contact est chez cette personne, et à la coordination.',
  ],
  due_settled: [409, 'Ceci est déjà réglé. Remettez-le à suivre pour le modifier.'],
  file_missing: [422, 'Aucun fichier n’est arrivé jusqu’ici. Choisissez-le de nouveau, puis réessayez.'],
  window_reversed: [422, 'La fin de la plage précède son début. Corrigez l’une des deux heures.'],
  period_reversed: [422, 'La fin de la période précède son début. Corrigez l’une des deux dates.'],
  happened_in_future: [422, 'Cette date est dans le futur. Indiquez quand le contact a eu lieu.'],
  recipient_not_confirmed: [
    422,
    'Écrivez en toutes lettres le nom de chaque destinataire : c’est lui qui confirme à qui l’écrit part.',
  ],
  transmission_incomplete: [
    422,
    'L’écrit n’est pas complet. Renseignez ce qui est signalé, puis soumettez-le.',
  ],
  transmission_not_validated: [
    409,
    'Le document se télécharge une fois l’écrit validé : jusque-là, il change encore.',
  ],
  transmission_moved: [
    409,
    'Cette transmission a changé d’état entre-temps. Relisez-la : ce geste n’est plus possible.',
  ],
  transmission_already_open: [
    409,
    'Un écrit est déjà ouvert pour ce destinataire dans cette situation. Reprenez-le plutôt que d’en ouvrir un second.',
  ],
  not_the_author: [403, 'Seule la personne qui a rédigé cet écrit peut le modifier.'],
  own_validation: [
    403,
    'Un écrit se relit à deux : demandez à une autre personne de la coordination de le valider.',
  ],
  recall_too_late: [409, 'Le délai de rappel est passé : l’écrit est parti. Adressez plutôt un complément.'],
  objection_undone: [
    409,
    'Cette demande a déjà été annulée. Rechargez la fiche pour voir par qui et pourquoi.',
  ],
  correspondent_objected: [
    409,
    'Cette personne a demandé à ne plus figurer dans l’annuaire. Ne lui écrivez plus : cherchez un autre contact du service.',
  ],
  login_taken: [409, 'Cet identifiant est déjà pris. Choisissez-en un autre.'],
  password_weak: [
    422,
    'Le mot de passe doit compter au moins 12 caractères et ne pas figurer parmi les plus courants.',
  ],
  password_temporary: [403, 'Votre mot de passe est provisoire. Choisissez le vôtre, puis continuez.'],
  password_wrong: [422, 'Le mot de passe actuel n’est pas le bon. Vérifiez-le et réessayez.'],
  last_administrator: [409, 'Il doit rester au moins un compte d’administration actif.'],
  last_recipient: [
    409,
    'C’est la dernière personne de cette autorité qui peut lire les envois. Invitez-en une autre et attendez qu’elle ait créé sa clé, puis recommencez.',
  ],
  email_taken: [
    409,
    'Cette adresse sert déjà à quelqu’un sur l’espace partenaire. Vérifiez-la, ou indiquez-en une autre.',
  ],
  partner_key_changed: [
    409,
    'Votre clé de lecture a changé depuis l’ouverture de cette page. Rechargez-la, puis réessayez.',
  ],
  package_not_acknowledged: [
    409,
    'Accusez d’abord réception de cet envoi : vous pourrez ensuite enregistrer le retour.',
  ],
  package_settled: [
    409,
    'Cet envoi est déjà clos : quelqu’un de votre autorité l’a réorienté, ou en a enregistré le retour.',
  ],
  shift_taken: [
    409,
    'Cette personne est déjà inscrite à ces heures. Choisissez d’autres heures, ou retirez l’inscription.',
  ],
  handover_own: [409, 'Une relève se prend par quelqu’un d’autre que la personne qui l’a écrite.'],
  handover_taken: [409, 'Cette relève a déjà été prise. Rechargez la page pour voir par qui.'],
  file_not_accepted: [422, 'Ce fichier n’est pas accepté. Lisez pourquoi, corrigez-le, puis réessayez.'],
  request_settled: [409, 'Quelqu’un a déjà répondu à cette demande. Rechargez la page.'],
  call_published: [
    409,
    'Cet appel est publié : ses critères, ses montants et son territoire ont été promis. Changez plutôt les autres champs.',
  ],
  call_moved: [
    409,
    'Cet appel a changé d’état entre-temps. Rechargez la page : ce geste n’est plus possible.',
  ],
  call_without_reviewers: [
    422,
    'Choisissez au moins deux personnes qui liront les candidatures, puis publiez.',
  ],
  call_undecided: [
    409,
    'Des candidatures attendent encore une décision. Décidez de chacune, puis clôturez l’appel.',
  ],
  application_decided: [409, 'Cette candidature n’attend plus d’avis ni de décision. Rechargez la page.'],
  application_not_accepted: [409, 'Ce projet n’est pas retenu : il n’a pas d’échéance à suivre.'],
  reviews_shown: [409, 'Tous les avis sont donnés et se lisent : ils ne changent plus.'],
  reviews_awaited: [409, 'Tous les avis ne sont pas donnés. Attendez-les, puis décidez.'],
  own_tie: [403, 'Vous avez déclaré un lien avec cet organisme : quelqu’un d’autre décide.'],
  practice_not_open: [
    409,
    'Cette pratique est relue ou publiée. Mettez-la à revoir avant d’en changer le texte.',
  ],
  practice_moved: [
    409,
    'Cette pratique a changé d’état entre-temps. Relisez-la : ce geste n’est plus possible.',
  ],
  practice_not_publishable: [
    422,
    'Il manque de quoi publier cette pratique : un accord, ou une date de relecture. Complétez ce qui est signalé.',
  ],
  own_review: [403, 'Une pratique se relit à deux : demandez à quelqu’un qui ne l’a pas écrite.'],
  meeting_settled: [409, 'Cette rencontre est déjà tenue ou annulée. Rechargez la page pour la relire.'],
  meeting_to_come: [409, 'Cette rencontre n’a pas encore eu lieu. Notez-la comme tenue une fois passée.'],
  meeting_alone: [409, 'Cette rencontre n’est dans aucune série. Modifiez-la seule.'],
  intervention_settled: [
    409,
    'Cette intervention est déjà tenue ou annulée. Rechargez la page pour la relire.',
  ],
  intervention_undated: [422, 'Donnez un début et une fin à cette intervention, puis réessayez.'],
  intervention_to_come: [
    409,
    'Cette intervention n’a pas encore eu lieu. Notez-la comme tenue une fois passée.',
  ],
  intervention_not_held: [
    409,
    'Notez d’abord que cette intervention s’est tenue, puis comptez qui est venu.',
  ],
  intervention_signed: [
    409,
    'Le public est déjà compté par la feuille d’émargement. Retirez ses lignes pour compter autrement.',
  ],
  intervention_request_settled: [
    409,
    'Cette demande a déjà reçu cette réponse, ou son intervention s’est tenue. Rechargez la page pour la relire.',
  ],
  intervention_request_purged: [
    409,
    'Les coordonnées de cette demande ont été effacées à leur échéance : il n’est plus possible d’y répondre.',
  ],
  evaluation_closed: [409, 'Cette évaluation est close : elle ne se rouvre pas.'],
  participant_there: [409, 'Cette personne y figure déjà. Modifiez plutôt sa ligne.'],
  export_leaks: [
    409,
    'Ce fichier aurait dit une information réservée : il n’a pas été gardé. Corrigez les fiches signalées, puis demandez-le de nouveau.',
  ],
  export_not_ready: [
    409,
    'Ce fichier n’est pas encore prêt, ou il a été refusé. Revenez à la liste des exports.',
  ],
  episode_moved: [
    409,
    'Cet épisode a changé d’état entre-temps. Rechargez la page : ce geste n’est plus possible.',
  ],
  episode_incomplete: [
    422,
    'Il manque de quoi publier cet épisode. Complétez ce qui est signalé, puis recommencez.',
  ],
  episode_is_public: [
    409,
    'Cet épisode est publié ou programmé. Retirez-le d’abord, puis remplacez son enregistrement.',
  ],
  transcript_refused: [
    422,
    'Cette transcription ne peut pas être gardée. Corrigez ce qui est signalé, puis envoyez-la de nouveau.',
  ],
  import_unreadable: [422, 'Le fichier ne se lit pas comme un tableau CSV en UTF-8. Vérifiez son format.'],
  pdf_unavailable: [
    503,
    'Cette machine ne sait pas produire de PDF. Lisez le contenu à l’écran, ou demandez à l’administration d’installer Repère sur un serveur Linux x64.',
  ],
  import_settled: [
    409,
    'Ce fichier n’attend plus de décision : il est déjà importé, abandonné ou encore en cours de lecture. Revenez à la liste des fichiers.',
  ],
  import_running: [409, 'Un import est déjà en cours. Attendez sa fin avant d’en lancer un autre.'],
  unit_routed: [
    409,
    'Ce service reçoit les alertes d’un département. Confiez d’abord ce département à un autre service.',
  ],
  unit_fallback: [
    409,
    'Ce service reçoit ce que personne d’autre ne reçoit. Il ne peut être fermé ni changer de rôle.',
  ],
  unit_closed: [409, 'Ce service est fermé. Rouvrez-le avant de lui confier un département.'],
  authority_name_taken: [
    409,
    'Une autorité ou un service porte déjà ce nom. Choisissez un nom qui ne puisse être confondu.',
  ],
  not_handed_over: [
    409,
    'Cette transmission passe par l’espace partenaire : elle n’a pas à être remise. Suivez son envoi sur sa page.',
  ],
  handed_over_already: [409, 'Cette remise est déjà notée. Rechargez la page pour la lire.'],
  not_on_the_portal: [
    409,
    'Il n’y a rien à envoyer de nouveau : cette transmission a été rappelée, ou se remet autrement que par l’espace partenaire.',
  ],
  escalation_done: [
    409,
    'Quelqu’un a déjà noté cette relance. Rechargez la page pour voir ce qu’elle a donné.',
  ],
  survey_published: [
    409,
    'Cette version n’est plus un brouillon : elle ne change plus. Ouvrez une nouvelle version pour la modifier.',
  ],
  survey_draft_exists: [409, 'Un brouillon est déjà ouvert pour ce questionnaire. Reprenez-le.'],
  survey_unsupported: [
    422,
    'Ce fichier contient ce que Repère ne sait pas demander. Corrigez ce qui est signalé, puis réessayez.',
  ],
  survey_unpublishable: [
    422,
    'Ce questionnaire ne peut pas encore être publié. Corrigez ce qui est signalé, puis recommencez.',
  ],
  survey_not_confirmed: [
    422,
    'Écrivez en toutes lettres la version que vous publiez, par exemple « version 2 ».',
  ],
  survey_not_published: [409, 'Seule une version publiée peut être retirée.'],
  service_merged: [
    409,
    'Cette fiche a été réunie avec une autre. Ouvrez celle qui reste, ou défaites la réunion.',
  ],
  address_told: [
    422,
    'Cette adresse est confidentielle, et un texte de la fiche la dit. Retirez-la des champs signalés, puis réessayez.',
  ],
  service_unknown: [
    422,
    'Ce service n’est pas dans l’annuaire. Cherchez-le à nouveau, ou écrivez seulement son nom.',
  ],
  same_service: [422, 'Une fiche ne peut être réunie avec elle-même.'],
  proposal_settled: [409, 'Quelqu’un a déjà examiné cette proposition. Rechargez la page.'],
  campaign_launched: [
    409,
    'Cette campagne est lancée : ses questionnaires et ses destinataires ne changent plus. Créez-en une autre pour les changer.',
  ],
  campaign_not_open: [409, 'Cette campagne n’est pas ouverte. Lancez-la ou rouvrez-la, puis recommencez.'],
  campaign_empty: [
    422,
    'Cette campagne n’a pas encore de questionnaire ou de destinataire. Complétez-la, puis lancez-la.',
  ],
  campaign_answered: [
    409,
    'Cette réponse est déjà envoyée. Rouvrez-la avant de la modifier ou de noter un refus.',
  ],
  campaign_not_answered: [409, 'Cette réponse n’est ni envoyée ni déclinée : il n’y a rien à rouvrir.'],
  campaign_person_known: [
    409,
    'Cette adresse figure déjà parmi les personnes de cette réponse. Vérifiez-la, ou indiquez-en une autre.',
  ],
  edition_exists: [
    409,
    'Cette année est déjà close. Pour la corriger, ouvrez son édition et publiez un erratum.',
  ],
  edition_superseded: [409, 'Un erratum a remplacé cette édition. Ouvrez la plus récente.'],
  edition_text: [
    422,
    'Un chapitre contient un chiffre inconnu, ou qui ne peut pas être publié. Corrigez les phrases signalées.',
  ],
  edition_unconfirmed: [422, 'Le titre saisi n’est pas celui de l’édition. Recopiez-le pour confirmer.'],
  disclosure_refused: [
    422,
    'Ces tableaux ne peuvent pas sortir : un petit effectif s’y laisserait retrouver, ou presque tout y serait caché. Choisissez des tableaux moins détaillés.',
  ],
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
