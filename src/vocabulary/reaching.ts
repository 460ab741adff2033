import { type CodeOf, list } from '#kernel/list.ts'

/** By which way a person can be reached. No message is ever sent by the system itself. */
export const safeChannel = list('safe_channel', {
  phone: { label: 'Téléphone portable' },
  landline: { label: 'Téléphone fixe', hint: 'Toute la maison peut décrocher.' },
  sms: { label: 'SMS', hint: 'Un message reste lisible sur l’appareil.' },
  email: { label: 'Courriel' },
  post: { label: 'Courrier postal', hint: 'Une seconde personne donne son accord avant chaque envoi.' },
  in_person: { label: 'Rencontre' },
})
export type SafeChannel = CodeOf<typeof safeChannel>

/** Who the person to be reached is for the minor. */
export const safeRelation = list('safe_relation', {
  minor: { label: 'Le mineur concerné' },
  mother: { label: 'Mère' },
  father: { label: 'Père' },
  step_parent: { label: 'Beau-parent' },
  sibling: { label: 'Frère ou sœur' },
  extended_family: { label: 'Famille élargie' },
  guardian: { label: 'Tuteur ou tutrice' },
  friend: { label: 'Ami ou pair' },
  professional: { label: 'Professionnel' },
  witness: { label: 'Témoin' },
  other: { label: 'Autre personne' },
})
export type SafeRelation = CodeOf<typeof safeRelation>

/** What may be left on an answering machine: nothing, or one of these sentences and no other. */
export const safeVoicemail = list('safe_voicemail', {
  none: { label: 'Aucun message', hint: 'Raccrochez avant l’annonce.' },
  first_name: {
    label: 'Au nom de Camille',
    hint: 'Dites seulement : bonjour, c’est Camille, je rappellerai.',
  },
  appointment: {
    label: 'Pour un rendez-vous',
    hint: 'Dites seulement : bonjour, c’est au sujet du rendez-vous, je rappellerai.',
  },
  school: {
    label: 'Pour un dossier de stage',
    hint: 'Dites seulement : bonjour, c’est pour le dossier de stage, je rappellerai.',
  },
})
export type SafeVoicemail = CodeOf<typeof safeVoicemail>

/** What somebody is reached for, said each time before the number is shown. */
export const reachPurpose = list('reach_purpose', {
  agreed_callback: { label: 'Rappel convenu' },
  news: { label: 'Prendre des nouvelles' },
  answer: { label: 'Donner une réponse attendue' },
  danger: { label: 'Danger signalé depuis', hint: 'Les mêmes règles valent : aucune urgence ne les lève.' },
  documentation: { label: 'Envoyer une documentation demandée' },
  informant_follow_up: { label: 'Donner suite à une information reçue' },
})
export type ReachPurpose = CodeOf<typeof reachPurpose>

