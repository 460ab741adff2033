import type { Action, CallerDetail, CallerProfile, Problem } from '#vocabulary'
import type { Draws } from './random.ts'

/** What a narrative is told of. */
export interface Told {
  readonly name: string
  readonly isGirl: boolean
  readonly caller: CallerProfile
  readonly detail: CallerDetail | null
  readonly problems: readonly string[]
  readonly signs: readonly string[]
  readonly actions: readonly string[]
  readonly isFirst: boolean
  readonly direction: string
}

/** Who speaks, closer than a profile when it changes how one tells it. */
type Voice =
  | 'mother'
  | 'father'
  | 'relative'
  | 'minor_concerned'
  | 'minor_other'
  | Exclude<CallerProfile, 'first_circle' | 'minor'>

const openings: Readonly<Record<Voice, readonly string[]>> = {
  mother: [
    'La mère de {nom} appelle. Elle est inquiète depuis plusieurs semaines et ne sait plus vers qui se tourner.',
    'La mère de {nom} prend contact après avoir longtemps hésité : elle craint de mal faire.',
    'La mère de {nom} cherche de l’aide. Le dialogue est devenu difficile à la maison, mais le lien n’est pas rompu.',
  ],
  father: [
    'Le père de {nom} appelle. Il a beaucoup hésité avant de prendre contact et craint de mal faire.',
    'Le père de {nom} cherche comment reprendre le dialogue ; ils se parlent encore, par moments.',
  ],
  relative: [
    'Un membre de la famille proche de {nom} appelle, avec l’accord des parents.',
    'La famille de {nom} cherche de l’aide. Le dialogue est devenu difficile, mais le lien n’est pas rompu.',
  ],
  professional: [
    'Prise de contact au sujet de {nom}, {accompagné} par le service. L’équipe a réuni plusieurs éléments qui l’inquiètent.',
    'Appel d’un service qui connaît {nom} et souhaite un regard extérieur avant de transmettre.',
    'Questionnement d’équipe après plusieurs rencontres avec {nom}.',
  ],
  extended_family_or_entourage: [
    'Une personne de l’entourage de {nom} appelle : la famille lui a confié ses inquiétudes.',
    'Une personne proche prend contact. {Nom} lui parle encore volontiers et elle voudrait savoir comment l’aider.',
  ],
  undisclosed: [
    'La personne qui appelle ne souhaite pas se désigner. Elle connaît {nom} et s’inquiète pour {lui}.',
    'Contact d’une personne qui préfère rester anonyme. Elle décrit avec précision la situation de {nom}.',
  ],
  witness: [
    'Une personne du voisinage a remarqué des allées et venues inhabituelles et pense que {nom} pourrait être en danger.',
    'Un hôtel signale la présence de {nom}, très jeune, avec des adultes qui parlent à sa place.',
  ],
  minor_concerned: [
    '{Nom} prend contact {elle_meme}. {Il} dit avoir besoin de parler à quelqu’un qui ne juge pas.',
  ],
  minor_other: [
    'Quelqu’un de son âge s’inquiète pour {nom} : il y a une promesse de ne rien dire, mais la peur est plus forte.',
  ],
  unknown: ['Une personne dont le lien avec {nom} n’est pas connu fait part de son inquiétude.'],
}

function voiceOf({ caller, detail }: Told): Voice {
  if (caller === 'first_circle') return detail === 'mother' || detail === 'father' ? detail : 'relative'
  if (caller === 'minor') return detail === 'minor_concerned' ? 'minor_concerned' : 'minor_other'
  return caller
}

const told: Readonly<Record<Problem, readonly string[]>> = {
  psychological_suffering: [
    '{Il} dort peu, pleure souvent et dit ne plus se reconnaître.',
    'Son humeur a beaucoup changé : repli, colères, puis de longs silences.',
  ],
  runaway: [
    '{Il} est {parti} plusieurs nuits sans prévenir, puis est {revenu} sans vouloir dire où {il} était.',
    'Une fugue est en cours depuis deux jours ; les services de police sont prévenus.',
  ],
  school_disengagement: [
    'Les absences au collège se multiplient et {il} ne croit plus à ses études.',
    '{Il} ne va presque plus en cours depuis la rentrée.',
  ],
  substance_use: [
    'Il est question de cannabis et d’alcool, davantage depuis qu’{il} fréquente un nouveau groupe.',
    'Des consommations sont rapportées, que {nom} dit vouloir diminuer.',
  ],
  self_harm_or_suicide_risk: [
    'Des scarifications ont été vues. L’évaluation du risque suicidaire a été faite pendant l’échange.',
  ],
  physical_violence_suffered: ['Des traces de coups ont été constatées ; leur origine n’est pas dite.'],
  sexual_violence_suffered: [
    'Des violences antérieures ont été révélées à un proche, et une plainte est envisagée.',
  ],
  family_rupture: ['Les liens avec la famille sont très distendus depuis le printemps.'],
  delinquency: ['Des vols sont évoqués, qui semblent faits sous la pression d’autrui.'],
  sexual_health: ['Une consultation en centre de santé sexuelle a été demandée.'],
  coercion_or_threats: ['{Il} aurait reçu des messages de menace si {il} cessait de répondre.'],
  image_circulation: ['Des images circuleraient sur un réseau social sans son accord.'],
  debt: ['On lui réclamerait de l’argent qu’{il} ne peut pas rendre.'],
}