/** Why somebody may not be reached now, and what to do instead. */
export const reachRefusal = list('reach_refusal', {
  unknown: {
    label: 'Ce moyen de joindre n’existe pas ici',
    hint: 'Relisez le dossier : il a pu être déplacé avec son contact.',
  },
  withdrawn: {
    label: 'Ce moyen de joindre ne doit plus servir',
    hint: 'Choisissez un autre moyen sûr, ou attendez que la personne rappelle.',
  },
  other_person: {
    label: 'Ce moyen de joindre n’est pas celui de la personne à rappeler',
    hint: 'Choisissez un moyen de cette personne, ou modifiez le rappel.',
  },
  not_allowed: {
    label: 'La personne n’a pas permis qu’on la joigne par ce moyen',
    hint: 'Choisissez un autre moyen sûr, ou posez-lui la question quand elle rappellera.',
  },
  never_confirmed: {
    label: 'Ce moyen n’a jamais été confirmé avec la personne',
    hint: 'Demandez-lui, pendant un contact, si l’appeler est sans risque, puis confirmez-le.',
  },
  stale: {
    label: 'Ce moyen n’a pas été reconfirmé depuis trop longtemps',
    hint: 'Sa situation a pu changer : attendez son appel, ou passez par un autre moyen sûr.',
  },
  no_value: {
    label: 'Le numéro ou l’adresse manque',
    hint: 'Complétez ce moyen quand la personne l’aura donné.',
  },
  no_window: {
    label: 'Aucune plage sûre n’a été convenue',
    hint: 'Convenez de jours et d’heures avec la personne pendant un contact.',
  },
  unknown_zone: {
    label: 'Le fuseau horaire de la personne n’est pas connu',
    hint: 'Corrigez le fuseau de ce moyen avant d’appeler.',
  },
  outside_window: {
    label: 'Ce n’est pas une heure sûre chez la personne',
    hint: 'Attendez la prochaine plage convenue, ou choisissez un autre moyen sûr.',
  },
  repeated_hour: {
    label: 'Cette heure a lieu deux fois cette nuit : on ne sait pas de laquelle la personne parlait',
    hint: 'Attendez la fin du changement d’heure.',
  },
  second_person_missing: {
    label: 'Un courrier demande l’accord d’une seconde personne',
    hint: 'Demandez cet accord : un collègue relit ce moyen depuis son poste et l’approuve.',
  },
  same_person: {
    label: 'On ne peut pas approuver son propre envoi',
    hint: 'Demandez l’accord d’une autre personne de l’équipe.',
  },
})
export type ReachRefusal = CodeOf<typeof reachRefusal>

/** How much a call-back matters before others. */
export const callbackPriority = list('callback_priority', {
  high: { label: 'Prioritaire', hint: 'Remonte plus vite si personne ne s’en charge.' },
  normal: { label: 'Ordinaire' },
})
export type CallbackPriority = CodeOf<typeof callbackPriority>

/** Which team keeps a promise that was given to nobody by name. */
export const callbackTeam = list('callback_team', {
  specialised: { label: 'Équipe spécialisée' },
  duty: { label: 'Permanence en cours' },
})
export type CallbackTeam = CodeOf<typeof callbackTeam>

/** How often a promise comes back. */
export const callbackRhythm = list('callback_rhythm', {
  daily: { label: 'Chaque jour' },
  weekly: { label: 'Chaque semaine' },
  fortnightly: { label: 'Toutes les deux semaines' },
  monthly: { label: 'Chaque mois' },
})
export type CallbackRhythm = CodeOf<typeof callbackRhythm>

/** What was agreed for when nobody answers. */
export const noAnswerPlan = list('no_answer_plan', {
  same_window: { label: 'Réessayer dans la même plage' },
  next_window: { label: 'Réessayer à la prochaine plage sûre' },
  other_means: { label: 'Essayer un autre moyen sûr' },
  wait: { label: 'Ne pas insister, attendre son appel' },
  tell_coordinator: { label: 'Prévenir la coordination' },
})
export type NoAnswerPlan = CodeOf<typeof noAnswerPlan>

/** Who answers for a late promise: it climbs as long as nobody settles it. */
export const callbackRung = list('callback_rung', {
  owner: { label: 'À la personne désignée' },
  team: { label: 'À toute l’équipe' },
  coordinator: { label: 'À la coordination' },
})
export type CallbackRung = CodeOf<typeof callbackRung>

/** Who says that they write, on the public form. */
export const webWriter = list('web_writer', {
  concerned: { label: 'Un jeune, pour lui-même' },
  friend: { label: 'Un ami ou une amie du jeune' },
  parent: { label: 'Son parent, son tuteur, sa fratrie' },
  family: { label: 'Sa famille élargie ou un proche' },
  professional: { label: 'Un professionnel' },
  witness: { label: 'Un témoin' },
  undisclosed: { label: 'Ne souhaite pas le dire' },
})
export type WebWriter = CodeOf<typeof webWriter>

/** How worried whoever writes says that they are: their word, never a score. */
export const webWorry = list('web_worry', {
  today: { label: 'Peur pour aujourd’hui ou pour cette nuit' },
  very: { label: 'Très inquiet' },
  some: { label: 'Inquiet' },
  question: { label: 'Une question, un doute' },
})
export type WebWorry = CodeOf<typeof webWorry>