const noticed = [
  'Plusieurs signes ont été relevés ; aucun ne prouve rien à lui seul, mais leur ensemble inquiète.',
  'Les éléments décrits peuvent faire penser à une situation de prostitution, dont {nom} serait victime.',
  'Ce qui est rapporté évoque l’emprise de personnes plus âgées.',
]

const done: Readonly<Partial<Record<Action, string>>> = {
  ip_sent: 'Une information préoccupante est transmise à la CRIP du département.',
  direct_advice: 'Des conseils ont été donnés pour garder le lien et réagir sans brusquer.',
  ase_liaison: 'Mise en lien avec le service de l’ASE qui suit la situation.',
  documentation_sent: 'De la documentation est envoyée à la personne.',
  local_orientation: 'Les coordonnées d’un dispositif local spécialisé ont été données.',
  callback_scheduled: 'Un rappel est convenu.',
  emergency_services: 'Les secours ont été alertés pendant l’échange.',
  prosecutor_report: 'Le parquet est avisé par signalement.',
  partner_contact: 'Un partenaire a été contacté pour préparer la suite.',
  professional_support: 'Un service qui accompagne {nom} a été soutenu dans la préparation de son écrit.',
}

const followUps: Readonly<Record<string, readonly string[]>> = {
  inbound: [
    'Nouvel appel au sujet de {nom}. Des éléments se précisent depuis le dernier échange.',
    'La personne rappelle d’elle-même pour donner des nouvelles de {nom}.',
  ],
  callback: [
    'Rappel comme convenu. La personne était disponible et en lieu sûr pour parler de {nom}.',
    'Rappel à l’heure prévue ; point sur ce qui a changé pour {nom}.',
  ],
  outbound_partner: [
    'Appel au service qui accompagne {nom}, pour coordonner la suite.',
    'Échange avec la CRIP sur la situation de {nom}.',
  ],
}

const quiet = [
  'Pas de fait nouveau. Le lien est maintenu et le prochain échange est prévu.',
  '{Nom} a accepté de rencontrer une professionnelle ; c’est un premier pas.',
  'La situation reste fragile ; la vigilance de l’entourage est entière.',
]

/** The narrative of a contact: who speaks, what is said, what was done. It blames nobody and shows nothing. */
export function narrate(draws: Draws, of: Told): string {
  const parts = [draws.pick(of.isFirst ? openings[voiceOf(of)] : (followUps[of.direction] ?? quiet))]
  for (const problem of of.problems.slice(0, of.isFirst ? 4 : 2)) {
    parts.push(draws.pick(told[problem as Problem] ?? quiet))
  }
  if (of.signs.length > 0 && (of.isFirst || draws.chance(40))) parts.push(draws.pick(noticed))
  if (!of.isFirst && of.problems.length === 0) parts.push(draws.pick(quiet))
  for (const action of of.actions) {
    const sentence = done[action as Action]
    if (sentence) parts.push(sentence)
  }
  return agree(parts.join(' '), of)
}

function agree(text: string, { name, isGirl }: Told): string {
  const words: Readonly<Record<string, string>> = {
    nom: name,
    Nom: name,
    il: isGirl ? 'elle' : 'il',
    Il: isGirl ? 'Elle' : 'Il',
    lui: isGirl ? 'elle' : 'lui',
    elle_meme: isGirl ? 'elle-même' : 'lui-même',
    accompagné: isGirl ? 'accompagnée' : 'accompagné',
    parti: isGirl ? 'partie' : 'parti',
    revenu: isGirl ? 'revenue' : 'revenu',
  }
  return text
    .replaceAll(/\{([^}]+)\}/g, (_, word: string) => words[word] ?? word)
    .replaceAll(/\b(de|que) (?=[AEIOUÉÈÊaeiouéèê])/g, (_, word: string) => `${word.slice(0, -1)}’`)
    .replaceAll('si il ', 's’il ')
    .replaceAll(' :', '\u00a0:')
    .replaceAll(' ;', '\u00a0;')
}
